"""What Prometheus reads: real scrapes, parsed by its own client, against the events that were published."""

from __future__ import annotations

import re
import threading
import time

import httpx
import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from assistant.events import (
    Heard, Interrupted, Problem, Recovered, Remarked, Replied, Said, StepFinished, StepProgress, StepStarted, StopDismissed, Stopped, StopSuspected, Thinking,
)
from assistant.interface import Reply, ReplyKind, Transcript
from assistant.panel.metrics import OUTCOMES, PARTS, SOURCES, STOPPERS, Metrics
from tests.assistant.panel.rehearsal import Rehearsal
from tests.assistant.test_dialogue import Rig

HEARD = Heard(transcript=Transcript("pick up the red cup"), source="microphone")
ACT = Replied(reply=Reply(ReplyKind.ACT, "I will.", steps=("pick up the red cup",)), seconds=0.2)
ANSWER = Replied(reply=Reply(ReplyKind.ANSWER, "Hello."), seconds=0.1)
SAID, OKAY = Said(text="I will."), Remarked(text="Okay.")
STARTED = StepStarted(index=0, count=1, instruction="pick up the red cup")
PROGRESS = StepProgress(instruction="pick up the red cup", done=0.1)


def finished(reason="", seconds=4.0):
    return StepFinished(index=0, instruction="pick up the red cup", succeeded=not reason, reason=reason, seconds=seconds)


