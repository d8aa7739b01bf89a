"""Says one thing after another, and falls silent at once when told to.

`say` returns at once; a thread of its own turns text into sound and plays it. Without a loudspeaker the sound is handed out as a
WAV, for the panel to play. Knows nothing of why something is said.
"""

from __future__ import annotations

import io
import logging
import queue
import threading
import time
import wave
from dataclasses import dataclass
from typing import Callable, Protocol

import numpy as np

from assistant.speaking.edges import without_silence
from assistant.speaking.languages import LanguageVoices
from assistant.speaking.loudspeaker import NoSound
from assistant.speaking.spoken_text import spoken_text
from assistant.speaking.voices import Voice, VoiceError

log = logging.getLogger(__name__)


class Sink(Protocol):
    """Where sound goes: a Loudspeaker."""

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """Blocks until it is played or `cut` is set. Raises NoSound when there is nothing to play it on any more."""

    def hold(self) -> None:
        """Falls silent at once, until `go_on`. Both from any thread, and they return at once."""

    def go_on(self) -> None: ...


@dataclass(eq=False)
class _Text:
    """One text, or sound, that is not said to its end. seconds: how long it takes, once that is known; played: of those until `since`, since when it plays (time.monotonic; None: it does not)."""

    text: str
    cut: threading.Event
    sound: tuple[np.ndarray, int] | None = None
    seconds: float = 0.0
    played: float = 0.0
    since: float | None = None
    language: str = ""  # of the text; empty: the voice's own

    def pause(self) -> None:
        if self.since is not None:
            self.played += time.monotonic() - self.since
            self.since = None

    def said(self) -> str:
        """The words that were played to their end, by their share of the letters."""
        self.pause()
        if not self.seconds:
            return ""
        upto = round(len(self.text) * min(1.0, self.played / self.seconds))
        return self.text if upto == len(self.text) else self.text[:upto].rpartition(" ")[0]


@dataclass(frozen=True)
class _Ahead:
    """A text that may be said next, and is made into sound meanwhile."""

    text: str
    language: str


