"""Finds out what Vela's own hearing makes of the lessons' words: `python -m assistant.heard_lessons`.

Sentences of the lessons are said by the ear's voices (those kept apart for measures, and the one that evaluation speaks with, say none), half of them in a room, and heard by Vela's transcriber.
What was written instead of what was said goes into vla/training/language/misheard.txt, from which mishearing.py teaches. Joins hearing with the lessons, which know nothing of each other; knows nothing of what the sentences mean.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Iterator

import jiwer
import numpy as np

from assistant.hearing import Transcriber
from assistant.stop_training import speakers
from assistant.stop_training.lessons import room_noises
from assistant.stop_training.streams import Conditions, around
from assistant.vla.training.language import draw_lesson
from assistant.vla.training.language.mishearing import MISHEARD

LONGEST = 14  # words of a sentence: what is longer takes long to hear and teaches no more
NOTHING_ALIKE = 0.5  # word error rate above which nothing was understood, and nothing can be learned
PAUSE = np.zeros(6000, np.float32)
SHAPE = re.compile(r"[^a-z0-9' ]+")


def plain(text: str) -> list[str]:
    """Its words, as they sound alike: lower case, no punctuation."""
    return SHAPE.sub(" ", text.lower().replace("-", " ")).split()


def confusions(said: list[str], heard: list[str]) -> Iterator[tuple[str, str]]:
    """What was heard otherwise: at most two words for at most two, neither of them nothing. Nothing where most is otherwise."""
    if not said or not heard:
        return
    words = jiwer.process_words(" ".join(said), " ".join(heard))
    if words.wer > NOTHING_ALIKE:
        return
    first, last, begin, end = 0, 0, 0, 0
    for chunk in words.alignments[0]:
        if chunk.type == "equal":
            yield from _both(said[first:last], heard[begin:end])
            first, begin = chunk.ref_end_idx, chunk.hyp_end_idx
        last, end = chunk.ref_end_idx, chunk.hyp_end_idx
    yield from _both(said[first:last], heard[begin:end])


def _both(said: list[str], heard: list[str]) -> Iterator[tuple[str, str]]:
    if 1 <= len(said) <= 2 and 1 <= len(heard) <= 2:
        yield " ".join(said), " ".join(heard)


def listen(count: int, seed: int, hotwords: str, log: Path) -> None:
    """Says and hears `count` sentences; `log` gets a line of JSON for each, {"speaker", "said", "heard"}."""
    words, chance = random.Random(seed), np.random.default_rng(seed)
    voices, ears = speakers.Speakers(), Transcriber("base", hotwords, threads=1)
    noises = room_noises(voices, words, chance, False, others=12)
    with log.open("a", encoding="utf-8") as file:
        for number in range(count):
            said, speaker = draw_lesson(words, None).say, speakers.drawn(words, False)
            if not 2 <= len(said.split()) <= LONGEST:
                continue
            try:
                sound = voices.say(said.lower(), speaker)
            except ValueError as nothing:
                print(nothing, flush=True)
                continue
            stream = np.concatenate([PAUSE, sound, PAUSE])
            if chance.random() < 0.5:
                how = Conditions(snr=float(chance.uniform(12.0, 30.0)), noise=str(chance.choice(("room", "pink", "music"))), room=bool(chance.random() < 0.6))
                stream, begin, end = around(chance, sound, noises, how)
                stream = stream[int((begin - 0.4) * 16000) : int((end + 0.5) * 16000)]
            heard = ears.transcribe(stream)
            file.write(json.dumps({"speaker": speaker, "said": said, "heard": heard.text if heard else ""}) + "\n")
            if number % 100 == 0:
                file.flush()
                print(f"misheard: {number} of {count} sentences", flush=True)


def table(log: Path, out: Path) -> None:
    """What the log tells, one confusion a line: how often, what was said, what was heard."""
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    counts = Counter(pair for each in told for pair in confusions(plain(each["said"]), plain(each["heard"])))
    out.write_text("".join(f"{times}\t{said}\t{heard}\n" for (said, heard), times in sorted(counts.items(), key=lambda each: (-each[1], each[0]))), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hotwords", type=Path, default=Path("prompts/hotwords.txt"))
    parser.add_argument("--log", type=Path, default=Path("runs/misheard.jsonl"), help="every sentence, as said and as heard; more is appended (draw others with another --seed)")
    options = parser.parse_args()
    options.log.parent.mkdir(parents=True, exist_ok=True)
    listen(options.count, options.seed, options.hotwords.read_text(encoding="utf-8"), options.log)
    table(options.log, MISHEARD)


if __name__ == "__main__":
    main()
