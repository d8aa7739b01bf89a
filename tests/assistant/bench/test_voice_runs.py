"""Each benchmark of voice once, tiny, with everything real: its report has its rows, whatever the numbers. Slow (a minute each), because speech is.

Sound comes at half speed, so that a busy machine can listen in time; where one cannot even so, the run says so and was not tested.
"""

import json

import numpy as np
import pytest
import soundfile

from assistant.bench import hearing, soak, stop, turn
from assistant.bench.conditions import CONDITIONS
from assistant.bench.session import Unfit
from assistant.bench.table import lines
from assistant.bench.voices import RATE, Voices
from tests.assistant.test_live import settings
from tests.bundled import model  # noqa: F401

pytestmark = pytest.mark.usefixtures("model")
VOICES = ("hibari",)
PACE = 2.0


def run(measure, utterances: int, **more) -> tuple[dict, str]:
    """The report after its way through JSON, and what a person reads; it names only what it measured."""
    try:
        report = measure(settings(camera__fps="5"), utterances, 0, VOICES, print, pace=PACE, conditions=CONDITIONS[:1], **more)
    except Unfit as reason:
        pytest.skip(str(reason))
    return json.loads(json.dumps(report)), "\n".join(lines(report))


def row(report: dict, name: str, where: str) -> dict:
    (found,) = [row for row in report["rows"] if row["name"].strip() == name and row["where"] == where]
    return found


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """One order as people's recordings lie: FLAC at another rate, and the words that must be in it."""
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "orders").mkdir()
    said = Voices(VOICES).say("A small latte with brown sugar, please.", "hibari")
    soundfile.write(folder / "orders" / "one.flac", np.repeat(said.sound, 3), 3 * RATE)
    (folder / "orders" / "slots.json").write_text(json.dumps({"one.flac": {"size": "small", "drink": "latte", "sugar": " brown sugar"}, "gone.flac": {"size": "large"}}))
    return str(folder)


def test_hearing(recordings):
    report, told = run(hearing.measure, 2, recordings=recordings)
    assert {trial["state"] for trial in report["trials"]} == {"at rest", "while it acts"} and len(report["trials"]) == 3
    assert row(report, "transcription alone", "clean")["n"] == 2 and row(report, "transcription alone", "people")["n"] == 1
    heard = row(report, "key words heard, the same sound", "people")
    assert heard["n"] == 4 and heard["count"] >= 3
    assert row(report, "word error rate, the same sound", "clean")["value"] < 0.5
    assert "times faster than stock" in told and "hibari: word error rate" in told and "--recordings" not in told


def test_turn():
    report, told = run(turn.measure, 1)
    assert len(report["trials"]) == 2 and {trial["condition"] for trial in report["trials"]} == {"clean", "paused"}
    assert row(report, "no answer at all", "clean")["n"] == row(report, "one turn", "a pause of 1.2 s")["n"] == 1
    assert row(report, "moved before the end of speech", "clean")["count"] == 0
    for trial in report["trials"]:  # nothing of one trial comes to anything in another
        assert trial["heard"] or (trial["reply"] is None and trial["motion"] is None), trial
    assert "stock parts" in told and "end of speech to first servo byte" in told


def test_stop_and_soak(monkeypatch):
    monkeypatch.setattr(soak, "STRETCH", 3.0)
    report, told = run(stop.measure, 4, minutes=0.1)
    assert len(report["trials"]) == row(report, "stop missed", "clean")["n"] == 4
    assert row(report, "moved on after the hold", "clean")["count"] == 0
    assert all(trial["hold"] is None or -2 < trial["hold"] < 30 for trial in report["trials"])
    movements = [row for row in report["rows"] if row["name"] == "movements"]
    assert movements[0]["n"] == 2 and movements[0]["value"] == 0
    assert "The soak: talk, music" in told
