"""The speaking side as config.yaml asks for it: a voice, a loudspeaker where there is one, and the speaker that puts the two together.

Knows the settings and the room of speaking; nothing of hearing, of the dialogue or of the panel. A loudspeaker that is not there is a note, not an
end: what it would have played can be had from here, for the panel.
"""

from __future__ import annotations

import itertools
from typing import Any, Callable

import numpy as np

from assistant.assembly import Unusable, manners, samples
from assistant.config import Config, resolve
from assistant.events import Bus, Problem, Recovered
from assistant.sound_devices import SoundDevices, device_named
from assistant.speaking import NoSound, Prepared, ReopeningLoudspeaker, Speaker, VoiceError, voice_named
from assistant.voice_choice import VoiceChoice


class SpeechOutput:
    """A speaker, and for the panel the newest sentence that no loudspeaker played: (number, WAV bytes) or None."""

    def __init__(self, voice, sink, on_problem: Callable[[str], None], on_recovered: Callable[[], None]) -> None:
        self._numbers = itertools.count(1)
        self._newest: tuple[int, bytes] | None = None
        self._sink = sink
        self.speaker = Speaker(voice, sink, self._unplayed, self._cut, on_problem, on_recovered)

    def newest(self) -> tuple[int, bytes] | None:
        return self._newest

    def close(self) -> None:
        self.speaker.close()
        if self._sink is not None:
            self._sink.close()

    def _unplayed(self, wav: bytes, text: str) -> None:
        self._newest = (next(self._numbers), wav)

    def _cut(self) -> None:
        self._newest = None


def speech_output(
    config: Config, bus: Bus, on_play: Callable[[np.ndarray, int, float], None], tell: Callable[[str], Any], devices: SoundDevices | None = None,
) -> SpeechOutput | None:
    """None where no voice is wanted. Raises Unusable.

    on_play: is given what the loudspeaker plays (samples, rate in hertz, when, in seconds). tell: one sentence when there is no loudspeaker.
    devices: instead of the one that the settings name.
    """
    if config.speaking.voice == "none":
        return None
    try:
        voice = Prepared(voice_named(config.speaking.voice), spoken_at_once())
    except VoiceError as error:
        raise Unusable(str(error)) from error
    sink, known = None if devices is None else devices.loudspeaker(on_play), ""
    if sink is None and config.speaking.output != "none":
        sink = ReopeningLoudspeaker(device_named(config.speaking.output), on_play)
        try:
            sink.find()
        except NoSound as error:
            if config.speaking.output != "default":
                raise Unusable(f"There is no loudspeaker {config.speaking.output!r} as speaking.output asks; set it to default, or to one that `python app.py doctor` lists.") from error
            known = str(error)  # that there is none is no problem, and one that comes later is used
            tell(known)

    def on_problem(sentence: str) -> None:
        if sentence != known:
            bus.publish(Problem(part="speaking", text=sentence))

    return SpeechOutput(voice, sink, on_problem, lambda: bus.publish(Recovered(part="speaking")))


def voice_choice(config: Config, output: SpeechOutput, bus: Bus) -> VoiceChoice:
    """Another voice for it, from the panel."""
    folder = None if config.speaking.piper_voices is None else resolve(config.speaking.piper_voices)
    return VoiceChoice(output.speaker, bus, config.speaking.voice, folder, samples(), spoken_at_once())


def spoken_at_once() -> tuple[str, str]:
    """The phrases that come too late if they are made into sound only then."""
    words = manners()
    return words["heard"], words["heard_while_acting"]
