"""What is looked at when the arm is connected, before anything is switched on: who answers, and whether the calibration is this arm's.

Only reads. Knows nothing of holding or moving.
"""

from __future__ import annotations

from drivers import feetech as ft
from drivers.calibration import JOINTS, Calibration, CalibrationError
from drivers.trouble import ArmError


def check_servos(bus: ft.Bus, calibration: Calibration) -> None:
    """That all six answer and are STS3215. Raises NoReply, which says what is silent and what may be the cause, or ArmError."""
    port, rate, ids = bus.port, bus.baudrate, tuple(calibration[name].id for name in JOINTS)
    answering = bus.find_baudrate(ids)
    if answering is None:
        raise ft.NoReply(f"No servo answers on {port} at any baud rate; switch on the arm's power supply and check the servo cable. Nothing was moved.", ids)
    if answering != rate:
        raise ft.NoReply(f"The servos on {port} are silent at {rate} baud but answer at {answering}; set the arm's baud rate to {answering}. Nothing was moved.", ids)
    silent = {}
    for name, servo in zip(JOINTS, ids):
        try:
            model = bus.ping(servo)
        except ft.NoReply:
            silent[servo] = f"{name} (id {servo})"
            continue
        if model != ft.MODEL_STS3215:
            raise ArmError(f"The servo of {name} (id {servo}) is a model {model}, not an STS3215 (777); nothing was moved.")
    if silent:
        raise ft.NoReply(f"No answer from {', '.join(silent.values())} on {port}; check the cable to that servo and its id. Nothing was moved.", tuple(silent))


def check_calibration(bus: ft.Bus, calibration: Calibration) -> None:
    """That the servos keep these numbers, and are in position mode. Raises CalibrationError, ArmError, NoReply."""
    for name in JOINTS:
        wanted = calibration[name]
        servo = wanted.id
        block = bus.read_block(servo, ft.MIN_POSITION.address, ft.MODE.address - ft.MIN_POSITION.address + 1)
        stored = [register.decode(block[register.address - 9 :]) for register in (ft.HOMING_OFFSET, ft.MIN_POSITION, ft.MAX_POSITION, ft.MODE)]
        if stored[:3] != [wanted.homing_offset, wanted.range_min, wanted.range_max]:
            raise CalibrationError(
                f"The calibration of {name} (offset {wanted.homing_offset}, range {wanted.range_min} to {wanted.range_max}) is not what its servo has stored "
                f"(offset {stored[0]}, range {stored[1]} to {stored[2]}); use this arm's own file or calibrate it again. Nothing was moved."
            )
        if stored[3] != 0:
            raise ArmError(f"The servo of {name} is in mode {stored[3]}, not in position mode (0); set it back with the maker's program. Nothing was moved.")
