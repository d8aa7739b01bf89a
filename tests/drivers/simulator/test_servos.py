"""The emulated STS3215, byte by byte on their pseudo-terminal and by their registers' effect on the mechanism."""

from __future__ import annotations

import math
import os
import time

import numpy as np
import pytest
import serial

from drivers import feetech as ft
from drivers.simulator.servo import TICKS_PER_RADIAN
from drivers.simulator.servos import CALIBRATION, ServoBus
from tests.drivers.lagging import Lagging, pass_time

DEGREE = math.pi / 180


@pytest.fixture
def mechanism():
    return Lagging()


@pytest.fixture
def bus(mechanism):
    bus = ServoBus(mechanism)
    yield bus
    bus.close()


@pytest.fixture
def line(bus):
    with serial.Serial(bus.port, 1_000_000, timeout=0) as line:
        yield line


@pytest.fixture
def ask(bus, line):
    def ask(servo: int, instruction: int, *parameters: int) -> list[tuple[int, int, bytes]]:
        """Sends a packet and returns what comes back: (id, ERR, data) each."""
        line.write(ft.packet(servo, instruction, bytes(parameters)))
        bus.serve(0.5)
        buffer = bytearray(line.read(4096))
        replies = ft.parse(buffer)
        assert not buffer
        return replies

    return ask


@pytest.fixture
def read(ask):
    def read(servo: int, register: ft.Register) -> int:
        ((number, _, data),) = ask(servo, ft.READ, register.address, register.size)
        assert number == servo
        return register.decode(data)

    return read


@pytest.fixture
def write(ask):
    def write(servo: int, register: ft.Register, value: int) -> None:
        assert ask(servo, ft.WRITE, register.address, *register.encode(value)) == [(servo, 0, b"")]

    return write


# packets


def test_ping_and_its_bytes(bus, line, ask):
    line.write(bytes.fromhex("ffff 03 02 01 f9"))
    bus.serve(0.5)
    assert line.read(100) == bytes.fromhex("ffff 03 02 00 fa")
    assert ask(7, ft.PING) == []
    assert ask(ft.BROADCAST, ft.PING) == [(i, 0, b"") for i in range(1, 7)]


def test_sync_read_answers_in_the_order_asked_and_leaves_out_who_is_not_there(ask):
    replies = ask(ft.BROADCAST, ft.SYNC_READ, 3, 2, 5, 9, 1)
    assert replies == [(5, 0, b"\x09\x03"), (1, 0, b"\x09\x03")]


def test_sync_write_answers_nothing_and_reaches_all(ask, read):
    assert ask(ft.BROADCAST, ft.SYNC_WRITE, 48, 2, 1, 100, 0, 6, 0x2C, 1) == []
    assert [read(i, ft.TORQUE_LIMIT) for i in (1, 2, 6)] == [100, 1000, 300]


def test_reg_write_waits_for_action(ask, read, bus):
    goal = ft.GOAL_POSITION.encode(2200)
    for servo in (1, 2):
        assert ask(servo, ft.REG_WRITE, 42, *goal) == [(servo, 0, b"")]
    assert read(1, ft.GOAL_POSITION) == 2048 and read(1, ft.REGISTERED_WRITE) == 1 and not bus.servos[0].enabled
    assert ask(ft.BROADCAST, ft.ACTION) == []
    assert read(1, ft.GOAL_POSITION) == read(2, ft.GOAL_POSITION) == 2200 and read(1, ft.REGISTERED_WRITE) == 0


def test_a_broadcast_write_reaches_all_and_nobody_answers(ask, read):
    assert ask(ft.BROADCAST, ft.WRITE, 41, 50) == []
    assert [read(i, ft.ACCELERATION) for i in range(1, 7)] == [50] * 6


def test_factory_reset_keeps_the_id(ask, read, write):
    write(2, ft.LOCK, 0)
    write(2, ft.P_GAIN, 7)
    assert ask(2, ft.RESET) == [(2, 0, b"")]
    assert read(2, ft.P_GAIN) == 32 and read(2, ft.HOMING_OFFSET) == 0 and read(2, ft.ID) == 2


