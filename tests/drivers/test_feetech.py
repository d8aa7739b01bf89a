"""The STS3215 protocol and its bus, against emulated servos and against a bare pseudo-terminal that misbehaves."""

from __future__ import annotations

import os
import threading
import time
import tty

import pytest

from drivers import feetech as ft
from drivers.simulator.servos import ServoBus
from tests.drivers.lagging import Lagging, running

IDS = (1, 2, 3, 4, 5, 6)


@pytest.fixture
def runner():
    bus = ServoBus(mechanism := Lagging())
    with running(bus, mechanism) as runner:
        yield runner


@pytest.fixture
def emulated(runner):
    return runner.bus


@pytest.fixture
def bus(emulated):
    with ft.Bus(emulated.port) as bus:
        yield bus


class Peer:
    """The far end of a serial line: says what the test tells it to."""

    def __init__(self):
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)

    def hear(self) -> bytes:
        return os.read(self.master, 4096)

    def say(self, data: bytes) -> None:
        os.write(self.master, data)

    def close(self) -> None:
        os.close(self.master)
        os.close(self._slave)


@pytest.fixture
def peer():
    peer = Peer()
    yield peer
    peer.close()


# registers and packets


def test_a_known_packet_byte_for_byte():
    assert ft.packet(1, ft.PING) == bytes.fromhex("ffff 01 02 01 fb")
    assert ft.packet(1, ft.READ, bytes((56, 2))) == bytes.fromhex("ffff 01 04 02 38 02 be")


@pytest.mark.parametrize("register, value, data", [
    (ft.GOAL_POSITION, 2048, "0008"), (ft.GOAL_POSITION, -1, "0180"), (ft.PRESENT_LOAD, -500, "f405"),
    (ft.HOMING_OFFSET, -2047, "ff0f"), (ft.HOMING_OFFSET, 1490, "d205"), (ft.TORQUE_ENABLE, 1, "01"),
])  # fmt: skip
def test_sign_and_magnitude(register, value, data):
    assert register.encode(value) == bytes.fromhex(data)
    assert register.decode(bytes.fromhex(data)) == value


@pytest.mark.parametrize("register, value", [(ft.TORQUE_ENABLE, 256), (ft.TORQUE_LIMIT, -1), (ft.HOMING_OFFSET, 2048), (ft.GOAL_SPEED, 32768)])
def test_a_value_that_does_not_fit_is_refused(register, value):
    with pytest.raises(ValueError, match="does not fit"):
        register.encode(value)


def test_parse_skips_noise_and_wrong_checksums_and_keeps_what_is_unfinished():
    good, bad = ft.packet(1, 0, b"\x10\x20"), bytearray(ft.packet(2, 0, b"\x01"))
    bad[-1] ^= 1
    buffer = bytearray(b"\x00\xff\x07" + bad + b"\xff" + good + good[:5])
    assert ft.parse(buffer) == [(1, 0, b"\x10\x20")]
    assert buffer == good[:5]
    buffer += good[5:]
    assert ft.parse(buffer) == [(1, 0, b"\x10\x20")] and not buffer


def test_parse_never_keeps_more_than_one_packet_can_hold():
    buffer = bytearray()
    for chunk in (b"\xff" * 5000, b"\xff\xff\x01\xff" * 1000, os.urandom(5000), b"\x00" * 5000):
        buffer += chunk
        ft.parse(buffer)
        assert len(buffer) <= 259


# one servo and many


def test_ping_read_write(bus):
    bus.write(3, ft.TORQUE_LIMIT, 600)
    assert bus.read(3, ft.TORQUE_LIMIT) == 600
    assert bus.read(3, ft.HOMING_OFFSET) == -615
    assert [bus.ping(servo) for servo in IDS] == [ft.MODEL_STS3215] * len(IDS)


def test_groups(bus):
    bus.sync_write(ft.TORQUE_LIMIT.address, {i: ft.TORQUE_LIMIT.encode(100 * i) for i in IDS})
    assert {i: ft.TORQUE_LIMIT.decode(data) for i, data in bus.sync_read(IDS, 48, 2).items()} == {i: 100 * i for i in IDS}
    with pytest.raises(ValueError, match="same number of bytes"):
        bus.sync_write(48, {1: b"\1", 2: b"\1\2"})


def test_a_silent_servo_is_named_and_does_not_hide_the_others(bus, emulated):
    emulated.faults.silent = {4}
    with pytest.raises(ft.NoReply, match="Servo 4 .* does not answer") as caught:
        bus.read(4, ft.PRESENT_POSITION)
    assert caught.value.ids == (4,)
    assert set(bus.sync_read(IDS, 56, 15)) == {1, 2, 3, 5, 6}
    start = time.monotonic()
    for _ in range(5):
        assert set(bus.sync_read(IDS, 56, 15)) == {1, 2, 3, 5, 6}
    assert time.monotonic() - start < 1.0, "a servo known to be silent slows every group read down"
    emulated.faults.silent = set()
    assert bus.ping(4) == 777
    assert set(bus.sync_read(IDS, 56, 15)) == set(IDS)


