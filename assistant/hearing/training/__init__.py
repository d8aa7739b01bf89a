"""How the stop spotter is made: `python -m assistant.hearing.training.stop_ear`. Nothing here is needed to run Vela."""
