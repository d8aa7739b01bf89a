"""The three ways in, and the mute: what of all that is heard is meant for Vela.

Stands twice in the path of hearing: sound from every source goes through `feed` to the listener (unless it is muted), and the listener's
sentences come back through `hear` and `overhear` and are handed on when the way in that is set lets them:

    open    everything
    wake    what is said after the wake word, in one breath with it or within `follow_up` seconds, or soon after Vela has spoken
    push    what is said while Talk is held, as one turn, at once when it is let go

Stop words are handed on always, and so is a stop that was heard by its sound (stop_ear.py), long before there are words for it. All times are the sound's own: seconds since its source began. Knows nothing of what else words mean.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Callable, Protocol

import numpy as np

from assistant.events import Bus, Called, Event, Heard, HearingChanged, Problem, Recovered, Replied, Said, StopCleared, Stopped
from assistant.hearing.calling import LATE, Calling, after_the_call
from assistant.hearing.microphone import NoMicrophone
from assistant.hearing.speech import RATE
from assistant.hearing.wake_word import WAKE_WORDS, spoken_form
from assistant.interface import ReplyKind, Transcript

MODES = ("open", "wake", "push")
SAME = 0.6  # seconds by which a stop that was heard by its sound may lie outside the sentence that it is in, as that is timed
TWICE = 2.5  # seconds in which another microphone has heard the same sentence, too
THE_SAME = 0.7  # how alike its words are then
SPEECH_RATE = 14.0  # characters a second of Vela's voice, where a page plays it and nobody here knows when it ends


class Mind(Protocol):
    """What takes the sentences: the Dialogue."""

    def hear(self, transcript: Transcript, source: str) -> None: ...
    def overhear(self, transcript: Transcript | None, source: str) -> None: ...
    def is_stop(self, text: str) -> bool: ...
    def spotted(self, source: str) -> bool: ...
    def suspect_stop(self, source: str) -> None: ...
    def dismiss_stop(self, source: str) -> None: ...


class Ears(Protocol):
    """What finds the sentences: a Listener."""

    def feed(self, samples: np.ndarray, rate: int, source: str) -> None: ...
    def end_turns(self, then: Callable[[], None]) -> None: ...


class Ear(Protocol):
    """What finds a stop by its sound: a StopEar."""

    def feed(self, samples: np.ndarray, rate: int, source: str) -> None: ...


class Device(Protocol):
    """The machine's microphone. start raises NoMicrophone. present: whether there is one; level: dBFS from -80 to 0, None while it is closed."""

    present: bool
    level: int | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class Patience:
    """Seconds: after the wake word or what Vela said, after a question of hers, and of Talk without a release."""

    follow_up: float = 6.0
    answer: float = 12.0
    talk: float = 30.0


@dataclass
class _Source:
    """What is known of one source, in seconds of its own sound."""

    now: float = 0.0
    since: float = 0.0  # sentences that began from `since` to `until` need no wake word
    until: float = -1.0
    called: deque[float] = field(default_factory=lambda: deque(maxlen=8))  # when the wake word was recognised
    talked: float = 0.0  # seconds of sound since Talk was pressed
    pieces: list[Transcript] = field(default_factory=list)  # what was said since then
    shown: bool = False  # something of the sentence that is being said was handed on
    spotted: float = float("-inf")  # when a stop was last heard by its sound

    def open(self, since: float, until: float) -> None:
        if self.until < since:
            self.since = since
        self.until = max(self.until, until)

    def close(self) -> None:
        self.until = -1.0
        self.called.clear()

    def spotted_in(self, transcript: Transcript) -> bool:
        """Whether the stop that was heard by its sound is in this sentence."""
        return transcript.start - SAME <= self.spotted <= transcript.end + SAME


