"""Her own voice is taken out, a person in it is noticed and heard whole; on a room with an echo, in the sound's own time."""

import threading
import time

import numpy as np
import pytest
import soxr

from assistant.bench.acoustics import EchoPath, air, at_level, impulse_response, level, onset, servo
from assistant.hearing import Duplex, TurnDetector
from assistant.hearing.duplex import Reference
from assistant.hearing.speech import RATE
from tests.assistant.hearing.conftest import silence, spoken

CLOCK = 5000.0


def path(gain: float = -12.0, delay: float = 0.04) -> EchoPath:
    return EchoPath(delay, gain, 0.25, 1.0, impulse_response(delay, 0.25, 0.0, np.random.default_rng(3)))


def hers(hibari) -> np.ndarray:
    return np.concatenate([silence(0.5), spoken(hibari, "I am ready."), silence(0.5), spoken(hibari, "I have picked up the red cup and put it in the blue bowl, as you asked me to do."), silence(1.0)])


def through(duplex: Duplex, heard: np.ndarray, rate: int = RATE, piece: float = 0.02, late: float = 0.0) -> np.ndarray:
    """Feeds it in pieces, as a microphone would, and returns what came out."""
    cleaned, before, step = [], duplex.on_sound, round(piece * rate)

    def keep(sound, now):
        cleaned.append(sound)
        before(sound, now)

    duplex.on_sound = keep
    for begin in range(0, len(heard), step):
        part = heard[begin : begin + step]
        duplex.take(part, rate, CLOCK + (begin + len(part)) / rate + late)
    duplex.on_sound = before
    return np.concatenate(cleaned)


def test_her_voice_is_taken_out(hibari):
    """In five rooms that differ in their air alone: how well the canceller finds its way hangs on little things, the processor's rounding among them."""
    played, left, seeming = hers(hibari), [], []
    for seed in range(5):
        echo = path()(played) + air(len(played) / RATE, -60.0, np.random.default_rng(seed))
        duplex, people = Duplex(), []
        duplex.on_person = lambda now, surely: people.append(surely)
        duplex.playing(played, RATE, CLOCK)
        cleaned = through(duplex, echo)
        sentence = slice(3 * RATE, len(cleaned) - RATE)
        left.append(np.mean(cleaned[sentence] ** 2) / np.mean(echo[sentence] ** 2))
        seeming.append(len(people))
        assert not any(people)  # nobody surely speaks
    assert np.median(left) < 0.05 and max(left) < 0.1  # 13 dB, and 10 at least
    assert sorted(seeming)[-2] == 0  # in one of them somebody may seem to


def test_a_person_over_her_is_noticed_and_heard_from_the_first_sound(hibari):
    played, person = hers(hibari), at_level(spoken(hibari, "Wait, the blue one.")[4800:], -24.0)  # her own voice, as anybody's: piper's is another each time
    heard, at = path()(played) + air(len(played) / RATE, -60.0, np.random.default_rng(0)), round(4.2 * RATE)
    heard[at : at + len(person)] += person
    detector, turns, told = TurnDetector(), [], []
    duplex = Duplex(lambda sound, now: turns.extend(detector.feed(sound)), lambda now, surely: told.append((surely, now)))
    duplex.playing(played, RATE, CLOCK)
    through(duplex, np.concatenate([heard, silence(1.0)]))
    begins = 4.2 + onset(person) / RATE
    assert min(now for _, now in told if now > begins) < begins + 0.3
    assert begins < min(now for surely, now in told if surely) < begins + 0.6
    (turn,) = turns
    assert turn.samples_start <= begins and turn.end == pytest.approx(4.2 + np.flatnonzero(np.abs(person) > 0.01)[-1] / RATE, abs=0.3)


def test_motors_are_nobody(hibari):
    played, chance = hers(hibari), np.random.default_rng(5)
    heard = path()(played) + air(len(played) / RATE, -60.0, chance)
    heard += at_level(servo(len(played) / RATE, chance), -36.0)
    surely = []
    duplex = Duplex(on_person=lambda now, sure: surely.append(now) if sure else None)
    duplex.playing(played, RATE, CLOCK)
    through(duplex, heard)
    assert surely == []


