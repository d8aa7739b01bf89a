"""Benchmarks: how long the parts take on this machine, beside how long they may take.

machine.py names the machine; one file for each part (vla.py) has `measure() -> report` and `lines(report)`; command.py is `python app.py bench`.
"""
