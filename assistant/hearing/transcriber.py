"""Speech in, words out: Whisper through faster-whisper, fed only as much sound as there is.

Stock faster-whisper always encodes 30 s. Here the encoder gets 10 s unless the speech is longer, which is several times faster;
what goes wrong in so short a context (the text repeats itself) is cut, and a doubtful result is heard again in a longer one.
Knows nothing of turns: it takes what it is given for one utterance.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.hearing.speech import RATE
from assistant.hearing.spoken_language import SpokenLanguage
from assistant.hearing.weights import whisper_weights
from assistant.interface import Transcript

FRAME = 160  # samples per frame of the encoder: 10 ms
DRAFT_CONTEXT = 750  # frames; below about 800 Whisper says one sentence in five over and over, the first time right as a rule
SHORT_CONTEXT = 1000  # in which it seldom does
LONG_CONTEXT = 1500  # for what is doubtful: of 39 such sentences, people's and in noise, as many words right as in the full context, in a third of the time
FULL_CONTEXT = 3000
DOUBTFUL = -0.6  # mean log-probability of a token below which a longer context is tried too
HOPELESS = -1.0  # below which it was no speech that we understand
NO_SPEECH = 0.5  # Whisper's own probability that nobody spoke; alone it is often wrong about robotic voices
REPETITIVE = 2.4  # a text that zlib packs so many times smaller is one that Whisper got stuck in
TOKENS_A_SECOND = 6  # more than the fastest talkers need; ends endless repetition early, for each costs 10 ms of processor time
SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
AROUND = 0.8  # seconds of silence around what is said, in a turn
LETTERS_A_SECOND = 5  # fewer than slow talkers need: Whisper broke off ("Would", of "would you be so kind as to ...")


@dataclass(frozen=True)
class Guess:
    """log_probability: of a token, in the mean. no_speech: Whisper's own probability that nobody spoke."""

    text: str
    log_probability: float
    no_speech: float
    seconds: float = 0.0  # of the sound that it is made of
    repeated: bool = False  # it went on over and over, and was cut

    @property
    def doubtful(self) -> bool:
        """Without a word, improbable, broken off, or a text that went round in circles: "pick pick" was once "pick up the red cup". A whole sentence said again is what a short context does."""
        packed = zlib.compress(self.text.encode())
        circles = self.repeated and not self.text.endswith(SENTENCE_ENDS)
        return not self.wordy or self.broken_off or circles or self.stuttered or self.log_probability < DOUBTFUL or len(self.text) > REPETITIVE * len(packed)

    @property
    def stuttered(self) -> bool:
        """"Pick pick up the green cube": what a short context does to "pick up the green cube"."""
        first, second = (self.text.lower().split() + ["", ""])[:2]
        return first.isalpha() and first == second

    @property
    def broken_off(self) -> bool:
        return sum(character.isalnum() for character in self.text) < LETTERS_A_SECOND * (self.seconds - AROUND)

    @property
    def wordy(self) -> bool:
        return any(character.isalnum() for character in self.text)


