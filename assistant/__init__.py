"""Vela, all of it but its door (app.py) and its drivers."""

VERSION = "0.1.0"
