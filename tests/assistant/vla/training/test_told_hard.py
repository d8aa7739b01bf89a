"""Which lessons are taught: the hard ones, with weights that leave the mean loss what it is."""

import numpy as np
import pytest
import torch

from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.train_language import lesson_losses, told_hard
from tests.assistant.vla.small import small_model


def skewed(n: int = 384) -> torch.Tensor:
    """Losses as they are late in training: a tenth of the lessons has nearly all of it."""
    rng = np.random.default_rng(5)
    return torch.from_numpy(np.where(rng.random(n) < 0.1, rng.exponential(1.0, n), 0.003)).float()


def test_their_weighted_sum_stands_for_the_mean_of_all():
    losses, rng, sums, counts = skewed(), np.random.default_rng(1), [], []
    for _ in range(400):
        drawn, weights = told_hard(losses, 48, rng)
        sums.append(float((losses.numpy()[drawn] * weights).sum()))
        counts.append(len(drawn))
    mean = float(losses.mean())
    assert abs(np.mean(sums) / mean - 1) < 0.02 and abs(np.mean(counts) - 48) < 1.5
    by_chance = [float(losses.numpy()[np.random.default_rng(k).permutation(384)[:48]].mean()) for k in range(400)]
    assert np.std(sums) < np.std(by_chance) / 3


def test_the_hardest_are_always_taught_and_the_known_now_and_then():
    losses, rng = skewed(), np.random.default_rng(2)
    hardest, easy, often = int(losses.argmax()), int(losses.argmin()), np.zeros(384)
    for _ in range(400):
        often[told_hard(losses, 48, rng)[0]] += 1
    assert often[hardest] == 400 and 2 < often[easy] < 80


def test_all_are_taught_where_there_are_no_more_than_that():
    drawn, weights = told_hard(torch.tensor([0.5, 0.0, 2.0]), 48, np.random.default_rng(3))
    assert drawn.tolist() == [0, 1, 2] and np.allclose(weights, 1 / 3)


def test_a_loss_that_is_no_number_ends_the_training():
    with pytest.raises(ValueError, match="no number"):
        told_hard(torch.tensor([0.5, float("nan")]), 1, np.random.default_rng(4))


def test_a_batch_about_a_bare_table_has_a_loss_like_any_other():
    """A few hard lessons may be taught by themselves, and none of them have anything to point at."""
    model = small_model()
    lessons = [Lesson((), (), "pick up the red cup", "answer", "cup.", tag="premise")]
    losses, _ = lesson_losses(model.language, model.reading, model.writing, lessons, np.random.default_rng(0))
    losses.sum().backward()
    assert torch.isfinite(losses).all() and all(torch.isfinite(p.grad).all() for p in model.language.parameters() if p.grad is not None)