class Speaker:
    """The robot's mouth.

    voice: speaks; another may be put there, and speaks from the next text on. sink: plays, or None where there is no loudspeaker.
    on_audio(wav, text): called from the speaker's thread with a whole WAV file's bytes for each text that no loudspeaker plays ("" for a sound).
    on_cut(): called by `cut`, for whoever plays those WAVs. on_problem(sentence): told when the voice or the loudspeaker fails;
    on_recovered(): when a loudspeaker that failed plays again.
    """

    def __init__(
        self,
        voice: Voice,
        sink: Sink | None = None,
        on_audio: Callable[[bytes, str], None] | None = None,
        on_cut: Callable[[], None] | None = None,
        on_problem: Callable[[str], None] | None = None,
        on_recovered: Callable[[], None] | None = None,
    ) -> None:
        self.voice = voice
        self._voices = LanguageVoices()
        self._sink = sink
        self._on_audio = on_audio
        self._on_cut = on_cut
        self._on_problem = on_problem
        self._on_recovered = on_recovered
        self._holding = False
        self._lost = False  # the loudspeaker failed last time
        self._lock = threading.Lock()
        self._cut = threading.Event()  # the cut of what is said now; every text gets its own
        self._queue: queue.Queue[_Text | _Ahead | None] = queue.Queue()
        self._ready: tuple[Voice, str, tuple[np.ndarray, int]] | None = None  # a voice, the words it was given, and what it made of them ahead
        self._unsaid: list[_Text] = []  # what is queued or being said
        self._silent = threading.Condition(self._lock)
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be said (on the loudspeaker; a panel's playing is not known here)."""
        return bool(self._unsaid)

    def say(self, text: str, language: str | None = None) -> None:
        """Queues a text and returns at once. An empty one is nothing. language: of the text; None is the voice's own."""
        if not text.strip():
            return
        self._put(text, language=language or "")

    def prepare(self, text: str, language: str | None = None) -> None:
        """As `say`, but nothing is heard: said next, this text begins at once. Where something waits to be said already, nothing comes of it."""
        if text.strip() and not self.busy:
            self._queue.put(_Ahead(text, language or ""))

    def sound(self, samples: np.ndarray, rate: int) -> None:
        """As `say`, with a sound instead of a text: (n,) float32 mono in [-1, 1] and samples per second."""
        self._put("", (samples, rate))

    def _put(self, text: str, sound: tuple[np.ndarray, int] | None = None, language: str = "") -> None:
        with self._lock:
            self._unsaid.append(_Text(text, self._cut, sound, language=language))
            self._queue.put(self._unsaid[-1])

    def cut(self) -> None:
        """Falls silent within 50 ms and forgets what was queued. What is said afterwards is heard."""
        with self._lock:
            self._cut.set()
            self._cut = threading.Event()
        if self._holding:
            self.go_on()
        if self._on_cut is not None:
            self._on_cut()

    def hold(self) -> None:
        """Falls silent at once on the loudspeaker, until `go_on` or a cut: somebody may be speaking."""
        with self._lock:
            self._holding = True
            for text in self._unsaid:
                text.pause()
        if self._sink is not None:  # not under the lock: whoever else speaks, holds or cuts must not wait for a device
            self._sink.hold()

    def go_on(self) -> None:
        """Says the rest after a `hold`."""
        with self._lock:
            self._holding = False
            for text in self._unsaid:
                if text.played and text.since is None:
                    text.since = time.monotonic()
        if self._sink is not None:
            self._sink.go_on()

    def interrupt(self) -> list[tuple[str, str]]:
        """Cuts, and returns what was not said to its end: each text, and how much of it had been said."""
        with self._lock:
            unsaid = [(text.text, text.said()) for text in self._unsaid if text.text and not text.cut.is_set()]
        self.cut()
        return unsaid

    def wait(self, timeout: float | None = None) -> bool:
        """Blocks until all is said. Returns whether it was within `timeout` seconds."""
        with self._silent:
            return self._silent.wait_for(lambda: not self._unsaid, timeout)

    def close(self) -> None:
        """Falls silent and ends."""
        self.cut()
        self._queue.put(None)
        self._thread.join(timeout=2.0)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if isinstance(item, _Ahead):
                self._make_ready(item)
                continue
            try:
                if not item.cut.is_set():
                    self._say(item)
            except VoiceError as reason:
                self._report(str(reason))
            except Exception as reason:  # a text that breaks a voice must not leave Vela mute
                log.exception("a sentence was not spoken")
                self._report(f"A sentence could not be spoken ({reason}); it is shown instead.")
            finally:
                with self._silent:
                    self._unsaid.remove(item)
                    self._silent.notify_all()

    def _say(self, item: _Text) -> None:
        text, cut = item.text, item.cut
        samples, rate = item.sound or self._spoken(text, item.language)
        if cut.is_set() or not len(samples):
            return
        if self._sink is not None:
            with self._lock:
                item.seconds, item.since = len(samples) / rate, time.monotonic()
            try:
                self._sink.play(samples, rate, cut)
                if self._lost and self._on_recovered is not None:
                    self._on_recovered()
                self._lost = False
                return
            except NoSound as reason:  # asked again with the next text: it may be back
                if not self._lost:
                    self._report(str(reason))
                self._lost = True
        if self._on_audio is not None:
            self._on_audio(wav_bytes(samples, rate), text)

    def _make_ready(self, item: _Ahead) -> None:
        if self.busy:
            return
        try:
            voice, words = self._words(item.text, item.language)
            self._ready = (voice, words, _sound(voice, words)) if words else None
        except VoiceError as reason:  # told when it is to be said
            log.info("a sentence could not be made ready: %s", reason)
        except Exception:  # it will fail again, and be told, when it is to be said
            log.exception("a sentence could not be made ready")

    def _spoken(self, text: str, language: str) -> tuple[np.ndarray, int]:
        voice, words = self._words(text, language)
        ready, self._ready = self._ready, None
        if ready is not None and ready[:2] == (voice, words):
            return ready[2]
        return _sound(voice, words) if words else (np.zeros(0, np.float32), 16_000)

    def _words(self, text: str, language: str) -> tuple[Voice, str]:
        voice = self._voices.of(language, self.voice) if language else self.voice  # another may be put there at any time
        return voice, spoken_text(text, getattr(voice, "language", "en"))

    def _report(self, sentence: str) -> None:
        log.warning(sentence)
        if self._on_problem is not None:
            self._on_problem(sentence)


def _sound(voice: Voice, words: str) -> tuple[np.ndarray, int]:
    samples, rate = voice.synthesize(words)
    return without_silence(samples, rate), rate


def wav_bytes(samples: np.ndarray, rate: int) -> bytes:
    """(n,) float32 mono in [-1, 1] as a 16-bit WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())
    return buffer.getvalue()
