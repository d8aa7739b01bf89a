"""What is otherwise in a condition really is: in the pictures that the brain is given, and nowhere else."""

import numpy as np
import pytest

from assistant.evaluation.conditions import CONDITIONS, Condition
from assistant.evaluation.stage import Settings, Stage
from drivers.simulator.things import Thing

THINGS = (Thing("cube", "cube", "red", (0.20, 0.10), 0.4), Thing("cup", "cup", "blue", (0.24, -0.05), 1.0))


class Nobody:
    """A brain that is asked nothing."""

    def reset(self) -> None:
        pass


def seen(name: str):
    with Stage(Nobody(), Settings(condition=Condition(name))) as stage:
        stage.set(THINGS, 3)
        return stage.observe(), stage.robot.simulator.truth()["things"]


@pytest.fixture(scope="module")
def clean():
    return seen("clean")


@pytest.mark.parametrize("name", [c for c in CONDITIONS if c not in ("clean", "no-depth", "dropped-frames")])
def test_the_picture_differs_and_the_table_does_not(name, clean):
    observation, things = seen(name)
    picture, usual = (o.images["front"].astype(int) for o in (observation, clean[0]))
    assert np.abs(picture - usual).max() > 40
    assert all(np.allclose(things[n]["position"], clean[1][n]["position"], atol=1e-6) for n in things)


def test_half_the_light_makes_half_the_picture(clean):
    dark = seen("half-light")[0].images["front"].mean() / clean[0].images["front"].mean()
    assert 0.4 < dark < 0.6


def test_without_depth_there_is_none(clean):
    assert clean[0].depth["front"].max() > 0.3 and not seen("no-depth")[0].depth


def test_some_pictures_do_not_come_and_the_joints_do():
    with Stage(Nobody(), Settings(condition=Condition("dropped-frames"))) as stage:
        stage.set(THINGS, 3)
        looks = []
        for _ in range(40):
            stage.settle(0.1)
            looks.append(stage.observe())
    old = sum(a.images["front"] is b.images["front"] for a, b in zip(looks, looks[1:]))
    assert 2 <= old <= 16 and len({look.time for look in looks}) == 40


def test_another_name_is_no_condition():
    with pytest.raises(ValueError, match="no condition 'rain'; the conditions are clean, half-light"):
        Condition("rain")
