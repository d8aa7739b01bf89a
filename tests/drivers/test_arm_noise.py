"""An arm behind a bad wire: noise, packets that are lost, doubled, cut or late, servos that begin anew. What is read is true or missing, and no servo is ever sent further than it was told."""

from __future__ import annotations

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.arm import ArmError
from tests.drivers.lagging import POSE, TARGET, until

LOOKS = 60
BAD_WIRES = {
    "one byte in ten thousand": {"bit_errors": 1e-4},
    "one byte in a thousand": {"bit_errors": 1e-3},
    "one byte in a hundred": {"bit_errors": 1e-2},
    "lost": {"vanish": 0.1},
    "doubled": {"double": 0.3},
    "cut": {"cut": 0.1},
    "late": {"late": 0.1, "lateness": 0.03},
    "all of it": {"bit_errors": 1e-3, "vanish": 0.03, "double": 0.03, "cut": 0.03, "late": 0.03, "lateness": 0.02},
}


@pytest.mark.parametrize("wire", BAD_WIRES.values(), ids=BAD_WIRES.keys())
def test_on_a_bad_wire_what_is_read_is_true_and_no_goal_lies_outside_the_way(arm, runner, wire):
    arm.connect()
    for name, share in wire.items():
        setattr(runner.bus.faults, name, share)
    low, high = np.minimum(POSE, TARGET) - 0.03, np.maximum(POSE, TARGET) + 0.03
    read = held = 0
    for share in np.linspace(0.0, 1.0, LOOKS):
        try:
            arm.command(POSE + share * (TARGET - POSE))
            state = arm.read()
        except (ft.BusError, ArmError):  # it holds and says why; what it says is tested elsewhere
            held += 1
            continue
        seen = np.isfinite(state.positions)
        read += seen.sum()
        on_the_way = (state.positions[:5] >= low[:5]) & (state.positions[:5] <= high[:5])
        assert np.all(on_the_way | ~seen[:5]), state.positions
        goals = np.array([servo.goal for servo in runner.bus.servos])[:5]
        assert np.all((goals >= low[:5]) & (goals <= high[:5])), goals
    assert read > 0.3 * 6 * LOOKS and held < 0.5 * LOOKS


@pytest.mark.parametrize("wire", BAD_WIRES.values(), ids=BAD_WIRES.keys())
def test_when_the_wire_is_well_again_so_is_the_arm(arm, runner, wire):
    arm.connect()
    for name, share in wire.items():
        setattr(runner.bus.faults, name, share)
    for _ in range(10):
        try:
            arm.read()
        except ft.BusError:
            pass
    for name in wire:
        setattr(runner.bus.faults, name, 0.0)

    def goes() -> bool:
        try:
            arm.command(TARGET)
            return not arm.read().silent
        except (ft.BusError, ArmError):
            return False

    assert until(goes, 2.0)
    assert until(lambda: np.allclose(arm.read().positions, TARGET, atol=0.02), 3.0)


def test_after_a_brown_out_nothing_moves_until_the_arm_is_taken_up_again(arm, runner):
    arm.connect()
    arm.command(TARGET)
    assert until(lambda: np.allclose(arm.read().positions, TARGET, atol=0.02))
    runner.bus.brown_out()
    before = runner.mechanism.positions.copy()
    arm.hold()
    state = arm.read()
    assert np.allclose(runner.mechanism.positions, before, atol=0.01)
    assert np.allclose(state.positions, TARGET, atol=0.03)
