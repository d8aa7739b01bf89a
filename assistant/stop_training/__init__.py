"""How the stop spotter (assistant/hearing/stop_spotter.py) is taught: spoken lessons, the head, and the measure in the sound's own time; one command: `python -m assistant.stop_training`.

Joins rooms, as bench and evaluation do: it hears with hearing, speaks with the voices of speaking, and says the sentences that the model is taught. Nothing of the running Vela imports it.
"""
