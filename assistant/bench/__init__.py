"""Benchmarks: how long the parts take on this machine and how well they do, beside how long and how well they may.

machine.py names the machine; one file for each part (vla.py, hearing.py, turn.py, stop.py) has `measure() -> report`; command.py is `python app.py bench`.
Voice is measured on the app itself (session.py) in a room of sound (room.py) whose people are synthetic voices (voices.py) or recordings (recordings.py); what the
servos are told is read off their wire (wire.py); stock.py is what stock parts do.
"""
