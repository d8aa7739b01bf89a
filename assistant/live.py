"""Vela running: the assembled parts with ears, a mouth and the panel, until it is told to end.

The panel is there first, with its stop; the model and the ears, which take seconds to load, follow.
Knows the settings and all the rooms, as assembly.py does. A microphone or loudspeaker that is not there is a note, not an end: the
panel has both.
"""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack, contextmanager
from typing import Any, Callable, Iterator

import numpy as np

from assistant.assembly import HOTWORDS, Parts, Unusable, assembled, load_vla, manners, phrases, unfinished
from assistant.completeness import Completeness
from assistant.config import Config
from assistant.dead_threads import dead_threads_told
from assistant.dialogue import Dialogue
from assistant.echo import Echo, Echoes
from assistant.events import Bus, Problem, Ready, Recovered, Remarked, Said
from assistant.explainer import Explainer
from assistant.hearing import Duplex, EndOfTurn, Listener, Modes, NoMicrophone, Patience, ReopeningMicrophone, Silences, SmartTurn, StopCheck, StopEar, StopSpotter, Transcriber, TurnDetector, WeightsError
from assistant.hearing.speech import RATE
from assistant.hearing.stop_check import EXPECTED
from assistant.interface import VLA, Transcript
from assistant.interrupting import Interrupting
from assistant.journal import log_directory
from assistant.late import LateBrain, LateEars, Loading
from assistant.manners import Manners
from assistant.recording import EventLog
from assistant.robot import FIRST_PICTURE
from assistant.sound_devices import SoundDevices, device_named
from assistant.speaking import Speaker, tone
from assistant.speech_output import SpeechOutput, speech_output, voice_choice
from assistant.stop_words import STOP_WORDS, is_stop
from drivers.realsense import CameraError

log = logging.getLogger(__name__)

QUICKER = "tiny.en"
"""What hears in passing: at half of the cost of base, nearly as right."""
_NOTHING = np.zeros(RATE, np.float32)
"""A second of silence."""


class Running:
    """parts; panel (has `url`); the way of the microphone's sound: duplex, and after it hearing."""

    def __init__(self, parts: Parts, panel, duplex: Duplex, hearing: Modes) -> None:
        self.parts, self.panel, self.duplex, self.hearing = parts, panel, duplex, hearing


@contextmanager
def running(
    config: Config, things=None, seed: int | None = None, vla: VLA | None = None, tell: Callable[[str], Any] = log.info, devices: SoundDevices | None = None,
) -> Iterator[Running]:
    """Everything started, in real time, and "ready" said. On leaving: stop, hold, close. Raises Unusable.

    tell: is given the panel's address as soon as it is there, and one sentence for whatever is missing and does not matter.
    devices: instead of those that the settings name.
    """
    bus = Bus()
    with ExitStack() as closing:
        closing.enter_context(dead_threads_told(bus, lambda: parts.safety.stop("safety")))  # nothing moves before there are parts
        if (events := _event_log(config, bus, tell)) is not None:
            closing.callback(events.close)
        page = Loading("the panel", _panel_room).start()  # while the robot's own process starts
        duplex = Duplex()
        output = speech_output(config, bus, duplex.playing, tell, devices)
        if output is not None:
            closing.callback(output.close)
        speaker = None if output is None else output.speaker
        # one after the other: two big libraries imported in two threads at once may find a third half-made
        loading = Loading("the model and the ears", lambda: (vla or load_vla(config), _rehearsed(transcriber(config, glimpses=True))))
        brain, ears = LateBrain(lambda: loading.result()[0]), LateEars(lambda: loading.result()[1])
        parts = closing.enter_context(assembled(config, things, seed, vla=brain, voice=speaker, bus=bus))
        echoes = Echoes(lambda: speaker is not None and speaker.busy, STOP_WORDS)
        bus.subscribe(lambda event: echoes.note(event.text) if isinstance(event, (Said, Ready, Remarked)) else None)
        if speaker is not None:
            polite = Manners(speaker, bus, manners(), config.speaking.acknowledge, tone(), config.speaking.progress, parts.dialogue.worded)
            polite.start()
            closing.callback(polite.close)
        whole = Completeness(brain, parts.dialogue, parts.robot.observe, unfinished(), speaker and speaker.prepare)
        ends = end_of_turn(config, whole, tell)
        closing.callback(ends.close)
        modes = _modes(config, parts.dialogue, speaker, bus)
        listener = modes.listener = Listener(ears, _hear(modes, echoes), lambda: turns(config), _overhear(modes, echoes), ends, _sound(modes, echoes))
        listener.start()
        closing.callback(listener.close)
        heard_stop = HeardStop(modes, echoes)
        check = StopCheck(lambda: stop_transcriber(config), heard_stop, is_stop)
        closing.callback(check.close)
        modes.stop_ear = StopEar(
            StopSpotter, lambda: parts.dialogue.state == "acting", heard_stop.stop, lambda text: bus.publish(Problem(part="stop ear", text=text)), check, lambda: speaker is not None and speaker.busy)
        closing.callback(modes.stop_ear.close)
        _both_ways(config, duplex, modes, echoes.of("microphone"), speaker, bus)
        duplex.start()
        closing.callback(duplex.close)
        explainer = Explainer(brain, parts.dialogue, bus)
        closing.callback(explainer.close)
        panel = _panel(config, parts, modes, output, explainer, page.result())
        closing.callback(panel.stop)
        _open_microphone(config, modes, duplex, bus, tell, devices)
        if modes.microphone is not None:
            closing.callback(modes.microphone.close)
        closing.callback(parts.safety.stop, "signal")  # first of all: the rest takes seconds to close
        tell(f"The panel is at {panel.url}")
        loading.start().result()
        modes.stop_ear.start()
        check.start()
        parts.dialogue.start()
        panel.load_view()
        if _sees(parts):
            ends.judge(_NOTHING, Transcript("Hello."), "rehearsal")  # the first thought takes a second longer than any later; nothing comes of it
        text = phrases()["ready"]
        bus.publish(Ready(text=text))
        if speaker is not None:
            speaker.say(text)
            speaker.voice.start()  # not while the robot connects: on a busy machine its servos' answers would come too late
        yield Running(parts, panel, duplex, modes)


