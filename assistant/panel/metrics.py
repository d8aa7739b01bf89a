"""What happened, counted and timed for Prometheus: the events so far, folded into numbers of its text format.

Knows the events and the process it runs in; nothing of the web, and nothing that no event tells: what the servos feel, when a voice is heard to speak.
Every label is one word of a list that is written here, "other" beside it: whatever people say, there are never more series.
"""

from __future__ import annotations

import platform
import threading
import time
from typing import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from assistant import VERSION, events
from assistant.interface import ReplyKind

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
OTHER = "other"
KINDS = tuple(kind.value for kind in ReplyKind)
SOURCES = ("microphone", "browser", "file", "typed")
STOPPERS = ("voice", "panel", "api", "signal", "text", "safety")
OUTCOMES = ("succeeded", "stopped", "empty", "dropped", "missed", "unseen", "blocked", "unreachable", "refused", "broken")
PARTS = ("arm", "camera", "microphone", "dialogue", "panel", "speaking", "stop ear", "wake word", "recording", "explainer", "manners")
LATENCIES = (0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
"""Seconds; closest where people begin to wonder whether they were heard."""
STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 20, 30, 60)
"""Seconds; a step is over after motion.step_timeout, which is 30."""

disable_created_metrics()  # a second series for each, of when it began: process_start_time_seconds says as much