class Modes:
    """Which sentences reach `mind`. Methods return at once (but for the device's own opening and closing) and may be called from any thread.

    speaking(): whether Vela's voice is on the loudspeaker. listener, and microphone and stop_ear where there is one, are set once they exist.
    Publishes Called and HearingChanged.
    """

    def __init__(
        self, mind: Mind, bus: Bus, speaking: Callable[[], bool] = lambda: False,
        mode: str = "open", wake_word: str = "hey_jarvis", threshold: float = 0.5, patience: Patience = Patience(),
    ) -> None:
        self._mind, self._bus, self._speaking = mind, bus, speaking
        self._patience = patience
        self.listener: Ears | None = None
        self.microphone: Device | None = None
        self.stop_ear: Ear | None = None
        self._lock = threading.RLock()
        self._device = threading.Lock()
        self._sources: dict[str, _Source] = {}
        self._muted = self._deaf = False  # deaf: what is heard now was said before the mute
        self._talking = self._collecting = False  # collecting: what is heard now was said since Talk was pressed
        self._follow = 0.0  # seconds that are open after what Vela is saying
        self._spoke = False  # and that has been heard
        self._newest: tuple[float, str, str] = (float("-inf"), "", "")  # the last sentence handed on: time.monotonic, its words, its source
        self._asks = self._stopped = False
        self._told: tuple[str, ...] = ()
        self._calling = Calling(bus, threshold)
        self.choose(mode, wake_word)
        bus.subscribe(self._take)

    # -- for the panel ------------------------------------------------------------------------------------------------

    def state(self) -> dict:
        """What the panel shows: {"state", "mode", "wake_word", "wake_words", "muted", "talking", "microphone", "level"}, JSON's own types."""
        device = self.microphone
        with self._lock:
            return {
                "state": self._word(), "mode": self._mode, "wake_word": self._wake_word, "wake_words": {word: spoken_form(word) for word in WAKE_WORDS},
                "muted": self._muted, "talking": self._talking, "microphone": device is not None and device.present,
                "level": None if device is None or self._muted else device.level,
            }

    def choose(self, mode: str, wake_word: str | None = None) -> None:
        """Another way in, or another wake word (None: as it was). ValueError for one that does not exist."""
        if mode not in MODES:
            raise ValueError(f"There is no way in called {mode!r}; choose one of {', '.join(MODES)}.")
        if wake_word is not None and wake_word not in WAKE_WORDS:
            raise ValueError(f"There is no wake word {wake_word!r}; choose one of {', '.join(WAKE_WORDS)}.")
        with self._lock:
            self._mode, self._wake_word = mode, wake_word or self._wake_word
            for source in self._sources.values():
                source.close()
        self._calling.forget()
        self._let_go(self._forget)
        self._tell()

    def talk(self, on: bool) -> None:
        """Talk was pressed, or let go: what is said between the two is one turn, and final at once."""
        if not on:
            self._let_go(self._finish)
        else:
            with self._lock:
                if self._muted:
                    return
                self._talking = True
                for source in self._sources.values():
                    source.talked = 0.0
            self.listener.end_turns(self._begin)
        self._tell()

    def mute(self, on: bool) -> None:
        """Closes the sound device and takes no sound from anywhere, or opens it again; one that does not open is a Problem."""
        with self._device:
            if on == self._muted:
                return
            with self._lock:
                self._muted = on
                if on:
                    self._deaf = True
                    for source in self._sources.values():
                        source.close()
            self._let_go(self._forget)
            self.listener.end_turns(self._hear_again if not on else lambda: None)
            if self.microphone is not None:
                self._switch_device(on)
        self._tell()

    @property
    def muted(self) -> bool:
        return self._muted

    def open(self) -> bool:
        """Whether what is said now is for Vela (a stop always is)."""
        with self._lock:
            return self._word() == "listening"

    # -- sound and sentences ------------------------------------------------------------------------------------------

    def feed(self, samples: np.ndarray, rate: int, source: str = "browser") -> None:
        """Live sound, as Listener.feed takes it; dropped while muted."""
        if self._muted:
            return
        if self.stop_ear is not None:
            self.stop_ear.feed(samples, rate, source)
        self.listener.feed(samples, rate, source)

    def sound(self, samples: np.ndarray, now: float, source: str) -> None:
        """Every piece of sound that the listener works through, at 16 kHz; `now`: its end. In the listener's thread."""
        with self._lock:
            known = self._sources.get(source)
            if known is None or now < known.now:  # another device
                known = self._sources[source] = _Source()
                self._calling.begin(source)
            known.now = now
            if self._follow and self._speaking():
                self._spoke = True
                known.open(now, now + self._follow)
            elif self._spoke:  # what she says later of what she is doing opens nothing
                self._follow, self._spoke = 0.0, False
            if self._collecting:
                known.talked += len(samples) / RATE
            too_long = self._talking and known.talked > self._patience.talk
            wanted = self._wake_word if self._mode == "wake" else None
        if too_long:
            self.talk(False)
        if wanted is not None and self._calling.called(samples, source, wanted):
            with self._lock:
                known.called.append(now)
                known.open(now - LATE, now + self._patience.follow_up)
            self._bus.publish(Called(wake_word=wanted, source=source))
        self._tell()

    def spotted(self, at: float, source: str) -> None:
        """A stop, heard by its sound at `at`; the words for it, right or wrong, come later and say nothing new. In the stop ear's thread."""
        with self._lock:
            known = self._sources.setdefault(source, _Source())
            before, known.spotted = known.spotted, at
        if not self._mind.spotted(source):
            with self._lock:
                known.spotted = before

    def suspect(self, source: str) -> None:
        """Something sounded as if it might be a stop; `spotted` follows if it was one, and `dismiss` in any case."""
        self._mind.suspect_stop(source)

    def dismiss(self, source: str) -> None:
        """That is known now."""
        self._mind.dismiss_stop(source)

    def hear(self, transcript: Transcript, source: str) -> None:
        """A whole sentence. In the listener's thread."""
        with self._lock:
            known = self._sources.setdefault(source, _Source())
            shown, meant = known.shown, self._meant(transcript, known)
            stop = self._mind.is_stop(transcript.text)
            if known.spotted_in(transcript):
                meant, known.pieces = None, []
            elif stop:
                meant, known.pieces = transcript, []
            elif self._collecting and not self._deaf:
                known.pieces.append(transcript)
                return
            known.shown = False
            if meant is not None and not stop and self._heard_elsewhere(meant, source):
                meant = None
        if meant is not None:
            self._mind.hear(meant, source)
        elif shown:
            self._mind.overhear(None, source)

    def overhear(self, transcript: Transcript | None, source: str) -> None:
        """What has been understood of a sentence that is still being said; None: nothing in the end. In the listener's thread."""
        with self._lock:
            known = self._sources.setdefault(source, _Source())
            if transcript is None or known.spotted_in(transcript):
                meant, shown = None, known.shown
                known.shown = False
            else:
                stop = not transcript.provisional and self._mind.is_stop(transcript.text)
                meant, shown = transcript if stop else self._meant(transcript, known), False
                if meant is not None:
                    known.shown = True
        if meant is not None or shown:
            self._mind.overhear(meant, source)

    def _heard_elsewhere(self, transcript: Transcript, source: str) -> bool:
        """Whether another microphone, the page's or the machine's, has just heard the same: it is to be done once."""
        at, text, other = self._newest
        now, said = time.monotonic(), transcript.text.lower()
        if other != source and now - at < TWICE and SequenceMatcher(None, text, said, autojunk=False).ratio() >= THE_SAME:
            return True
        self._newest = now, said, source
        return False

    def _meant(self, transcript: Transcript, known: _Source) -> Transcript | None:
        """What of a sentence is for Vela."""
        if self._deaf:
            return None
        if self._collecting:
            return _joined([*known.pieces, transcript])
        if self._mode == "wake":
            called = [at for at in known.called if transcript.start <= at <= transcript.end + LATE]
            if called:
                return after_the_call(transcript, self._wake_word, called[-1])
            return transcript if known.since <= transcript.start <= known.until else None
        return transcript if self._mode == "open" else None

    # -- Talk: these come in the order of the sound, in the listener's thread -----------------------------------------

    def _let_go(self, then: Callable[[], None]) -> None:
        with self._lock:
            if not self._talking:
                return
            self._talking = False
        self.listener.end_turns(then)

    def _begin(self) -> None:
        with self._lock:
            self._collecting = True
            for source in self._sources.values():
                source.pieces = []

    def _finish(self) -> None:
        """One press is one turn: where two microphones heard it, the one that heard more of it."""
        with self._lock:
            self._collecting = False
            heard = {name: source.pieces for name, source in self._sources.items() if source.pieces}
            best = max(heard, key=lambda name: sum(piece.end - piece.start for piece in heard[name]), default=None)
            shown = [name for name, source in self._sources.items() if source.shown and name != best]
            for source in self._sources.values():
                source.pieces, source.shown = [], False
        for name in shown:
            self._mind.overhear(None, name)
        if best is not None:
            self._mind.hear(_joined(heard[best]), best)

    def _forget(self) -> None:
        with self._lock:
            for source in self._sources.values():
                source.pieces = []
        self._finish()

    # -- the mute -----------------------------------------------------------------------------------------------------

    def _hear_again(self) -> None:
        with self._lock:
            self._deaf = self._muted

    def _switch_device(self, off: bool) -> None:
        if off:
            self.microphone.stop()
            return
        try:
            self.microphone.start()
        except NoMicrophone as error:
            self._bus.publish(Problem(part="microphone", text=str(error)))
        else:
            self._bus.publish(Recovered(part="microphone"))

    # -- what Vela says -----------------------------------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        """What she says opens the way for a while; what she says of a stop does not."""
        with self._lock:
            if isinstance(event, Stopped):
                self._stopped, self._follow = True, 0.0
                for source in self._sources.values():
                    source.close()
            elif isinstance(event, (Heard, StopCleared)):
                self._stopped = self._asks = False
            elif isinstance(event, Replied):
                self._asks = event.reply.kind is ReplyKind.ASK
            elif isinstance(event, Said) and not self._stopped:
                asks = self._asks or event.text.rstrip().endswith("?")
                self._follow, self._spoke = self._patience.answer if asks else self._patience.follow_up, False
                for source in self._sources.values():
                    source.open(source.now, source.now + len(event.text) / SPEECH_RATE + self._follow)

    # -- what is told -------------------------------------------------------------------------------------------------

    def _word(self) -> str:
        if self._muted:
            return "muted"
        if self._mode == "push":
            return "listening" if self._talking else "push to talk"
        if self._mode == "wake" and not self._talking and not any(source.now <= source.until for source in self._sources.values()):
            return "waiting for the wake word"
        return "listening"

    def _tell(self) -> None:
        with self._lock:
            now = (self._word(), self._mode, self._wake_word)
            if now == self._told:
                return
            self._told = now
        self._bus.publish(HearingChanged(state=now[0], mode=now[1], wake_word=now[2]))


def _joined(pieces: list[Transcript]) -> Transcript:
    """Sentences in one breath of Talk, as one; as sure as the least sure of them."""
    return replace(pieces[0], text=" ".join(piece.text for piece in pieces), confidence=min(piece.confidence for piece in pieces), end=pieces[-1].end)
