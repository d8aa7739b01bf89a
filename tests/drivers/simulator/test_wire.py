"""What the emulated wire does to bytes, by itself and under a driver."""

import time

import pytest

from drivers import feetech as ft
from drivers.simulator.servos import ServoBus
from drivers.simulator.wire import Faults, Wire
from tests.drivers.lagging import Lagging, running

PACKETS = [ft.packet(servo, 0, bytes((servo, 7))) for servo in range(1, 7)] * 200


def share(faults: Faults, hit) -> float:
    wire = Wire(faults)
    return sum(hit(wire.answered([packet]), packet) for packet in PACKETS) / len(PACKETS)


@pytest.mark.parametrize(("faults", "hit"), [
    (Faults(vanish=0.2), lambda got, sent: got == b""),
    (Faults(double=0.2), lambda got, sent: got == sent + sent),
    (Faults(cut=0.2), lambda got, sent: len(got) < len(sent) and sent.startswith(got) and got != b""),
    (Faults(late=0.2, lateness=9.0), lambda got, sent: got == b""),
])
def test_so_many_packets_are_hit_as_was_asked_for(faults, hit):
    assert share(faults, hit) == pytest.approx(0.2, abs=0.04)
    assert share(Faults(), lambda got, sent: got != sent) == 0.0


def test_a_bit_of_so_many_bytes_is_wrong_in_both_directions():
    wire, data = Wire(Faults(bit_errors=0.01)), bytes(20_000)
    for got in (wire.heard(data), wire.answered([data])):
        wrong = [byte for byte in got if byte]
        assert len(got) == len(data) and 140 < len(wrong) < 260 and all(byte.bit_count() == 1 for byte in wrong)


def test_what_is_late_comes_later_and_in_order():
    wire = Wire(Faults(late=1.0, lateness=0.03))
    assert wire.answered([b"one", b"two"]) == b"" and wire.overdue() == b""
    time.sleep(0.04)
    assert wire.overdue() == b"onetwo" and wire.overdue() == b""


def test_the_first_packets_can_be_lost_or_corrupt_to_the_number():
    wire = Wire(Faults(lost=1, corrupt=1))
    first, second, third = (wire.answered([packet]) for packet in PACKETS[:3])
    assert first == b"" and second[:-1] == PACKETS[1][:-1] and second[-1] != PACKETS[1][-1] and third == PACKETS[2]


@pytest.mark.parametrize("faults", [Faults(vanish=1.5), Faults(bit_errors=-0.1), Faults(lateness=float("nan"))])
def test_what_is_no_share_is_refused(faults):
    with pytest.raises(ValueError, match="from 0 to"):
        ServoBus(Lagging(), faults=faults)


def test_paced_an_answer_takes_the_time_its_bytes_take():
    """At 115,200 baud a byte takes 87 microseconds; six answers of 21 bytes and a question of 14 are 12 ms."""
    bus = ServoBus(mechanism := Lagging(), baudrate=115_200, paced=True)
    with running(bus, mechanism), ft.Bus(bus.port, 115_200) as driver:
        for servo in range(1, 7):
            driver.write(servo, ft.RETURN_DELAY, 0)
        began = time.monotonic()
        assert len(driver.sync_read(range(1, 7), 56, 15)) == 6
        assert time.monotonic() - began > (6 * 21 + 14) * 10 / 115_200


def test_after_a_brown_out_the_servos_are_limp_and_keep_their_calibration():
    bus = ServoBus(mechanism := Lagging())
    with running(bus, mechanism), ft.Bus(bus.port) as driver:
        offset = driver.read(2, ft.HOMING_OFFSET)
        driver.write(2, ft.TORQUE_ENABLE, 1)
        driver.write(2, ft.TORQUE_LIMIT, 300)
        bus.brown_out()
        assert (driver.read(2, ft.TORQUE_ENABLE), driver.read(2, ft.TORQUE_LIMIT), driver.read(2, ft.HOMING_OFFSET)) == (0, 1000, offset)
