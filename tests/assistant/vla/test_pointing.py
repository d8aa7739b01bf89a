import torch

from assistant.vla.pointing import in_line
from tests.assistant.vla.spans import objects


def looking_from(eye):
    """The pose of a camera that stands at `eye`, its axes those of the base."""
    return torch.cat([torch.eye(3), -torch.tensor(eye)[:, None]], 1)


def test_what_is_held_up_and_the_table_behind_it_are_in_one_line():
    seen = objects((2, 0, 0.3, 0.0, 0.0), (2, 0, 0.3, 0.1, 0.0))
    gap = in_line(seen, looking_from([0.0, 0.0, 0.3]), torch.tensor([0.15, 0.0, 0.15]))
    assert float(gap[0]) < 1e-4 and float(gap[1]) > 0.04


def test_what_was_measured_is_where_it_was_measured():
    seen = objects((2, 0, 0.3, 0.0, 0.0))
    seen.exact[0, 0] = True
    gap = in_line(seen, looking_from([0.0, 0.0, 0.3]), torch.tensor([0.15, 0.0, 0.15]))
    assert abs(float(gap[0]) - 0.15 * 2**0.5) < 1e-4