def _event_log(config: Config, bus: Bus, tell: Callable[[str], Any]) -> EventLog | None:
    directory = log_directory(config.logging.directory)
    try:
        return EventLog(directory / "events.jsonl", bus, config.logging.file_size, config.logging.files)
    except OSError as error:
        tell(f"What happens is not written down: {directory} cannot be written ({error.strerror}); set logging.directory.")
        return None


def transcriber(config: Config, glimpses: bool = False) -> Transcriber:
    """The configured Whisper. glimpses: with a quicker one for what is shown while somebody speaks, English only. Raises Unusable."""
    hotwords, language = HOTWORDS.read_text(encoding="utf-8"), None if config.hearing.language == "auto" else config.hearing.language
    try:
        return Transcriber(config.hearing.model, hotwords, language, quicker=Transcriber(QUICKER, hotwords) if glimpses and language == "en" and config.hearing.model != QUICKER else None)
    except WeightsError as error:
        raise Unusable(str(error)) from error


def stop_transcriber(config: Config) -> Transcriber:
    """The same Whisper once more, expecting a stop: the listener's may be busy for half a second. In English whatever is spoken, as the ear for stop is. Raises WeightsError."""
    return Transcriber(config.hearing.model, EXPECTED, "en", threads=1)


def _rehearsed(ears: Transcriber) -> Transcriber:
    """The first pass takes twice as long as any later: not the first person's."""
    ears.draft(_NOTHING)
    ears.glimpse(_NOTHING)
    return ears


def turns(config: Config) -> TurnDetector:
    return TurnDetector(config.hearing.end_silence, longest=config.hearing.max_utterance, threshold=config.hearing.vad_threshold)


def end_of_turn(config: Config, complete, tell: Callable[[str], Any]) -> EndOfTurn:
    """How long pauses may last. tell: is given a sentence when the sound cannot be judged, and the words and the silence alone decide."""
    hearing = config.hearing
    try:
        sounds_ended = SmartTurn()
    except WeightsError as error:
        tell(str(error))
        sounds_ended = None
    return EndOfTurn(Silences(hearing.end_silence_complete, hearing.end_silence, hearing.end_silence_unfinished), complete, sounds_ended)


def _modes(config: Config, dialogue: Dialogue, speaker: Speaker | None, bus: Bus) -> Modes:
    hearing = config.hearing
    patience = Patience(hearing.follow_up, hearing.answer_time, hearing.talk_limit)
    return Modes(dialogue, bus, lambda: speaker is not None and speaker.busy, hearing.mode, hearing.wake_word, hearing.wake_threshold, patience)


def _both_ways(config: Config, duplex: Duplex, modes: Modes, echo: Echo, speaker: Speaker | None, bus: Bus) -> None:
    """What becomes of the microphone's sound once her own voice is out of it, and of a person who speaks over her."""
    interrupting = Interrupting(speaker, bus, modes.open) if speaker is not None and config.speaking.interruptible else None

    def on_sound(cleaned: np.ndarray, now: float) -> None:
        echo.passed(now)
        if interrupting is not None:
            interrupting.passed(now)
        modes.feed(cleaned, RATE, "microphone")

    def on_person(now: float, surely: bool) -> None:
        if surely:
            echo.person(now)
        if interrupting is not None:
            interrupting.person(now, surely)

    duplex.on_sound, duplex.on_person = on_sound, on_person


