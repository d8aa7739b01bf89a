"""The measurement of interruptions, on a few cases of its own."""

import numpy as np
import pytest

from assistant.bench import acoustics, interrupting
from assistant.bench.interrupting import Case, Mouth, Outcome, play, report
from assistant.hearing import Duplex
from assistant.speaking import voice_named


@pytest.fixture(scope="module")
def drawn() -> dict[str, Case]:
    her = interrupting.voice(voice_named("hibari").synthesize)
    return {case.kind: case for case in interrupting.cases(1, 7, her, [her], ["Pick up the green cube instead."])}


def test_a_person_silences_her_and_is_heard(drawn):
    outcome = play(drawn["person"], np.random.default_rng(0))
    assert 0.02 < outcome.delay < 0.5 and outcome.cut >= outcome.silent - 0.05
    assert outcome.turn is not None and outcome.turn.samples_start <= drawn["person"].at
    told = report({"person": [outcome], "herself": [Outcome(drawn["herself"])]}, 7)
    assert told["missed"] == 0 and told["n"] == 1 and told["delay_seconds"]["p95"] == pytest.approx(outcome.delay, abs=1e-4)
    assert told["wrong"] == {"before the person": [0, 1], "herself": [0, 1]} and len(interrupting.lines(told)) == 6


def test_what_is_counted_as_missed_and_as_wrong(drawn):
    person, herself = drawn["person"], drawn["herself"]
    late = Outcome(person, cut=person.until + 3.0, silent=person.until + 3.0)
    early = Outcome(person, cut=person.at - 1.0, silent=person.at - 1.0)
    told = report({"person": [Outcome(person), late, early], "herself": [Outcome(herself, cut=4.0, silent=4.0), Outcome(herself, holds=1)]}, 7)
    assert told["missed"] == 2 and told["wrong"] == {"before the person": [1, 3], "herself": [1, 2]} and told["held"] == {"herself": [1, 2]}


def test_a_loudspeaker_that_is_held_is_silent_in_the_room_and_goes_on_where_it_was(drawn):
    case = drawn["herself"]
    mouth = Mouth(case, Duplex(), np.random.default_rng(1))
    begins = round((case.begins + 0.5) * acoustics.RATE)
    mouth.play(begins)
    assert mouth.busy
    mouth.hold()
    held = mouth.play(begins + acoustics.RATE)[begins + round(0.6 * acoustics.RATE) :]  # the room has died away
    assert not np.any(np.abs(held) > 1e-4) and len(mouth.silences) == 1
    mouth.go_on()
    assert np.any(np.abs(mouth.play(begins + 2 * acoustics.RATE)[begins + acoustics.RATE :]) > 1e-3)


def test_rooms_are_what_they_are_said_to_be():
    chance = np.random.default_rng(2)
    assert acoustics.level(acoustics.at_level(acoustics.servo(2.0, chance), -30.0)) == pytest.approx(-30.0, abs=0.1)
    path = acoustics.EchoPath.draw(chance)
    click = np.zeros(acoustics.RATE, np.float32)
    click[1000] = 0.5
    assert acoustics.onset(path(click)) / acoustics.RATE - 1000 / acoustics.RATE == pytest.approx(path.delay, abs=0.02)
