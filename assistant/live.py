"""Vela running: the assembled parts with ears, a mouth and the panel, until it is told to end.

Knows the settings and all the rooms, as assembly.py does. A microphone or loudspeaker that is not there is a note, not an end: the
panel has both.
"""

from __future__ import annotations

import itertools
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Iterator

import numpy as np

from assistant.assembly import HOTWORDS, Parts, Unusable, assembled, phrases
from assistant.config import Config
from assistant.echo import Echo
from assistant.events import Bus, Problem, Ready, Said
from assistant.hearing import Listener, Microphone, NoMicrophone, Transcriber, TurnDetector, WeightsError
from assistant.interface import VLA, Transcript
from assistant.journal import event_path, log_directory
from assistant.recording import EventLog
from assistant.robot import FIRST_PICTURE
from assistant.speaking import Loudspeaker, NoSound, Speaker, VoiceError, voice_named
from drivers.realsense import CameraError

log = logging.getLogger(__name__)


class Running:
    """parts; panel (has `url`); notes: what is missing and does not matter, one sentence each."""

    def __init__(self, parts: Parts, panel, notes: list[str]) -> None:
        self.parts, self.panel, self.notes = parts, panel, notes


@contextmanager
def running(config: Config, things=None, seed: int | None = None, vla: VLA | None = None) -> Iterator[Running]:
    """Everything started, in real time, and "ready" said. On leaving: stop, hold, close. Raises Unusable."""
    bus, notes = Bus(), []
    with ExitStack() as closing:
        if (events := _event_log(config, bus, notes)) is not None:
            closing.callback(events.close)
        with ThreadPoolExecutor(1, "loading") as loading:
            ears = loading.submit(transcriber, config)
            mouth = _mouth(config, bus, notes)
            if mouth is not None:
                closing.callback(mouth.speaker.close)
            speaker = None if mouth is None else mouth.speaker
            parts = closing.enter_context(assembled(config, things, seed, vla=vla, voice=speaker, bus=bus))
            words = ears.result()
        echo = Echo(lambda: speaker is not None and speaker.busy)
        bus.subscribe(lambda event: echo.note(event.text) if isinstance(event, Said) else None)
        listener = Listener(words, _deliver(parts, echo), lambda: turns(config))
        listener.start()
        closing.callback(listener.close)
        if (microphone := _microphone(config, listener, echo, bus, notes)) is not None:
            closing.callback(microphone.stop)
        parts.dialogue.start()
        panel = _panel(config, parts, listener, mouth)
        closing.callback(panel.stop)
        _see(parts)
        text = _ready(parts, speaker)
        bus.publish(Ready(text=text))
        yield Running(parts, panel, notes)


def _event_log(config: Config, bus: Bus, notes: list[str]) -> EventLog | None:
    directory = log_directory(config.logging.directory)
    try:
        return EventLog(event_path(directory, config.logging.file_size), bus)
    except OSError as error:
        notes.append(f"What happens is not written down: {directory} cannot be written ({error.strerror}); set logging.directory.")
        return None


def transcriber(config: Config) -> Transcriber:
    """The configured Whisper. Raises Unusable."""
    try:
        return Transcriber(config.hearing.model, HOTWORDS.read_text(encoding="utf-8"), config.hearing.language)
    except WeightsError as error:
        raise Unusable(str(error)) from error


def turns(config: Config) -> TurnDetector:
    return TurnDetector(config.hearing.end_silence, longest=config.hearing.max_utterance, threshold=config.hearing.vad_threshold)


class Mouth:
    """A speaker, and for the panel the newest sentence that no loudspeaker played: (number, WAV bytes) or None."""

    def __init__(self, voice, sink, on_problem) -> None:
        self._numbers = itertools.count(1)
        self._newest: tuple[int, bytes] | None = None
        self.speaker = Speaker(voice, sink, self._unplayed, self._cut, on_problem)

    def newest(self) -> tuple[int, bytes] | None:
        return self._newest

    def _unplayed(self, wav: bytes, text: str) -> None:
        self._newest = (next(self._numbers), wav)

    def _cut(self) -> None:
        self._newest = None


def _mouth(config: Config, bus: Bus, notes: list[str]) -> Mouth | None:
    if config.speaking.voice == "none":
        return None
    try:
        voice = voice_named(config.speaking.voice)
    except VoiceError as error:
        raise Unusable(str(error)) from error
    sink = None
    if config.speaking.output != "none":
        try:
            sink = Loudspeaker(_device(config.speaking.output))
        except NoSound as error:
            if config.speaking.output != "default":
                raise Unusable(f"There is no loudspeaker {config.speaking.output!r} as speaking.output asks; set it to default, or to one that `python app.py doctor` lists.") from error
            notes.append(str(error))
    return Mouth(voice, sink, lambda sentence: bus.publish(Problem(part="speaking", text=sentence)))


def _microphone(config: Config, listener: Listener, echo: Echo, bus: Bus, notes: list[str]) -> Microphone | None:
    if config.hearing.microphone == "none":
        return None

    def on_sound(samples: np.ndarray, rate: int) -> None:
        echo.playing()
        listener.feed(samples, rate, "microphone")

    microphone = Microphone(on_sound, lambda sentence: bus.publish(Problem(part="microphone", text=sentence)), _device(config.hearing.microphone))
    try:
        microphone.start()
    except NoMicrophone as error:
        if config.hearing.microphone != "default":
            raise Unusable(f"There is no usable microphone {config.hearing.microphone!r} as hearing.microphone asks ({error}).") from error
        notes.append(str(error))
        return None
    return microphone


def _device(setting: str | int) -> str | int | None:
    return None if setting == "default" else int(setting) if str(setting).isdecimal() else setting


def _deliver(parts: Parts, echo: Echo):
    def deliver(transcript: Transcript, source: str) -> None:
        if source == "microphone" and echo.is_echo(transcript):
            log.info("heard my own voice: %r", transcript.text)
            return
        parts.dialogue.hear(transcript, source)

    return deliver


def _panel(config: Config, parts: Parts, listener: Listener, mouth: Mouth | None):
    from assistant.panel import Panel, PanelError

    panel = Panel(
        parts.dialogue, parts.bus, _camera_jpeg(parts), listener.feed, config.panel.host, config.panel.port,
        speech=mouth.newest if mouth is not None else lambda: None,
    )
    try:
        panel.start()
    except PanelError as error:
        raise Unusable(str(error)) from error
    return panel


def _camera_jpeg(parts: Parts):
    """The newest picture as JPEG bytes, None while there is none; each picture is encoded once."""
    from assistant.panel.overlay import encode_jpeg

    newest: tuple[int, bytes | None] = (0, None)

    def camera_jpeg() -> bytes | None:
        nonlocal newest
        if parts.robot.camera is None:
            return None
        try:
            frame = parts.robot.camera.latest()
        except CameraError:  # the camera has said so itself, as a Problem
            return None
        if frame is not None and frame.number != newest[0]:
            newest = (frame.number, encode_jpeg(frame.color))
        return newest[1]

    return camera_jpeg


def _see(parts: Parts) -> None:
    """Waits for the first picture: whoever hears "ready" may ask at once what Vela sees."""
    if parts.robot.camera is None:
        return
    try:
        parts.robot.camera.wait(0, FIRST_PICTURE)
    except CameraError as error:
        parts.bus.publish(Problem(part="camera", text=str(error)))


def _ready(parts: Parts, speaker: Speaker | None) -> str:
    text = phrases()["ready"]
    if speaker is not None:
        speaker.say(text)
    return text
