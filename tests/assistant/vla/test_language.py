"""The language side: what it writes, and that what things are to one another reaches it."""

import torch

from assistant.vla.language import Attention, Language
from assistant.vla.relations import EDGES


def test_a_reply_can_be_given_its_first_word():
    torch.manual_seed(0)
    language = Language(pieces=20, words=30, width=20, heads=2, layers=1, decoder_layers=1).eval()
    states, hidden = torch.randn(1, 4, 20), torch.zeros(1, 1, 4, dtype=torch.bool)
    lines = language.write(states, hidden, count=5, longest=6, opening=7)
    assert all(words[0] == 7 for words, _ in lines) and len({tuple(words) for words, _ in lines}) == len(lines)


def test_how_likely_a_reply_is_does_not_hang_on_who_wrote_it():
    """Read at once beside longer and shorter ones, it is as likely as when it was written word by word."""
    torch.manual_seed(0)
    language = Language(pieces=20, words=10).eval()
    states, hidden = torch.randn(1, 12, 160), torch.zeros(1, 1, 12, dtype=torch.bool)
    written = language.write(states, hidden, count=30, longest=50, opening=7)
    ended = [(tuple(line), chance) for line, chance in written if len(line) < 45 and 0 not in line]
    assert len({len(line) for line, _ in ended}) > 1
    found = language.likelihood([line for line, _ in ended], states, hidden)
    assert torch.allclose(found, torch.tensor([chance for _, chance in ended]), atol=1e-4)


def test_what_things_are_to_one_another_is_read_along_and_weighs_in():
    torch.manual_seed(0)
    attention = Attention(20, 2, edged=True).eval()
    x, hidden, edge = torch.randn(1, 6, 20), torch.zeros(1, 1, 6, dtype=torch.bool), torch.randn(1, 3, 3, EDGES)
    assert torch.allclose(attention(x, x, hidden, edge), attention(x, x, hidden), atol=1e-6)  # at first it adds nothing
    torch.nn.init.normal_(attention.edge.weight)
    changed = (attention(x, x, hidden, edge) - attention(x, x, hidden)).abs().sum(-1)[0]
    assert torch.all(changed[:3] < 1e-5) and torch.all(changed[3:] > 1e-3)  # the last three are the things