def _open_microphone(config: Config, modes: Modes, duplex: Duplex, bus: Bus, tell: Callable[[str], Any], devices: SoundDevices | None) -> None:
    """The panel is there already, and who mutes Vela while the device opens has it closed. Raises Unusable."""
    if devices is not None:
        modes.microphone = devices.microphone(duplex.feed)
    elif config.hearing.microphone == "none":
        return
    else:
        modes.microphone = ReopeningMicrophone(
            duplex.feed, lambda text, advice: bus.publish(Problem(part="microphone", text=text, advice=advice)), lambda: bus.publish(Recovered(part="microphone")), device_named(config.hearing.microphone))
    if modes.muted:
        return
    try:
        modes.microphone.start()
    except NoMicrophone as error:
        if config.hearing.microphone != "default":
            modes.microphone.close()
            reason = str(error).split(";")[0]
            raise Unusable(f"hearing.microphone: {reason}; set it to default, to none, or to one that `python app.py doctor` lists.") from error
        tell(str(error))  # and one that comes later is listened to
    if modes.muted:
        modes.microphone.stop()


def _hear(modes: Modes, echoes: Echoes):
    """Whole sentences to whoever asks whether they are meant for Vela, all but Vela's own voice."""

    def hear(transcript: Transcript, source: str) -> None:
        if echoes.of(source).is_echo(transcript):
            log.info("heard my own voice, from the %s", source)
            modes.overhear(None, source)
        else:
            modes.hear(transcript, source)

    return hear


def _overhear(modes: Modes, echoes: Echoes):
    """What is still being said, likewise."""

    def overhear(transcript: Transcript | None, source: str) -> None:
        if transcript is None or not echoes.of(source).is_echo(transcript):
            modes.overhear(transcript, source)

    return overhear


def _sound(modes: Modes, echoes: Echoes):
    """Every piece of sound, in the listener's thread, to whoever asks whether it is meant for Vela. A page hears the machine's loudspeaker, too, and no browser can take that out."""

    def sound(samples: np.ndarray, now: float, source: str) -> None:
        if source != "microphone":  # of which her echo is told sooner, as it comes
            echoes.of(source).passed(now)
        modes.sound(samples, now, source)

    return sound


class HeardStop:
    """A stop that was heard by its sound, and what may be one. One that stands alone is never Vela's own; a word in a sentence may be, where she is just saying it."""

    def __init__(self, modes: Modes, echoes: Echoes) -> None:
        self._modes, self._echoes = modes, echoes
        self._lock = threading.Lock()  # what is suspected comes in the ear's thread, and what came of it in the check's
        self._suspected: set[tuple[str, float]] = set()  # those for which the arm waits: a newer one must not be let go with an older

    def suspect(self, at: float, alone: bool, source: str) -> None:
        if not self._hers(at, alone, source):
            with self._lock:
                self._suspected.add((source, at))
                self._modes.suspect(source)

    def stop(self, at: float, alone: bool, source: str) -> bool:
        """Whether it was one."""
        if self._hers(at, alone, source):
            return False
        self._modes.spotted(at, source)
        return True

    def dismiss(self, at: float, source: str) -> None:
        with self._lock:
            if (source, at) in self._suspected:
                self._suspected.discard((source, at))
                if not any(other == source for other, _ in self._suspected):
                    self._modes.dismiss(source)

    def _hers(self, at: float, alone: bool, source: str) -> bool:
        return not alone and self._echoes.of(source).says_stop(at)


def _panel_room():
    import assistant.panel

    return assistant.panel


def _panel(config: Config, parts: Parts, modes: Modes, output: SpeechOutput | None, explainer: Explainer, room):
    panel = room.Panel(
        parts.dialogue, parts.bus, _camera_jpeg(parts), modes.feed, config.panel.host, config.panel.port,
        speech=output.newest if output is not None else lambda: None, view=False, explain=explainer.ask, hearing=modes,
        voices=None if output is None else voice_choice(config, output, parts.bus),
    )
    try:
        panel.start()
    except room.PanelError as error:
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


def _sees(parts: Parts) -> bool:
    """Waits for the first picture: whoever hears "ready" may ask at once what Vela sees. Returns whether she sees as much as she is to."""
    if parts.robot.camera is None:
        return True
    try:
        parts.robot.camera.wait(0, FIRST_PICTURE)
    except CameraError as error:
        parts.bus.publish(Problem(part="camera", text=str(error)))
        return False
    return True