def test_a_wrong_checksum_is_not_answered(bus, line):
    broken = bytearray(ft.packet(1, ft.PING))
    broken[-1] ^= 1
    line.write(bytes(broken) + ft.packet(2, ft.PING))
    assert bus.serve(0.5) == 1
    assert line.read(100) == ft.packet(2, 0)


def test_packets_in_pieces_and_several_at_once(bus, line):
    whole = ft.packet(1, ft.PING)
    line.write(whole[:3])
    assert bus.serve(0.5) == 0
    line.write(whole[3:] + ft.packet(2, ft.PING))
    assert bus.serve(0.5) == 2
    assert line.read(100) == ft.packet(1, 0) + ft.packet(2, 0)


def test_an_abandoned_packet_is_forgotten(bus, line):
    line.write(b"\xff\xff\x01\xf0\x03")
    bus.serve(0.5)
    time.sleep(0.08)
    line.write(ft.packet(1, ft.PING))
    assert bus.serve(0.5) == 1


def test_endless_noise_is_bounded_and_harmless(bus, line, ask):
    rng = np.random.default_rng(0)
    for _ in range(20):
        line.write(rng.integers(0, 256, 2000, np.uint8).tobytes())
        bus.serve(0.1)
        assert len(bus._buffer) <= 259
    time.sleep(0.08)
    bus.serve(0)
    line.reset_input_buffer()
    assert [reply[0] for reply in ask(6, ft.PING)] == [6]


def test_every_malformed_instruction_is_survived(ask):
    for instruction in range(256):
        for parameters in ((), (1,), (250,), (42, 253), (56, 254), (255, 255, 255), (48, 0, 1), (3, 200, 1, 2)):
            for servo in (1, ft.BROADCAST):
                if instruction not in (ft.RESET,):
                    ask(servo, instruction, *parameters)


def test_nobody_reads_the_answers(bus, line):
    request = ft.packet(ft.BROADCAST, ft.SYNC_READ, bytes((0, 200, 1, 2, 3, 4, 5, 6)))
    for _ in range(100):
        line.write(request)
        bus.serve(0.0)
    line.reset_input_buffer()


# ids and baud rates


def test_a_new_id_counts_at_once_and_stays_when_unlocked(ask, read, write, bus):
    write(4, ft.LOCK, 0)
    assert ask(4, ft.WRITE, 5, 20) == [(4, 0, b"")]
    assert ask(4, ft.PING) == [] and ask(20, ft.PING) == [(20, 0, b"")]
    bus.servos[3].power_cycle()
    assert ask(20, ft.PING) == [(20, 0, b"")]


def test_what_is_written_to_locked_eprom_is_gone_after_a_power_cut(read, write, bus):
    assert read(1, ft.LOCK) == 1
    write(1, ft.P_GAIN, 5)
    assert read(1, ft.P_GAIN) == 5
    bus.servos[0].power_cycle()
    assert read(1, ft.P_GAIN) == 32 and read(1, ft.TORQUE_ENABLE) == 0


def test_two_servos_with_one_id_talk_over_each_other(ask, line, bus):
    bus.servos[1].write(5, b"\x01")
    line.write(ft.packet(1, ft.PING))
    bus.serve(0.5)
    buffer = bytearray(line.read(100))
    assert buffer and ft.parse(buffer) == []


def test_only_the_right_baud_rate_is_understood(bus, mechanism):
    for rate in (9600, 115_200, 500_000):
        with serial.Serial(bus.port, rate, timeout=0.02) as line:
            line.write(ft.packet(1, ft.PING))
            assert bus.serve(0.2) == 0 and line.read(10) == b""
    bus.servos[0].write(ft.BAUD.address, b"\x04")
    with serial.Serial(bus.port, 115_200, timeout=0.02) as line:
        for servo in (1, 2):
            line.write(ft.packet(servo, ft.PING))
            bus.serve(0.2)
        assert line.read(100) == ft.packet(1, 0)


