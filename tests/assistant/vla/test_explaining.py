"""Why: its form with an untrained model, and that influence is what it is said to be."""

import numpy as np
import pytest
import torch

from assistant.interface import Explains, Observation, ReplyKind, Utterance
from tests.assistant.vla.small import look, small_model, talkative

SAID = [Utterance("user", "pick up the red cup")]


@pytest.fixture(scope="module")
def small():
    return talkative(small_model())


def test_it_explains_the_very_reply_it_gave(small):
    seen = look()
    reply = small.reply(seen, SAID)
    why = small.explain(seen, SAID)
    assert isinstance(small, Explains)
    assert why.reply is reply
    assert set(why.kinds) == set(ReplyKind) and sum(why.kinds.values()) == pytest.approx(1.0, abs=1e-5)
    assert len(why.seen) == 8
    for one in why.seen:
        assert all(0.0 <= share <= 1.0 for share in (one.target, one.goal, one.influence, one.point.confidence))
        assert one.point.camera == "front" and one.point.label and len(one.point.position) == 3
    assert [one.influence for one in why.seen] == sorted((one.influence for one in why.seen), reverse=True)


def test_of_the_replies_that_were_weighed_the_best_was_said(small):
    seen = look()
    reply = small.reply(seen, SAID)
    candidates = small.explain(seen, SAID).candidates
    assert candidates, "an untrained model is never sure"
    assert [one.chosen for one in candidates] == [True] + [False] * (len(candidates) - 1)
    assert (candidates[0].reply.kind, candidates[0].reply.text) == (reply.kind, reply.text)
    assert [one.score for one in candidates] == sorted((one.score for one in candidates), reverse=True)


def test_without_a_reply_before_it_thinks_the_same_through_again(small):
    seen = look()
    small.reply(seen, SAID)
    before, again = small.explain(seen, SAID), small.explain(Observation(seen.images, seen.state, 1.0), SAID)
    assert again.reply == before.reply and again.kinds == before.kinds
    assert [one.influence for one in again.seen] == pytest.approx([one.influence for one in before.seen], abs=1e-5)


def test_explaining_changes_nothing(small):
    seen, other = look(), Observation(look().images, np.ones(6, np.float32), 0.0)
    small.reset()
    small.act(seen, "pick up the red cup")
    span, in_hand, thoughts = small._span, small._in_hand, tuple(small._thoughts)
    small.explain(other, SAID)
    assert (small._span, small._in_hand, tuple(small._thoughts)) == (span, in_hand, thoughts)


def test_no_picture_is_kept_alive_for_it(small):
    seen = look()
    small.reply(seen, SAID)
    thought = small._thoughts[-1]
    assert thought.is_about(seen, SAID) and not thought.is_about(seen, [*SAID, *SAID])
    del seen
    assert thought.observation() is None


def test_the_map_is_as_bright_as_the_influence_and_only_there(small):
    seen = look()
    small.reply(seen, SAID)
    why = small.explain(seen, SAID)
    attention = why.attention["front"]
    assert attention.shape == (480, 640) and attention.dtype == np.float32
    assert 0.0 <= attention.min() and attention.max() <= 1.0
    for one in why.seen:
        u, v = round(one.point.u), round(one.point.v)
        if 0 <= u < 640 and 0 <= v < 480:
            assert attention[v, u] >= 0.95 * one.influence


def test_influence_is_what_the_same_words_lose_without_the_thing(small):
    """Against the same computed one thing at a time, without a batch."""
    seen = look()
    small.reply(seen, SAID)
    why, thought = small.explain(seen, SAID), small._thoughts[-1]
    line = torch.tensor([[1, *thought.numbers, 2]])

    def chance(present):
        with torch.no_grad():
            features = thought.objects.to_features() * present[..., None]
            states, hidden, _ = small.language.encode(thought.words, features, present)
            told = small.language.decode(line[:, :-1], states, hidden).log_softmax(-1)
        return float(told.gather(-1, line[:, 1:, None]).sum())

    all_, expected = thought.objects.present, []
    for slot in all_[0].nonzero()[:, 0].tolist():
        left = all_.clone()
        left[0, slot] = False
        expected.append(1 - np.exp(min(0.0, chance(left) - chance(all_))))
    assert sorted(one.influence for one in why.seen) == pytest.approx(sorted(expected), abs=1e-4)


def test_a_missing_camera_is_said(small):
    with pytest.raises(ValueError, match="front"):
        small.explain(Observation({}, np.zeros(6, np.float32), 0.0), SAID)
