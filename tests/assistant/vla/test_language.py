"""What the language side is told about the things on the table."""

import torch

from assistant.vla.language import RANKS, Language, ranks
from assistant.vla.sight import FEATURES

CUBE, CUP, RED, BLUE = 0, 1, 7, 9
GROUPS, HOW = ("look", "kind", "color", "all"), ("nearer", "farther", "right", "left", "bigger", "smaller", "any")


def table(*things):
    """Features of (kind, colour, x, y, size -1..1), places in metres."""
    features = torch.zeros(1, len(things) + 1, FEATURES)
    for n, (kind, color, x, y, size) in enumerate(things):
        features[0, n, [kind, color, 17 + size]] = 1.0
        features[0, n, 19], features[0, n, 20] = (x - 0.22) / 0.08, y / 0.12
    present = torch.ones(1, len(things) + 1, dtype=torch.bool)
    present[0, -1] = False
    return features, present


def counted(thing, group, how, *things):
    found = ranks(*table(*things))
    assert found.shape == (1, len(things) + 1, RANKS)
    index = GROUPS.index(group) * len(HOW) + HOW.index(how)
    count, none = found[0, thing, index] * 3, found[0, thing, index + RANKS // 2]
    assert torch.isclose(none, torch.exp(-2 * count))
    return round(float(count), 1)


def test_left_and_near_are_counted_among_what_is_alike():
    things = ((CUBE, RED, 0.2, 0.1, 0), (CUBE, BLUE, 0.2, 0.0, 0), (CUBE, RED, 0.3, -0.1, 0), (CUP, RED, 0.15, -0.05, 0))
    assert [counted(n, "kind", "left", *things) for n in range(4)] == [0, 1, 2, 0]
    assert [counted(n, "look", "left", *things) for n in range(4)] == [0, 0, 1, 0]
    assert [counted(n, "all", "left", *things) for n in range(4)] == [0, 1, 3, 2]
    assert [counted(n, "all", "right", *things) for n in range(4)] == [3, 2, 0, 1]
    assert counted(2, "color", "nearer", *things) == 2 and counted(3, "color", "farther", *things) == 2
    assert counted(0, "look", "any", *things) == 1


def test_sizes_are_compared():
    things = ((CUBE, RED, 0.2, 0.1, 1), (CUBE, RED, 0.2, 0.0, -1), (CUP, RED, 0.3, 0.0, 1))
    assert counted(0, "look", "smaller", *things) == 1 and counted(0, "look", "bigger", *things) == 0
    assert counted(1, "kind", "bigger", *things) == 1 and counted(1, "all", "bigger", *things) == 1 + 1


def test_what_is_not_there_has_no_ranks():
    assert torch.equal(ranks(*table((CUBE, RED, 0.2, 0.0, 0)))[0, 0, : RANKS // 2], torch.zeros(RANKS // 2))


def test_a_reply_can_be_given_its_first_word():
    torch.manual_seed(0)
    language = Language(pieces=20, words=30, width=20, heads=2, layers=1, decoder_layers=1).eval()
    states, hidden = torch.randn(1, 4, 20), torch.zeros(1, 1, 4, dtype=torch.bool)
    lines = language.write(states, hidden, count=5, longest=6, opening=7)
    assert all(words[0] == 7 for words, _ in lines) and len({tuple(words) for words, _ in lines}) == len(lines)