@pytest.mark.parametrize("rate", ft.BAUDRATES)
def test_all_the_servos_baud_rates(mechanism, rate):
    bus = ServoBus(mechanism, rate)
    with serial.Serial(bus.port, rate, timeout=0.05) as line:
        line.write(ft.packet(1, ft.PING))
        assert bus.serve(0.5) == 1 and line.read(6) == ft.packet(1, 0)
    bus.close()


def test_a_baud_rate_that_servos_lack(mechanism):
    with pytest.raises(ValueError, match="choose one of"):
        ServoBus(mechanism, 9600)


def test_response_level_0_answers_only_read_and_ping(ask, write):
    write(1, ft.ACCELERATION, 1)
    ask(1, ft.WRITE, 8, 0)
    assert ask(1, ft.WRITE, 41, 2) == []
    assert ask(1, ft.READ, 41, 1) == [(1, 0, b"\x02")] and ask(1, ft.PING) == [(1, 0, b"")]


# registers


def test_factory_values(read):
    assert read(2, ft.MODEL) == 777
    assert [read(2, r) for r in (ft.ID, ft.BAUD, ft.HOMING_OFFSET, ft.MIN_POSITION, ft.MAX_POSITION)] == [2, 0, 842, 910, 3186]
    assert [read(2, r) for r in (ft.MAX_TORQUE, ft.TORQUE_LIMIT, ft.TORQUE_ENABLE, ft.MODE, ft.LOCK)] == [1000, 1000, 0, 0, 1]
    assert read(2, ft.PRESENT_VOLTAGE) == 121 and 20 <= read(2, ft.PRESENT_TEMPERATURE) <= 35


def test_read_only_registers_keep_their_value(write, read):
    write(1, ft.MODEL, 5)
    write(1, ft.PRESENT_POSITION, 5)
    assert read(1, ft.MODEL) == 777 and read(1, ft.PRESENT_POSITION) == 2048


def test_middle_and_sign(mechanism, read):
    mechanism.positions = np.array([0, 90, -45, 0, 10, -10]) * DEGREE
    assert [read(i, ft.PRESENT_POSITION) for i in range(1, 7)] == [2048, 3072, 1536, 2048, 2162, 1422]
    mechanism.velocities = np.array([1.0, -1.0, 0, 0, 0, 0])
    assert [read(i, ft.PRESENT_SPEED) for i in (1, 2, 3)] == [652, -652, 0]


def test_the_calibration_is_what_the_servos_have_stored(read):
    for joint in CALIBRATION.values():
        stored = [read(joint["id"], register) for register in (ft.HOMING_OFFSET, ft.MIN_POSITION, ft.MAX_POSITION)]
        assert stored == [joint["homing_offset"], joint["range_min"], joint["range_max"]]


def test_present_is_raw_minus_offset_modulo_a_turn(read, write, mechanism):
    mechanism.positions = np.array([0.5] + [0] * 5)
    before = read(1, ft.PRESENT_POSITION)
    write(1, ft.HOMING_OFFSET, 0)
    raw = read(1, ft.PRESENT_POSITION)
    assert raw == (before - 1207) % 4096
    write(1, ft.HOMING_OFFSET, 2000)
    assert read(1, ft.PRESENT_POSITION) == (raw - 2000) % 4096


def test_128_calls_this_pose_the_middle_and_keeps_it(read, ask, mechanism, bus):
    mechanism.positions = np.array([0.7] * 6)
    for servo in range(1, 7):
        assert ask(servo, ft.WRITE, 40, 128) == [(servo, 0, b"")]
        assert read(servo, ft.PRESENT_POSITION) == pytest.approx(2048, abs=1)
        assert read(servo, ft.TORQUE_ENABLE) == 0
    bus.servos[2].power_cycle()
    assert read(3, ft.PRESENT_POSITION) == pytest.approx(2048, abs=1)


# motion