class Transcriber:
    """One Whisper model, for any number of utterances, one after the other.

    model: a folder or a name (see `whisper_weights`). hotwords: text that the model takes for what was said before: sentences
    of the domain, so that it expects the domain's words. language: a code, or None to detect it each time among five (multilingual models; see spoken_language.py).
    threads: processor threads. quicker: one that is so, for `glimpse`. Raises WeightsError when there are no weights.
    """

    def __init__(self, model: str = "base", hotwords: str = "", language: str | None = "en", threads: int = 2, quicker: Transcriber | None = None) -> None:
        from faster_whisper import WhisperModel  # a second to import: only whoever hears pays for it
        from faster_whisper.transcribe import get_suppressed_tokens

        folder: Path = whisper_weights(model)
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        self._hotwords = hotwords.strip()
        self._quicker = quicker
        self._language = language if self._model.model.is_multilingual else "en"
        self._spoken = SpokenLanguage()
        self._tokenizers: dict[str, object] = {}
        self._suppressed = get_suppressed_tokens(self._tokenizer(self._language or "en"), [-1])

    def transcribe(self, samples: np.ndarray) -> Transcript | None:
        """samples: (n,) float32 mono in [-1, 1] at 16 kHz, at most 30 s (what is longer is not heard).

        Returns None where there are no words to be made out. `start` and `end` span the samples.
        """
        seconds = len(samples) / RATE
        if seconds < 0.1:
            return None
        samples = samples[: FULL_CONTEXT * FRAME]
        guess, language, encoded = self._glance(samples, SHORT_CONTEXT)
        if guess.doubtful:
            encoded = self._encode(samples, LONG_CONTEXT if _context(samples) <= SHORT_CONTEXT else FULL_CONTEXT)
        if guess.broken_off:
            guess = self._decode(encoded, language, seconds, self._hotwords)
        if guess.doubtful:
            # in noise Whisper goes on reciting the hotwords, so whether these were words at all is asked without them
            plain = self._decode(encoded, language, seconds, hotwords="")
            if plain.log_probability < HOPELESS and plain.no_speech > NO_SPEECH:
                return None
            guess = min(guess, plain, key=lambda g: (not g.wordy, g.doubtful, -g.log_probability))
            if guess.log_probability < HOPELESS:
                return None
        return self._transcript(guess, language) if guess.wordy else None

    def draft(self, samples: np.ndarray) -> Transcript | None:
        """As `transcribe`, in one look, and None too where that is doubtful: another look costs as much as five of these, and more may be said meanwhile.

        Of 974 words in 143 sentences, clean and in noise, it had as many wrong as the look at SHORT_CONTEXT, 43, each with a whole pass after a doubtful one.
        """
        if len(samples) < 0.1 * RATE:
            return None
        guess, language, _ = self._glance(samples[: FULL_CONTEXT * FRAME], DRAFT_CONTEXT)
        return None if guess.doubtful else self._transcript(guess, language)

    def glimpse(self, samples: np.ndarray) -> Transcript | None:
        """As `draft`, by the quicker one if there is one, and then provisional."""
        if self._quicker is None:
            return self.draft(samples)
        transcript = self._quicker.draft(samples)
        return None if transcript is None else replace(transcript, provisional=True)

    def guesses(self, samples: np.ndarray) -> tuple[Guess, Guess]:
        """What is made out in one look, doubtful or not, by who expects the hotwords, and by who expects nothing. samples as in `transcribe`."""
        expecting, language, encoded = self._glance(samples[: FULL_CONTEXT * FRAME], DRAFT_CONTEXT)
        return expecting, self._decode(encoded, language, len(samples) / RATE, hotwords="")

    def _glance(self, samples: np.ndarray, shortest: int):
        """What is made out with no more context than the sound needs, and no fewer frames than `shortest`; the language, and the encoded sound."""
        encoded = self._encode(samples, max(shortest, _context(samples)))
        language = self._language or self._detect(encoded)
        return self._decode(encoded, language, len(samples) / RATE, self._hotwords), language, encoded

    @staticmethod
    def _transcript(guess: Guess, language: str) -> Transcript:
        return Transcript(guess.text, confidence=math.exp(guess.log_probability), language=language, start=0.0, end=guess.seconds)

    def _encode(self, samples: np.ndarray, context: int):
        frames = self._model.feature_extractor(samples)[:, :context]
        frames = np.pad(frames, ((0, 0), (0, context - frames.shape[1])))  # as faster-whisper pads; digital silence loops more
        return self._model.encode(frames)

    def _detect(self, encoded) -> str:
        found = self._model.model.detect_language(encoded)[0]
        return self._spoken.decided({token.strip("<|>"): probability for token, probability in found})

    def _tokenizer(self, language: str):
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            multilingual = self._model.model.is_multilingual
            self._tokenizers[language] = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language=language)
        return self._tokenizers[language]

    def _decode(self, encoded, language: str, seconds: float, hotwords: str) -> Guess:
        tokenizer = self._tokenizer(language)
        if language != "en":
            hotwords = ""  # English hotwords would pull other languages into English
        prompt = self._model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords or None)
        result = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=min(len(prompt) + 3 + math.ceil(seconds * TOKENS_A_SECOND), self._model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._suppressed,
        )[0]
        tokens = result.sequences_ids[0]
        written = tokenizer.decode(tokens).strip()
        text = without_repeats(written)
        log_probability = result.scores[0] * len(tokens) / (len(tokens) + 1)
        repeated = text != " ".join(written.split())
        if repeated:  # every time but the first is all but certain, and tells nothing of how sure the first was
            log_probability *= len(written.split()) / len(text.split())
        return Guess(text, log_probability, result.no_speech_prob, seconds, repeated)


def _context(samples: np.ndarray) -> int:
    """Frames that this sound needs: half a second of silence after the speech tells the model that it ended."""
    return min(FULL_CONTEXT, math.ceil((len(samples) // FRAME + 50) / 50) * 50)


def without_repeats(text: str) -> str:
    """The first pass of a text that is one phrase said over and over, the last pass perhaps broken off; any other text as it is.

    >>> without_repeats("Pick up the cup. Pick up the cup. Pick up")
    'Pick up the cup.'
    """
    words = text.split()
    plain = [word.lower().strip(".,!?;:") for word in words]
    for period in range(1, len(words)):
        repeated = len(words) - period
        if repeated >= min(period, 2) and all(plain[i] == plain[i - period] for i in range(period, len(plain))):
            return " ".join(words[:period])
    return text