def test_lost_and_corrupted_answers_are_asked_for_again(bus, emulated):
    emulated.faults.lost = 2
    assert bus.read(1, ft.MODEL) == 777
    emulated.faults.corrupt = 2
    assert bus.read(1, ft.MODEL) == 777
    emulated.faults.corrupt = 2
    assert set(bus.sync_read(IDS, 56, 2)) == set(IDS)
    emulated.faults.corrupt = 3
    with pytest.raises(ft.NoReply):
        bus.read(1, ft.MODEL)
    emulated.faults.corrupt = 0


def test_an_error_byte_is_telemetry(bus, emulated):
    emulated.servos[1].faults = 32
    assert bus.read(2, ft.MODEL) == 777
    assert ft.describe_errors(bus.errors[2]) == ("overload",)
    assert ft.describe_errors(bus.errors.get(1, 0)) == ()


def test_a_late_reply_does_not_pass_for_the_next_one(peer):
    bus = ft.Bus(peer.port, timeout=0.05, retries=0).open()
    with pytest.raises(ft.NoReply):
        bus.read(1, ft.PRESENT_VOLTAGE)
    peer.hear()
    peer.say(ft.packet(1, 0, b"\x79"))  # 12.1 V, too late

    def answer():
        peer.hear()
        peer.say(ft.packet(1, 0, b"\x1a"))

    thread = threading.Thread(target=answer)
    thread.start()
    assert bus.read(1, ft.PRESENT_TEMPERATURE) == 26
    thread.join()
    bus.close()


def test_answers_of_other_servos_and_noise_are_passed_over(peer):
    bus = ft.Bus(peer.port, timeout=0.5, retries=0).open()

    def answer():
        peer.hear()
        peer.say(b"\x00\xff\xff" + ft.packet(2, 0, b"\x01\x02") + ft.packet(1, 0, b"\x09\x03"))

    thread = threading.Thread(target=answer)
    thread.start()
    assert bus.read(1, ft.MODEL) == 777
    thread.join()
    bus.close()


# who goes first


def slow_reader(bus, over: threading.Event, answers: list) -> threading.Thread:
    """Asks, one after the other, a servo that is not there (three times 0.2 s) and one that is."""

    def read():
        while not over.is_set():
            with pytest.raises(ft.NoReply):
                bus.read(9, ft.MODEL)
            answers.append(bus.read(1, ft.MODEL))

    thread = threading.Thread(target=read)
    thread.start()
    return thread