def test_a_goal_switches_torque_on_and_the_joint_moves(bus, mechanism, write, read):
    assert not mechanism.enabled.any()
    write(2, ft.GOAL_POSITION, 2048 + 1000)
    assert read(2, ft.TORQUE_ENABLE) == 1
    pass_time(bus, mechanism, 0.1)
    assert read(2, ft.MOVING) == 1
    pass_time(bus, mechanism, 1.0)
    assert read(2, ft.PRESENT_POSITION) == pytest.approx(3048, abs=1) and read(2, ft.MOVING) == 0
    assert mechanism.positions == pytest.approx([0, 1000 / TICKS_PER_RADIAN, 0, 0, 0, 0], abs=2e-3)
    assert mechanism.enabled.tolist() == [False, True, False, False, False, False]


def test_torque_goes_to_the_goal_that_is_there(bus, mechanism, write):
    """The trap that a driver must avoid."""
    mechanism.positions = np.array([0.5] + [0] * 5)
    write(1, ft.TORQUE_ENABLE, 1)
    pass_time(bus, mechanism, 1.0)
    assert mechanism.positions[0] == pytest.approx(0, abs=2e-3)


def test_torque_off_is_limp(bus, mechanism, write):
    write(1, ft.GOAL_POSITION, 3000)
    pass_time(bus, mechanism, 0.1)
    write(1, ft.TORQUE_ENABLE, 0)
    pass_time(bus, mechanism, 0.1)
    here = mechanism.positions[0]
    pass_time(bus, mechanism, 0.5)
    assert mechanism.positions[0] == here < 1.0


def test_goals_stay_within_the_position_limits(bus, mechanism, write, read):
    write(1, ft.GOAL_POSITION, 4095)
    pass_time(bus, mechanism, 2.0)
    assert read(1, ft.PRESENT_POSITION) == pytest.approx(3300, abs=1)


def test_speed_is_honoured(bus, mechanism, write, read):
    write(1, ft.GOAL_SPEED, 500)
    write(1, ft.GOAL_POSITION, 3048)
    pass_time(bus, mechanism, 1.0)
    assert read(1, ft.PRESENT_SPEED) == pytest.approx(500, abs=3)
    assert read(1, ft.PRESENT_POSITION) == pytest.approx(2048 + 500, abs=20)
    pass_time(bus, mechanism, 1.3)
    assert read(1, ft.PRESENT_POSITION) == pytest.approx(3048, abs=1)


def test_without_a_speed_it_goes_as_fast_as_the_motor_can(bus, mechanism, write, read):
    write(1, ft.GOAL_POSITION, 3300)
    pass_time(bus, mechanism, 0.2)
    assert read(1, ft.PRESENT_SPEED) == pytest.approx(3400, abs=40)


def test_acceleration_is_honoured(bus, mechanism, write):
    write(1, ft.ACCELERATION, 10)  # 1000 ticks/s²
    write(1, ft.GOAL_POSITION, 3048)
    speeds = []
    for _ in range(600):
        pass_time(bus, mechanism, 0.004)
        speeds.append(bus.servos[0].setpoint_speed * TICKS_PER_RADIAN)
    assert max(np.abs(np.diff(speeds))) <= 4.0 * 1.01, "1000 ticks/s² is 4 ticks/s in each 4 ms"
    assert max(speeds) == pytest.approx(1000, rel=0.02), "half the way up, half the way down: sqrt(1000 * 1000)"
    assert mechanism.positions[0] * TICKS_PER_RADIAN == pytest.approx(1000, abs=1) and speeds[-1] == 0
    assert max(mechanism.positions) * TICKS_PER_RADIAN <= 1001, "no overshoot"


@pytest.mark.parametrize("dt", [0.001, 0.004, 0.02, 0.1])
@pytest.mark.parametrize("acceleration, speed", [(0, 0), (254, 0), (254, 2600), (20, 700), (1, 3000)])
def test_the_trajectory_ends_at_the_goal_whatever_the_step(bus, mechanism, write, dt, acceleration, speed):
    write(3, ft.ACCELERATION, acceleration)
    write(3, ft.GOAL_SPEED, speed)
    write(3, ft.GOAL_POSITION, 2500)
    servo = bus.servos[2]
    for _ in range(round(8 / dt)):
        bus.advance(dt)
        assert servo.setpoint <= servo.goal + 1e-9
    assert servo.setpoint == servo.goal and servo.setpoint_speed == 0


