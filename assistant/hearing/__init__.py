"""Hearing: sound in, transcripts out. See listener.py for the path that everything takes."""

from assistant.hearing.duplex import Duplex
from assistant.hearing.end_of_turn import EndOfTurn, Silences, SmartTurn
from assistant.hearing.level import Level
from assistant.hearing.listener import Listener
from assistant.hearing.microphone import Microphone, NoMicrophone
from assistant.hearing.modes import MODES, Modes, Patience
from assistant.hearing.reopening import ReopeningMicrophone
from assistant.hearing.sound_file import SoundFileError, read_sound
from assistant.hearing.stop_check import StopCheck
from assistant.hearing.stop_ear import StopEar
from assistant.hearing.stop_spotter import StopSpotter
from assistant.hearing.transcriber import Transcriber
from assistant.hearing.turns import Turn, TurnDetector
from assistant.hearing.wake_word import WAKE_WORDS
from assistant.hearing.weights import WeightsError, whisper_weights

__all__ = [
    "Duplex",
    "EndOfTurn",
    "Level",
    "Listener",
    "MODES",
    "Microphone",
    "Modes",
    "NoMicrophone",
    "Patience",
    "ReopeningMicrophone",
    "Silences",
    "SmartTurn",
    "SoundFileError",
    "StopCheck",
    "StopEar",
    "StopSpotter",
    "Transcriber",
    "Turn",
    "TurnDetector",
    "WAKE_WORDS",
    "WeightsError",
    "read_sound",
    "whisper_weights",
]
