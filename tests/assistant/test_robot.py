"""The robot that is simulated: its clock, and how long it is waited for."""

from assistant.robot import ANSWER, simulate


def test_in_lockstep_a_servo_may_take_its_time():
    """Only the wall clock runs while nobody gets to the simulator: an evaluation on a busy machine must not break off."""
    with simulate((), 0, lockstep=True, view=None) as robot:
        assert robot.arm.bus.timeout > 10 * ANSWER
        before = robot.clock.now()
        robot.clock.sleep_until(before + 0.5)
        assert abs(robot.clock.now() - before - 0.5) < 1e-6


def test_in_real_time_a_servo_that_is_silent_is_told_at_once():
    with simulate((), 0, view=None) as robot:
        assert robot.arm.bus.timeout == ANSWER