def test_a_goal_that_turns_round_on_the_way(bus, mechanism, write):
    write(1, ft.ACCELERATION, 50)
    for goal in (3000, 1200, 2048):
        write(1, ft.GOAL_POSITION, goal)
        pass_time(bus, mechanism, 0.3)
    pass_time(bus, mechanism, 2.0)
    assert mechanism.positions[0] == pytest.approx(0, abs=2e-3)


def test_torque_limit_reaches_the_mechanism_and_the_load_reports_it(bus, mechanism, write, read):
    mechanism.blocked[5] = True
    write(6, ft.TORQUE_LIMIT, 400)
    write(6, ft.GOAL_POSITION, 1422)
    pass_time(bus, mechanism, 0.5)
    assert mechanism.limits[5] == 0.4
    assert read(6, ft.PRESENT_LOAD) == -400
    assert read(6, ft.PRESENT_CURRENT) * ft.CURRENT_UNIT == pytest.approx(0.4 * 2.7, abs=0.05)
    assert read(6, ft.PRESENT_VOLTAGE) <= 121


def test_a_long_overload_lowers_the_torque_until_the_goal_lets_go(bus, mechanism, ask, write, read):
    mechanism.blocked[0] = True
    write(1, ft.GOAL_POSITION, 3000)
    pass_time(bus, mechanism, 1.5)
    assert mechanism.limits[0] == 1.0
    pass_time(bus, mechanism, 1.0)
    assert mechanism.limits[0] == pytest.approx(0.2)
    assert ask(1, ft.PING) == [(1, 32, b"")], "it reports the overload in ERR, and still answers"
    assert ask(1, ft.READ, 65, 1) == [(1, 32, b"\x20")]
    ask(1, ft.WRITE, 42, *ft.GOAL_POSITION.encode(2000))
    pass_time(bus, mechanism, 0.1)
    assert mechanism.limits[0] == 1.0 and ask(1, ft.PING) == [(1, 0, b"")]


def test_a_lasting_stall_heats_and_heat_switches_off(bus, mechanism, write, read):
    mechanism.blocked[0] = True
    write(1, ft.LOCK, 0)
    write(1, ft.OVERLOAD_TORQUE, 120)  # no protection against itself
    write(1, ft.GOAL_POSITION, 3300)
    pass_time(bus, mechanism, 10)
    warm = read(1, ft.PRESENT_TEMPERATURE)
    assert warm > 29
    for _ in range(300):
        bus.advance(1.0)
    assert not bus.servos[0].enabled and bus.servos[0].faults & 4
    assert read(2, ft.PRESENT_TEMPERATURE) == 26


def test_no_mode_but_position_moves(bus, mechanism, write):
    write(1, ft.MODE, 1)
    write(1, ft.GOAL_POSITION, 3000)
    pass_time(bus, mechanism, 0.5)
    assert mechanism.positions[0] == 0


# the port


def test_a_link_and_its_end(bus, tmp_path):
    link = tmp_path / "arm"
    os.symlink("/dev/gone", link)
    bus.link(str(link))
    assert os.path.realpath(link) == bus.port
    bus.close()
    assert not os.path.lexists(link)
    bus.close()
    assert bus.fileno() == -1 and bus.serve(0.1) == 0


def test_a_link_never_replaces_a_file(bus, tmp_path):
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(FileExistsError):
        bus.link(str(tmp_path / "notes"))
    assert (tmp_path / "notes").read_text() == "mine"


def test_the_emulators_own_work_for_a_group_read_is_short(bus, line):
    request = ft.packet(ft.BROADCAST, ft.SYNC_READ, bytes((56, 15, 1, 2, 3, 4, 5, 6)))
    spent = []
    for _ in range(300):
        line.write(request)
        start = time.thread_time()
        assert bus.serve(0.5) == 1
        spent.append(time.thread_time() - start)
        line.reset_input_buffer()
    assert np.median(spent) < 1e-3, "budget 0.15 ms; the test allows for a busy machine"
