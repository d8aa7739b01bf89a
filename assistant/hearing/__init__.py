"""Hearing: sound in, transcripts out. See listener.py for the path that everything takes."""

from assistant.hearing.listener import Listener
from assistant.hearing.sound_file import SoundFileError, read_sound
from assistant.hearing.transcriber import Transcriber
from assistant.hearing.turns import Turn, TurnDetector
from assistant.hearing.weights import WeightsError, whisper_weights

__all__ = ["Listener", "SoundFileError", "Transcriber", "Turn", "TurnDetector", "WeightsError", "read_sound", "whisper_weights"]