def samples(text) -> dict:
    """{(name, label, ...): value} of one scrape."""
    families = text_string_to_metric_families(text.decode() if isinstance(text, bytes) else text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def after(*told) -> dict:
    """What is told after these events: (seconds since the one before, event)."""
    now = 100.0
    metrics = Metrics(lambda: now)
    for wait, event in told:
        now += wait
        metrics.take(event)
    return samples(metrics.text({}))


def timed(told: dict, stage: str) -> tuple[float, float]:
    """How often, and how many seconds together."""
    return told[f"vela_{stage}_seconds_count",], pytest.approx(told[f"vela_{stage}_seconds_sum",])


@pytest.fixture
def scrape(plain):
    """One look as Prometheus takes it."""

    def look() -> dict:
        answer = httpx.get(plain.url + "metrics")
        assert answer.status_code == 200 and answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        return samples(answer.text)

    return look


# ---- scrapes ----------------------------------------------------------------------------------------------------------


def test_a_scrape_follows_what_happens(scrape, rehearsal: Rehearsal):
    before = scrape()
    assert before["vela_turns_total", "act"] == before["vela_stops_total", "panel"] == 0  # there from the beginning
    rehearsal.say_text("pick up the red cup")
    rehearsal.finish()
    rehearsal.stop("panel")
    rehearsal.say_text("which cube")
    rehearsal.bus.publish(Problem(part="camera", text="Lost."))
    told = scrape()
    assert told["vela_turns_total", "act"] == told["vela_turns_total", "ask"] == 1 and told["vela_turns_total", "refuse"] == 0
    assert told["vela_sentences_total", "typed"] == 2 and told["vela_stops_total", "panel"] == 1
    assert told["vela_steps_total", "succeeded"] == 1 and told["vela_step_attempts_total",] == 2
    assert timed(told, "reply_think") == (2, 0.42)
    assert told["vela_reply_to_first_command_seconds_count",] == 1 and told["vela_transcript_to_first_words_seconds_count",] == 2
    assert told["vela_problems_total", "camera"] == 1 and told["vela_part_up", "camera"] == 0 and told["vela_part_up", "arm"] == 1
    rehearsal.bus.publish(Recovered(part="camera"))
    assert scrape()["vela_recoveries_total", "camera"] == 1


def test_the_process_and_its_version(scrape, plain):
    told = scrape()
    assert told["process_resident_memory_bytes",] > 1e6 and told["vela_threads",] >= 2
    version = httpx.get(plain.url + "api/openapi.json").json()["info"]["version"]
    assert any(sample[0] == "vela_build_info" and version in sample for sample in told)


def test_two_velas_count_apart():
    one, other = Metrics(), Metrics()
    one.take(Stopped(source="voice"))
    assert samples(one.text({}))["vela_stops_total", "voice"] == 1 and samples(other.text({}))["vela_stops_total", "voice"] == 0
    assert not any(family.name.startswith("vela") for family in REGISTRY.collect())


def test_it_is_described(plain):
    told = httpx.get(plain.url + "api/openapi.json").json()["paths"]["/metrics"]["get"]
    assert list(told["responses"]["200"]["content"]) == ["text/plain"] and "Prometheus" in told["description"]


# ---- stages of a turn -------------------------------------------------------------------------------------------------


def test_the_stages_of_a_turn():
    told = after((0, HEARD), (0.05, Thinking()), (0.2, ACT), (0, SAID), (0.01, STARTED), (0.09, PROGRESS), (0.3, PROGRESS), (4, finished()), (0.5, SAID))
    assert timed(told, "reply_think") == (1, 0.2)
    assert timed(told, "transcript_to_reply") == timed(told, "transcript_to_first_words") == (1, 0.25)
    assert timed(told, "reply_to_first_command") == (1, 0.1)
    assert told["vela_step_seconds_sum", "succeeded"] == 4.0
    assert told["vela_transcript_to_reply_seconds_bucket", "0.2"] == 0 and told["vela_transcript_to_reply_seconds_bucket", "0.3"] == 1


def test_the_stages_of_a_real_dialogues_turns():
    """Two that act, the second in vain, and one that only answers."""
    rig, metrics = Rig(), Metrics()
    rig.bus.subscribe(metrics.take)
    try:
        for text in ("go left and back", "take it", "hello"):
            rig.dialogue.take_turn(Transcript(text), "typed")
    finally:
        rig.close()
    told = samples(metrics.text({}))
    for stage in ("reply_think", "transcript_to_reply", "transcript_to_first_words"):
        assert told[f"vela_{stage}_seconds_count",] == 3, stage
    assert told["vela_reply_to_first_command_seconds_count",] == told["vela_turns_total", "act"] == 2
    assert told["vela_steps_total", "succeeded"] == 2 and told["vela_steps_total", "empty"] == 1 and told["vela_steps_total", "other"] == 0
    assert told["vela_step_attempts_total",] == 5  # one each, and three in vain


def test_the_first_words_may_come_before_the_reply():
    told = after((0, HEARD), (0, Thinking()), (0.3, OKAY), (0.7, ANSWER), (0, SAID))
    assert timed(told, "transcript_to_first_words") == (1, 0.3) and timed(told, "transcript_to_reply") == (1, 1.0)


def test_what_is_heard_during_an_action_waits_for_its_end():
    told = after((0, HEARD), (0, Thinking()), (0.1, ACT), (0, SAID), (0.1, PROGRESS), (1, HEARD), (3, finished()), (0, SAID), (0, Thinking()), (0.1, ANSWER), (0, SAID))
    assert timed(told, "transcript_to_reply") == timed(told, "transcript_to_first_words") == (2, 0.1 + 3.1)


def test_a_sentence_that_nobody_thought_about_is_not_timed():
    told = after((0, HEARD), (0, SAID), (60, HEARD), (0, Thinking()), (0.1, ANSWER), (0, SAID))
    assert timed(told, "transcript_to_reply") == timed(told, "transcript_to_first_words") == (1, 0.1)
    asked_back = Replied(reply=Reply(ReplyKind.ASK, "Did you mean the red cup?"), seconds=0.0)
    told = after((0, HEARD), (0, asked_back), (0, SAID))
    assert told["vela_turns_total", "ask"] == 1 and timed(told, "reply_think") == timed(told, "transcript_to_reply") == (0, 0)


def test_a_stop_ends_what_is_timed():
    told = after((0, HEARD), (0, Thinking()), (0.1, ACT), (0, Stopped(source="voice")), (0, SAID), (9, finished("stopped")), (60, PROGRESS))
    assert timed(told, "reply_to_first_command") == timed(told, "transcript_to_first_words") == (0, 0)
    assert told["vela_steps_total", "stopped"] == told["vela_stops_total", "voice"] == 1


def test_a_plan_that_was_not_carried_out_is_not_timed_by_the_next_one():
    told = after((0, HEARD), (0, Thinking()), (0.1, ACT), (0, SAID), (60, HEARD), (0, Thinking()), (0.1, ANSWER), (0, SAID), (60, PROGRESS))
    assert timed(told, "reply_to_first_command") == (0, 0)


def test_stops_that_were_suspected_and_people_who_spoke_over_her():
    told = after((0, StopSuspected(source="microphone")), (0, StopDismissed(source="microphone")), (0, StopSuspected(source="browser")), (0, Interrupted(text="I will.", said="I")))
    assert told["vela_stops_suspected_total", "microphone"] == told["vela_stops_suspected_total", "browser"] == told["vela_stops_dismissed_total", "microphone"] == 1
    assert told["vela_interruptions_total",] == 1


# ---- what Prometheus asks of names and labels ---------------------------------------------------------------------------


def everything(metrics: Metrics, word: str) -> None:
    """One event of each kind, with `word` wherever one may be put."""
    for event in (
        Heard(transcript=Transcript(word, language=word), source=word), Thinking(), ACT, Said(text=word), StepStarted(index=0, count=1, instruction=word), StepProgress(instruction=word, done=0.1),
        StepFinished(index=0, instruction=word, succeeded=False, reason=word, seconds=1.0), Stopped(source=word), StopSuspected(source=word), StopDismissed(source=word), Problem(part=word, text=word), Recovered(part=word),
    ):
        metrics.take(event)


def test_whatever_people_say_there_are_no_more_series():
    metrics = Metrics()
    for word in (*SOURCES, *STOPPERS, *OUTCOMES, *PARTS, "pick up the red cup"):
        everything(metrics, word)
    before = samples(metrics.text({"arm": True}))
    for number in range(300):
        everything(metrics, f'word {number} "\n\\ 杯子')
    told = samples(metrics.text({"arm": True}))
    assert told.keys() == before.keys() and len(told) < 500
    assert told["vela_problems_total", "other"] >= 300 and told["vela_steps_total", "other"] >= 300 and told["vela_stops_total", "other"] >= 300


def test_the_words_are_those_of_the_events():
    metrics = Metrics()
    for word in OUTCOMES[1:]:
        metrics.take(finished(word))
    told = samples(metrics.text({}))
    assert all(told["vela_steps_total", word] == 1 for word in OUTCOMES[1:]) and told["vela_steps_total", "other"] == 0


def test_names_and_units_are_as_prometheus_has_them():
    families = list(text_string_to_metric_families(Metrics().text({"arm": True}).decode()))
    assert len({family.name for family in families}) == len(families)
    for family in families:
        assert re.fullmatch(r"(vela|process)_[a-z_]+", family.name) and family.documentation
        assert not re.search(r"_(ms|milliseconds|minutes|kb|mb|percent)(_|$)", family.name)
        if family.type == "histogram":
            assert family.name.endswith("_seconds")
        for sample in family.samples:
            assert sample.name.endswith("_total") == (family.type == "counter"), sample.name
            assert not sample.name.endswith("_created")


# ---- never in the way ---------------------------------------------------------------------------------------------------


def test_a_publisher_never_waits_for_a_scrape():
    metrics, over = Metrics(), threading.Event()
    scraped = 0

    def scrapes():
        nonlocal scraped
        while not over.is_set():
            metrics.text({"arm": True})
            scraped += 1

    thread = threading.Thread(target=scrapes)
    thread.start()
    try:
        began = time.monotonic()
        for _ in range(2000):
            metrics.take(PROGRESS)
            metrics.take(finished())
        seconds = time.monotonic() - began
    finally:
        over.set()
        thread.join(10.0)
    assert scraped and seconds < 15  # a tenth of a second on a quiet machine
    assert samples(metrics.text({}))["vela_steps_total", "succeeded"] == 2000


def test_counts_from_many_threads_are_all_there():
    metrics = Metrics()
    threads = [threading.Thread(target=lambda: [everything(metrics, "voice") for _ in range(200)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30.0)
    told = samples(metrics.text({}))
    assert told["vela_stops_total", "voice"] == told["vela_turns_total", "act"] == 800
