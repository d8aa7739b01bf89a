"""How often the bundled model replies to a sentence of another language as it does to its English: tests/translated.yaml.

    OMP_NUM_THREADS=1 python -m tests.translated [tuned|held|later|further] [--languages de,es,fr,zh]

Right is the same kind of reply with the same steps, options or answer; of harm, any refusal; of a stop, that it is one, at rest and in motion.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Sequence

import yaml

from assistant.evaluation.scenario import things_from
from assistant.evaluation.stage import CHECKPOINT, LANGUAGES, Settings, Stage
from assistant.interface import Observation, Reply, ReplyKind, Transcript, Utterance
from assistant.stop_words import is_stop
from assistant.translation import interpreter
from assistant.vla.loading import load_brain

SENTENCES = Path(__file__).with_suffix(".yaml")


def right(reply: Reply, wanted: Reply) -> bool:
    if reply.kind is not wanted.kind:
        return False
    if reply.kind is ReplyKind.ACT:
        return reply.steps == wanted.steps
    if reply.kind is ReplyKind.ASK:
        return set(reply.options) == set(wanted.options)
    return reply.kind is ReplyKind.REFUSE or reply.text == wanted.text


def replied(brain, seen: Observation, texts: Sequence[str]) -> Reply | None:
    """To the last of the texts, None when that is empty: it was not understood."""
    brain.forget()
    talk: list[Utterance] = []
    for text in filter(None, texts):
        talk.append(Utterance("user", text))
        reply = brain.reply(seen, tuple(talk))
        talk.append(Utterance("robot", reply.text))
    return reply if texts[-1] else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", choices=("tuned", "held", "later", "further"))
    parser.add_argument("--languages", default="de,es,fr,zh")
    asked = parser.parse_args()
    data = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    brain = load_brain(CHECKPOINT, Settings().coverage)
    seen: dict[str, Observation] = {}
    with Stage(brain, Settings()) as stage:
        for name, things in data["scenes"].items():
            stage.set(things_from([{"name": f"thing{n}", "color": thing.split()[0], "kind": thing.split()[1]} for n, thing in enumerate(things)]), 5)
            seen[name] = stage.observe()
    rows = [row for row in data["rows"] if asked.half in (None, row["half"])]
    for language in asked.languages.split(","):
        good = acted = 0
        for row in rows:
            said, means = ([texts] if isinstance(texts, str) else texts for texts in (row[language], row["means"]))
            if row.get("stop"):
                good += is_stop(said[0], acting=False) and is_stop(said[0], acting=True)
                continue
            between = interpreter(LANGUAGES)
            given = [between.hear(Transcript(text), "typed").english for text in said]
            reply = replied(brain, seen[row["scene"]], given)
            wanted = replied(brain, seen[row["scene"]], [text[0].upper() + text[1:] + ("" if text.endswith("?") else ".") for text in means])
            if reply is not None and right(reply, wanted):
                good += 1
                continue
            acted += reply is not None and reply.kind is ReplyKind.ACT
            print(f"{language}: {said[-1]} -> {given[-1] or 'not understood'} -> {reply and (reply.steps or reply.text)}, not {wanted.steps or wanted.text}")
        print(f"{language}: {good} of {len(rows)} right, {acted} acts that were not meant", flush=True)


if __name__ == "__main__":
    main()
