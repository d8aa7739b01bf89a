"""The servo maker's own client (feetech-servo-sdk) drives the emulated bus, with addresses written out: an independent witness."""

from __future__ import annotations

import math
import time

import pytest

from drivers.simulator.servos import ServoBus
from tests.drivers.lagging import Lagging, running

sdk = pytest.importorskip("scservo_sdk", reason="feetech-servo-sdk (and pyserial, which it needs but does not declare) is not installed")


@pytest.fixture
def runner():
    mechanism = Lagging()
    with running(ServoBus(mechanism), mechanism, speed=4.0) as runner:
        yield runner


@pytest.fixture
def port(runner):
    port = sdk.PortHandler(runner.bus.port)
    # its own time limit (34 ms at every rate) is too short for a busy machine
    port.setPacketTimeout = lambda length: port.setPacketTimeoutMillis(1000)
    assert port.openPort() and port.setBaudRate(1_000_000)
    yield port
    port.closePort()


@pytest.fixture
def client():
    return sdk.PacketHandler(0)


def test_ping(port, client):
    for servo in range(1, 7):
        assert client.ping(port, servo) == (777, sdk.COMM_SUCCESS, 0)


def test_read_and_write(port, client):
    assert client.write1ByteTxRx(port, 2, 41, 50) == (sdk.COMM_SUCCESS, 0)
    assert client.read1ByteTxRx(port, 2, 41) == (50, sdk.COMM_SUCCESS, 0)
    assert client.read2ByteTxRx(port, 2, 56) == (2048, sdk.COMM_SUCCESS, 0)
    assert client.read2ByteTxRx(port, 1, 31)[0] == 1207 | 1 << 11


def test_a_write_moves_the_joint(port, client, runner):
    assert client.write2ByteTxRx(port, 3, 42, 2560) == (sdk.COMM_SUCCESS, 0)
    until = time.monotonic() + 20.0
    position = 0
    while position != 2560 and time.monotonic() < until:
        position, result, _ = client.read2ByteTxRx(port, 3, 56)
        assert result == sdk.COMM_SUCCESS
    assert runner.mechanism.positions[2] == pytest.approx(math.pi / 4, abs=2e-3)


def test_sync_write_and_sync_read_move_all(port, client, runner):
    goals = {servo: 2048 + 40 * servo for servo in range(1, 7)}
    writer = sdk.GroupSyncWrite(port, client, 42, 2)
    for servo, goal in goals.items():
        assert writer.addParam(servo, [goal & 0xFF, goal >> 8])
    assert writer.txPacket() == sdk.COMM_SUCCESS
    reader = sdk.GroupSyncRead(port, client, 56, 2)
    for servo in goals:
        assert reader.addParam(servo)
    for _ in range(400):
        assert reader.txRxPacket() == sdk.COMM_SUCCESS
        positions = {servo: reader.getData(servo, 56, 2) for servo in goals}
        if positions == goals:
            break
    assert positions == goals
    assert runner.mechanism.positions[:5] == pytest.approx([40 * i * math.tau / 4096 for i in range(1, 6)], abs=2e-3)