def test_a_hold_does_not_wait_for_another_threads_answers_and_spoils_none(bus):
    over, answers, delays, gone = threading.Event(), [], [], []
    bus.watch = lambda packet: gone.append(time.monotonic()) if packet[4] == ft.SYNC_WRITE else None
    thread = slow_reader(bus, over, answers)
    try:
        for number in range(12):
            time.sleep(0.07)
            began = time.monotonic()
            with bus.alone(first=True):
                bus.sync_write(ft.TORQUE_LIMIT.address, {3: ft.TORQUE_LIMIT.encode(number)})
            delays.append(gone[-1] - began)
    finally:
        over.set()
        thread.join()
    assert sorted(delays)[len(delays) // 2] < 0.02, delays
    assert max(delays) < 0.15, delays  # were it not for what else the machine does
    assert answers and set(answers) == {777} and bus.read(3, ft.TORQUE_LIMIT) == 11


def test_who_is_alone_is_not_cut_short_by_who_wants_to_go_first(bus):
    begun, order = threading.Event(), []

    def hold():
        begun.wait()
        with bus.alone(first=True):
            order.append("hold")

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    with bus.alone():
        begun.set()
        with pytest.raises(ft.NoReply):
            bus.read(9, ft.MODEL)
        order.append("read")
    thread.join()
    assert order == ["read", "hold"]


def test_what_nobody_answers_does_not_wait_for_stragglers(bus, emulated):
    with pytest.raises(ft.NoReply):
        bus.read(9, ft.MODEL)
    delays = []
    for _ in range(5):
        began = time.monotonic()
        bus.sync_write(ft.TORQUE_LIMIT.address, {3: ft.TORQUE_LIMIT.encode(7)})
        delays.append(time.monotonic() - began)
    assert min(delays) < 0.01


def test_who_has_no_time_waits_once_and_thinks_nothing_of_the_silence(bus, emulated):
    emulated.faults.lost = 1
    assert bus.sync_read((1, 2), ft.MODEL.address, 2, patience=0.01).keys() == {2}
    assert bus.sync_read((1, 2), ft.MODEL.address, 2).keys() == {1, 2}
    emulated.faults.silent = {1, 2}
    began = time.monotonic()
    assert bus.sync_read((1, 2), ft.MODEL.address, 2, patience=0.01) == {}
    assert time.monotonic() - began < 0.15


def test_a_port_that_takes_nothing_is_given_up_at_once(peer):
    bus = ft.Bus(peer.port).open()
    began = time.monotonic()
    with pytest.raises(ft.BusError, match="takes no more bytes"):
        for _ in range(10_000):  # nobody reads
            began = time.monotonic()
            bus.sync_write(48, {i: b"\0\0" for i in IDS})
    assert time.monotonic() - began < 0.2
    bus.close()


# ports


def sentence(error: BaseException) -> str:
    text = str(error)
    assert text.endswith(".") and "Traceback" not in text and "\n" not in text
    return text


def test_a_missing_port():
    with pytest.raises(ft.PortMissing) as caught:
        ft.Bus("/dev/ttyACM99").open()
    assert "no serial port /dev/ttyACM99" in sentence(caught.value)


def test_a_file_is_not_a_port(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path, "/dev/null"):
        with pytest.raises(ft.PortMissing, match="cannot be used as a serial port") as caught:
            ft.Bus(str(path)).open()
        sentence(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_forbidden_port(peer):
    os.chmod(peer.port, 0)
    with pytest.raises(ft.PortDenied, match="dialout"):
        ft.Bus(peer.port).open()


def test_permission_is_explained_also_where_the_test_is_root(monkeypatch):
    def deny(*_, **__):
        raise ft.serial.SerialException(13, "could not open port /dev/ttyACM0: Permission denied")

    monkeypatch.setattr(ft.serial, "Serial", deny)
    with pytest.raises(ft.PortDenied, match="dialout") as caught:
        ft.Bus("/dev/ttyACM0").open()
    sentence(caught.value)


def test_a_busy_port(bus, emulated):
    with pytest.raises(ft.PortBusy, match="Another program") as caught:
        ft.Bus(emulated.port).open()
    sentence(caught.value)
    bus.close()
    ft.Bus(emulated.port).open().close()


@pytest.mark.parametrize("rate", [0, -5, 9600, 10**12])
def test_an_impossible_baud_rate(peer, rate):
    with pytest.raises(ft.BusError, match="choose one of") as caught:
        ft.Bus(peer.port, rate).open()
    sentence(caught.value)


def test_the_wrong_baud_rate_is_silence_and_the_right_one_is_found(emulated):
    with ft.Bus(emulated.port, 500_000, timeout=0.05) as bus:
        with pytest.raises(ft.NoReply, match="at 500000 baud"):
            bus.ping(1)
        assert bus.find_baudrate(IDS) == 1_000_000
        with pytest.raises(ft.NoReply):
            bus.ping(1)  # it was only asked about, not changed


def test_a_pulled_cable(bus, runner):
    assert bus.ping(1) == 777
    runner.stop()
    runner.bus.close()
    for _ in range(2):
        with pytest.raises(ft.PortLost) as caught:
            bus.read(1, ft.MODEL)
        sentence(caught.value)
    assert not bus.is_open
    with pytest.raises(ft.PortLost):
        bus.sync_write(48, {1: b"\0\0"})
    with pytest.raises(ft.PortMissing):
        bus.open()
    bus.close()


def test_a_closed_bus_says_so():
    with pytest.raises(ft.PortLost, match="not open"):
        ft.Bus("/dev/ttyACM0").ping(1)


def test_endless_noise_ends_in_an_error_and_does_not_hold_up_what_follows(peer):
    bus = ft.Bus(peer.port, timeout=0.1, retries=0).open()
    over = threading.Event()
    os.set_blocking(peer.master, False)

    def babble():
        while not over.is_set():
            try:
                os.write(peer.master, b"\x00\x55" * 4)
            except BlockingIOError:
                pass
            time.sleep(0.005)

    noise = threading.Thread(target=babble)
    noise.start()
    try:
        began = time.monotonic()
        with pytest.raises(ft.NoReply):
            bus.read(1, ft.MODEL)
        assert time.monotonic() - began < 3.0  # it would never have ended
    finally:
        over.set()
        noise.join()
        bus.close()


def test_the_reply_to_an_attempt_before_does_not_pass_for_the_next_answer(peer):
    bus = ft.Bus(peer.port, timeout=0.05, retries=2).open()

    def servo():
        peer.hear(), peer.hear()  # the first is answered too late
        peer.say(ft.packet(1, 0, b"\x79"))
        time.sleep(0.002)
        peer.say(ft.packet(1, 0, b"\x79"))
        peer.hear()
        peer.say(ft.packet(1, 0, b"\x1a"))

    answering = threading.Thread(target=servo)
    answering.start()
    assert bus.read(1, ft.PRESENT_VOLTAGE) == 0x79
    assert bus.read(1, ft.PRESENT_TEMPERATURE) == 0x1A
    answering.join()
    bus.close()