class Metrics:
    """Thread-safe. Events go in by `take` from any thread, the servo loop's among them, in microseconds; `text` gives all numbers at any time.

    clock: seconds, for tests. Events carry the time of day, which may be set while a turn is timed.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()  # of the four below; the numbers have locks of their own
        self._heard_at: float | None = None  # the newest sentence that no thinking has begun for
        self._turn_at: float | None = None  # when the sentence that is thought about, or was last, had been heard
        self._wordless_at: float | None = None  # the same, until something is said
        self._acts_at: float | None = None  # when a reply came that is to be carried out, until it is

        own = self.registry = CollectorRegistry()
        ProcessCollector(registry=own)
        Gauge("vela_threads", "Python threads that are alive.", registry=own).set_function(threading.active_count)
        Info("vela_build", "Which Vela this is.", registry=own).info({"version": VERSION, "python": platform.python_version()})
        self._up = Gauge("vela_part_up", "1 while this part of Vela is well, 0 while it is not, as /health tells.", ["part"], registry=own)

        self._think = Histogram("vela_reply_think_seconds", "How long the brain took for a reply.", buckets=LATENCIES, registry=own)
        self._reply = Histogram("vela_transcript_to_reply_seconds", "From a final transcript to the reply; what waited for an action to end is in it.", buckets=LATENCIES, registry=own)
        self._words = Histogram("vela_transcript_to_first_words_seconds", "From a final transcript until its first words, the reply's or \"Okay.\", were shown and given to the voice.", buckets=LATENCIES, registry=own)
        self._command = Histogram("vela_reply_to_first_command_seconds", "From a reply that is to be carried out to the first targets for the arm.", buckets=LATENCIES, registry=own)
        self._step = Histogram("vela_step_seconds", "How long steps took with all their attempts, on the robot's clock.", ["outcome"], buckets=STEPS, registry=own)

        self._sentences = self._counter("vela_sentences_total", "Final transcripts, by where they came from.", "source", SOURCES)
        self._turns = self._counter("vela_turns_total", "Turns that the brain replied to, by the kind of reply.", "kind", KINDS)
        self._attempts = Counter("vela_step_attempts_total", "Attempts at steps; more than steps where one was tried again.", registry=own)
        self._steps = self._counter("vela_steps_total", "Steps that are over, by what came of them.", "outcome", OUTCOMES)
        self._stops = self._counter("vela_stops_total", "Stops, by who set them.", "source", STOPPERS)
        self._suspected = self._counter("vela_stops_suspected_total", "Sounds that may have been a stop, for which the arm held still.", "source", SOURCES)
        self._dismissed = self._counter("vela_stops_dismissed_total", "Those of the suspected stops that were none.", "source", SOURCES)
        self._interruptions = Counter("vela_interruptions_total", "Times a person spoke over Vela and it fell silent.", registry=own)
        self._problems = self._counter("vela_problems_total", "Problems, by the part that told them.", "part", PARTS)
        self._recoveries = self._counter("vela_recoveries_total", "Parts that were well again.", "part", PARTS)

    def take(self, event: events.Event) -> None:
        """Fold one event in."""
        handler = getattr(self, f"_on_{type(event).__name__}", None)
        if handler is not None:
            with self._lock:
                handler(event)

    def text(self, parts: Mapping[str, bool]) -> bytes:
        """Everything, in Prometheus' text format. parts: whether each is well now. Takes milliseconds."""
        for part, well in parts.items():
            self._up.labels(part).set(well)
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str, label: str, words: tuple[str, ...]) -> _Words:
        return _Words(Counter(name, meaning, [label], registry=self.registry), words)

    # -- what happens -------------------------------------------------------------------------------------------------

    def _on_Heard(self, event: events.Heard) -> None:
        """No event says which sentence a reply is to: it is taken to be the newest one that was heard before the thinking began."""
        self._sentences.count(event.source)
        self._heard_at = self._clock()

    def _on_Thinking(self, event: events.Thinking) -> None:
        self._turn_at = self._wordless_at = self._heard_at
        self._heard_at = None

    def _on_Replied(self, event: events.Replied) -> None:
        self._turns.count(event.reply.kind.value)
        if event.seconds > 0.0:  # else nobody thought: a question about a word that was misheard
            self._think.observe(event.seconds)
            if self._turn_at is not None:
                self._reply.observe(self._clock() - self._turn_at)
        self._turn_at = None
        self._acts_at = self._clock() if event.reply.kind is ReplyKind.ACT else None

    def _on_Said(self, event: events.Said) -> None:
        if self._wordless_at is not None:
            self._words.observe(self._clock() - self._wordless_at)
            self._wordless_at = None

    _on_Remarked = _on_Said

    def _on_StepStarted(self, event: events.StepStarted) -> None:
        self._attempts.inc()

    def _on_StepProgress(self, event: events.StepProgress) -> None:
        if self._acts_at is not None:  # the first chunk, of which targets are sent at once
            self._command.observe(self._clock() - self._acts_at)
            self._acts_at = None

    def _on_StepFinished(self, event: events.StepFinished) -> None:
        outcome = self._steps.count("succeeded" if event.succeeded else event.reason)
        self._step.labels(outcome).observe(event.seconds)
        self._acts_at = None

    def _on_Stopped(self, event: events.Stopped) -> None:
        """What was under way is over; what is said now is said of the stop."""
        self._stops.count(event.source)
        self._heard_at = self._turn_at = self._wordless_at = self._acts_at = None

    def _on_StopSuspected(self, event: events.StopSuspected) -> None:
        self._suspected.count(event.source)

    def _on_StopDismissed(self, event: events.StopDismissed) -> None:
        self._dismissed.count(event.source)

    def _on_Interrupted(self, event: events.Interrupted) -> None:
        self._interruptions.inc()

    def _on_Problem(self, event: events.Problem) -> None:
        self._problems.count(event.part)

    def _on_Recovered(self, event: events.Recovered) -> None:
        self._recoveries.count(event.part)


class _Words:
    """A counter whose label is one of `words`, or "other". All are there from the beginning, at 0: a rate needs a number before the first one."""

    def __init__(self, counter: Counter, words: tuple[str, ...]) -> None:
        self._of = {word: counter.labels(word) for word in (*words, OTHER)}

    def count(self, word: str) -> str:
        """Returns the word that it was counted as."""
        word = word if word in self._of else OTHER
        self._of[word].inc()
        return word