@pytest.mark.parametrize("rate, piece", [(16_000, 0.02), (16_000, 0.0317), (44_100, 0.02), (48_000, 0.032)])
def test_all_that_was_said_comes_out_at_every_rate(hibari, rate, piece):
    sound = np.concatenate([silence(1.0), spoken(hibari, "Pick up the red cup."), silence(0.5)])
    recorded = sound if rate == RATE else soxr.resample(sound, RATE, rate)
    duplex = Duplex()
    cleaned = through(duplex, recorded, rate, piece)
    assert len(cleaned) == pytest.approx(len(sound), abs=RATE // 20) and duplex.now == pytest.approx(len(cleaned) / RATE)
    assert level(cleaned) == pytest.approx(level(sound), abs=3.0)  # nobody plays: hardly touched


def ramp(seconds: float) -> np.ndarray:
    return np.arange(1, round(seconds * RATE) + 1, dtype=np.float32)


def test_what_is_played_lies_beside_the_samples_in_which_it_plays():
    reference = Reference()
    reference.heard(320, CLOCK + 0.02)
    reference.play(ramp(0.1), RATE, CLOCK + 0.03)
    assert not reference.take(0, 320).any() and reference.last < 0
    second = reference.take(320, 320)
    assert not second[:160].any() and np.array_equal(second[160:], ramp(0.01))
    reference.heard(960, CLOCK + 0.09)  # handed on late: the distance stays what it was
    assert np.array_equal(reference.take(640, 320), ramp(0.03)[160:])
    assert reference.last == 960


def test_what_is_cut_plays_no_more_and_what_comes_later_begins_then():
    reference = Reference()
    reference.heard(0, CLOCK)
    reference.play(ramp(1.0), RATE, CLOCK)
    assert np.array_equal(reference.take(0, 160), ramp(0.01))
    reference.play(np.zeros(0, np.float32), RATE, CLOCK + 0.02)
    reference.play(-ramp(0.5), RATE, CLOCK + 0.03)
    got = reference.take(160, 640)
    assert np.array_equal(got[:160], ramp(0.02)[160:]) and not got[160:320].any() and np.array_equal(got[320:], -ramp(0.02))


def test_a_microphone_that_was_closed_for_a_while_has_lost_the_time():
    reference = Reference()
    reference.heard(160, CLOCK + 0.01)
    reference.heard(320, CLOCK + 60.0)
    reference.play(ramp(0.1), RATE, CLOCK + 60.0)
    assert np.array_equal(reference.take(320, 160), ramp(0.01))


def test_without_a_microphone_what_was_played_is_forgotten_and_one_that_comes_back_finds_what_plays_now():
    reference = Reference()
    reference.heard(0, CLOCK)
    for second in range(1000):
        reference.play(ramp(3.0), RATE, CLOCK + second)
    assert len(reference._told) < 10
    reference.heard(160, CLOCK + 1000.0)
    assert np.array_equal(reference.take(0, 160), ramp(1.0)[-160:])  # the newest began a second ago


def test_what_waits_for_the_microphones_sound_to_be_worked_through_is_all_kept():
    reference = Reference()
    reference.heard(0, CLOCK)
    for tenth in range(30):
        reference.play(np.full(RATE // 10, tenth, np.float32), RATE, CLOCK + tenth / 10)
    played = np.concatenate([reference.take(begin, 160) for begin in range(0, 3 * RATE, 160)])
    assert np.array_equal(played, np.repeat(np.arange(30, dtype=np.float32), RATE // 10))


def test_a_piece_that_goes_wrong_does_not_make_vela_deaf(caplog):
    heard, arrived = [], threading.Event()

    def on_sound(sound, now):
        heard.append(now)
        if len(heard) == 1:
            raise RuntimeError("inside")
        arrived.set()

    duplex = Duplex(on_sound)
    duplex.start()
    try:
        duplex.feed(silence(0.02), RATE)
        duplex.feed(silence(0.02), RATE)
        assert arrived.wait(20)
    finally:
        duplex.close()
    assert heard == pytest.approx([0.02, 0.04]) and "was lost" in caplog.text


def test_feeding_never_waits():
    duplex, begin = Duplex(), time.monotonic()  # nobody works through it
    for _ in range(3 * Duplex.BACKLOG):
        duplex.feed(silence(0.02), RATE)
    assert time.monotonic() - begin < 5.0


@pytest.mark.parametrize("absurd", [np.nan, np.inf, 1e20])
def test_an_absurd_sample_does_not_stay_in_it(hibari, absurd):
    sentence = spoken(hibari, "Pick up the red cup.")
    heard = np.concatenate([silence(0.5), np.full(1600, absurd, np.float32), silence(1.0), sentence, silence(1.0)])
    cleaned = through(Duplex(), heard)
    assert np.isfinite(cleaned).all()
    assert level(cleaned[-len(sentence) - RATE : -RATE]) > level(sentence) - 6.0
