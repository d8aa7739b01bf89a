"""What the panel shows now: the events so far, folded into one dictionary that can be sent as JSON.

Knows the events and nothing of the web, of the Dialogue or of the camera; what only those know is handed to `as_json`.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Iterable

from assistant import events
from assistant.explanation import as_json
from assistant.interface import Point, Reply, ReplyKind, Utterance

LINES = 80
POINTS_LAST = 6.0  # seconds a point stays in the picture after the VLA last meant it
SAME_SENTENCE = 3.0  # seconds within which a repeated sentence is the same one (Ready is also Said)

WORDS = {
    "starting": "Vela is getting ready.",
    "listening": "Listening. Say or type what Vela should do.",
    "waiting for the wake word": "Say “{call}” first, or type. A stop needs no wake word.",
    "push to talk": "Hold Talk, or the T key, while you speak; or type. A stop needs no Talk.",
    "muted": "Muted: the microphone is closed, and no spoken stop is heard. Type, or unmute.",
    "thinking": "Thinking about what you said.",
    "asking": "Vela has a question for you.",
    "acting": "The arm is moving.",
    "stopped": "Stopped. The arm holds still until you release the stop.",
    "lost the arm": "Lost the arm. Nothing moves until it answers again.",
    "lost the camera": "Lost the camera. Vela does not act without seeing.",
}

HEALTH = ("arm", "camera", "microphone", "brain", "panel", "threads")
"""The parts that can be well or not. Whatever else tells a problem works in a thread of its own, and so does what has died: those are "threads"."""
HEALTH_OF = {"dialogue": "brain"} | {part: part for part in ("arm", "camera", "microphone", "panel")}
"""The part of a problem -> the one whose health it is."""


@dataclass
class Line:
    """One line of the conversation as shown; `note` is small print (how it was heard, how long the reply took)."""

    number: int
    speaker: str
    text: str
    at: float
    kind: str = ""  # of a reply: answer, ask, act or refuse
    source: str = ""  # of something heard: microphone, browser, file or typed
    confidence: float | None = None
    seconds: float | None = None  # of a reply: how long the VLA took
    options: tuple[str, ...] = ()
    said: str | None = None  # how much of it had been said when a person spoke over it; None: all of it, as far as is known
    english: str = ""  # of what was said in another language: what the VLA was given, or said


@dataclass
class Step:
    """One step of the plan. status: waiting, running, done, failed, stopped or dropped."""

    instruction: str
    status: str = "waiting"
    attempt: int = 0
    done: float = 0.0  # the VLA's own probability of being done
    reason: str = ""
    seconds: float | None = None


@dataclass
class Trouble:
    part: str
    text: str
    advice: str
    at: float


@dataclass
class _Told:
    """The reply that has come but has not been spoken yet."""

    kind: str = ""
    seconds: float | None = None
    options: tuple[str, ...] = ()
    text: str = field(default="", repr=False)


class Snapshot:
    """Thread-safe. Events go in by `take` from any thread; `as_json` gives the whole picture at any time."""

    def __init__(self, conversation: Iterable[Utterance] = ()) -> None:
        self._lock = threading.Lock()
        self._lines: deque[dict] = deque(maxlen=LINES)
        self._count = 0
        self._steps: list[Step] = []
        self._troubles: dict[str, Trouble] = {}
        self._points: tuple[Point, ...] = ()
        self._points_at = float("-inf")
        self._told = _Told()
        self._asking = False
        self._overheard = ""  # of a sentence that is still being said
        self._stopped_by: str | None = None
        self._suspects: set[str] = set()  # the sources in which something sounded like a stop
        self._replies = 0
        self._last_reply: Reply | None = None
        self._why: dict | None = None
        self._explained: events.Explained | None = None
        for utterance in conversation:
            self._add(utterance.speaker, utterance.text, time.time())

    def take(self, event: events.Event) -> None:
        """Fold one event in."""
        with self._lock:
            handler = getattr(self, f"_on_{type(event).__name__}", None)
            if handler is not None:
                handler(event)

    def points(self) -> tuple[Point, ...]:
        """What the VLA means in the picture now; empty once it is old."""
        with self._lock:
            return self._points if time.monotonic() - self._points_at < POINTS_LAST else ()

    def explained(self) -> events.Explained | None:
        """The newest explanation, for its picture."""
        with self._lock:
            return self._explained

    def as_json(self, dialogue_state: str, camera: bool, speech_id: int | None, hearing: dict | None = None) -> dict:
        """Everything the page shows.

        dialogue_state: the Dialogue's own word. camera: whether there is a picture. speech_id: of the newest sentence to be played.
        hearing: its own state, as it is shown; None where there is nothing to choose. Its "level" is told apart: it changes ten times a second, the rest seldom.
        """
        level = hearing["level"] if hearing else None
        hearing = {key: value for key, value in hearing.items() if key != "level"} if hearing else None
        with self._lock:
            state = self._state(dialogue_state, camera, hearing["state"] if hearing else "listening")
            return {
                "state": state,
                "words": self._words(state, hearing),
                "hearing": hearing,
                "level": level,
                "dialogue_state": dialogue_state,
                "stopped_by": self._stopped_by if dialogue_state == "stopped" else None,
                "camera": camera,
                "speech_id": speech_id,
                "conversation": list(self._lines),
                "overheard": self._overheard,
                "steps": [asdict(step) for step in self._steps],
                "points": [asdict(p) for p in self._points] if time.monotonic() - self._points_at < POINTS_LAST else [],
                "why": {"replies": self._replies, "explained": self._why},
                "problems": [asdict(trouble) for trouble in self._troubles.values()],
            }

    def health(self, dialogue_state: str, camera: bool) -> dict[str, dict]:
        """{part: {"well", "words"}} for each of HEALTH; words: what is wrong, empty where nothing is. Arguments as of `as_json`."""
        wrong: dict[str, list[str]] = {part: [] for part in HEALTH}
        with self._lock:
            for trouble in self._troubles.values():
                wrong[HEALTH_OF.get(trouble.part, "threads")].append(trouble.text)
        if dialogue_state == "starting":
            wrong["brain"].append(WORDS["starting"])
        if not camera and not wrong["camera"]:
            wrong["camera"].append(WORDS["lost the camera"])
        return {part: {"well": not words, "words": " ".join(words)} for part, words in wrong.items()}

    def _state(self, dialogue_state: str, camera: bool, hearing: str) -> str:
        """The one word people see: what forbids moving comes first."""
        if dialogue_state == "stopped":
            return "stopped"
        if "arm" in self._troubles:
            return "lost the arm"
        if dialogue_state not in ("starting", "acting") and (not camera or "camera" in self._troubles):
            return "lost the camera"
        if dialogue_state != "listening":
            return dialogue_state
        return "asking" if self._asking and hearing in ("listening", "push to talk") else hearing

    def _words(self, state: str, hearing: dict | None) -> str:
        if state == "stopped" and "arm" in self._troubles:
            return "The stop is set, but the arm did not take it. Switch off its power if it moves."
        if state == "acting" and self._suspects:
            return "The arm holds still for a moment: that may have been a stop."
        running = next((step for step in self._steps if step.status == "running"), None)
        if state == "acting" and running is not None:
            again = f", attempt {running.attempt}" if running.attempt > 1 else ""
            return f"The arm is moving: {running.instruction}{again}."
        return WORDS.get(state, state).format(call=hearing["wake_words"][hearing["wake_word"]] if hearing else "")

    def _add(self, speaker: str, text: str, at: float, **more) -> None:
        self._count += 1
        self._lines.append(asdict(Line(self._count, speaker, text, at, **more)))

    def _on_Ready(self, event: events.Ready) -> None:
        self._say(event.text, event.at)

    def _on_Overheard(self, event: events.Overheard) -> None:
        self._overheard = event.text

    def _on_Heard(self, event: events.Heard) -> None:
        heard = event.transcript
        self._overheard = ""
        self._asking = False
        self._add("user", heard.text, event.at, source=event.source, confidence=heard.confidence)

    def _on_Understood(self, event: events.Understood) -> None:
        for line in reversed(self._lines):
            if line["speaker"] == "user":
                self._lines[self._lines.index(line)] = {**line, "english": event.text}  # another object: what was handed out stays as it was
                return

    def _on_Replied(self, event: events.Replied) -> None:
        reply = event.reply
        self._replies, self._last_reply = self._replies + 1, reply
        self._told = _Told(reply.kind.value, event.seconds, reply.options, reply.text)
        self._asking = reply.kind is ReplyKind.ASK
        self._mean(reply.points)
        if reply.kind is ReplyKind.ACT:
            self._steps = [Step(instruction) for instruction in reply.steps]
            if self._stopped_by is not None:
                self._drop_waiting()

    def _on_Explained(self, event: events.Explained) -> None:
        of = self._replies if event.explanation.reply == self._last_reply else 0  # 0: an older one
        has_picture = event.picture is not None and bool(event.explanation.attention)
        self._explained = event
        self._troubles.pop("explainer", None)  # it can again
        self._why = {"of": of, "at": event.at, "picture": has_picture, **as_json(event.explanation)}

    def _on_Said(self, event: events.Said) -> None:
        self._say(event.text, event.at, event.english)

    def _say(self, text: str, at: float, english: str = "") -> None:
        last = self._lines[-1] if self._lines else None
        if last is not None and last["speaker"] == "robot" and last["text"] == text and at - last["at"] < SAME_SENTENCE:
            return
        told = self._told if self._told.text == (english or text) else _Told()
        self._add("robot", text, at, kind=told.kind, seconds=told.seconds, options=told.options, english=english)

    def _on_Interrupted(self, event: events.Interrupted) -> None:
        for line in reversed(self._lines):
            if line["speaker"] == "robot" and line["text"] == event.text:
                if line["said"] is None:
                    self._lines[self._lines.index(line)] = {**line, "said": event.said}  # another object: what was handed out stays as it was
                return

    def _on_StepStarted(self, event: events.StepStarted) -> None:
        if len(self._steps) != event.count or not 0 <= event.index < event.count:
            self._steps = [Step("…") for _ in range(max(event.count, event.index + 1))]
        step = self._steps[event.index]
        step.instruction, step.status, step.attempt, step.done, step.reason = event.instruction, "running", event.attempt, 0.0, ""
        for later in self._steps[event.index + 1 :]:
            later.status = "waiting"  # a second attempt puts what follows back on the plan

    def _on_StepProgress(self, event: events.StepProgress) -> None:
        for step in self._steps:
            if step.status == "running":
                step.done = float(event.done)
        self._troubles.pop("arm", None)  # it moves, so it is there
        self._mean(event.points)

    def _on_StepFinished(self, event: events.StepFinished) -> None:
        if not 0 <= event.index < len(self._steps):
            return
        step = self._steps[event.index]
        stopped = event.reason == "stopped" or step.status == "stopped"
        step.status = "done" if event.succeeded else "stopped" if stopped else "failed"
        step.reason, step.seconds = "" if stopped else event.reason, event.seconds
        self._points = ()
        if not event.succeeded:
            self._drop_waiting()

    def _on_Stopped(self, event: events.Stopped) -> None:
        self._stopped_by = event.source
        self._suspects.clear()
        self._asking = False
        self._points = ()
        for step in self._steps:
            if step.status == "running":
                step.status = "stopped"
        self._drop_waiting()

    def _on_StopCleared(self, event: events.StopCleared) -> None:
        self._stopped_by = None
        self._troubles.pop("arm", None)  # whoever releases the stop has looked; if it is still lost, it says so again

    def _on_StopSuspected(self, event: events.StopSuspected) -> None:
        self._suspects.add(event.source)

    def _on_StopDismissed(self, event: events.StopDismissed) -> None:
        self._suspects.discard(event.source)

    def _on_Thinking(self, event: events.Thinking) -> None:
        self._troubles.pop("dialogue", None)  # that was about the turn before

    def _on_Problem(self, event: events.Problem) -> None:
        self._troubles[event.part] = Trouble(event.part, event.text, event.advice, event.at)

    def _on_Recovered(self, event: events.Recovered) -> None:
        self._troubles.pop(event.part, None)

    def _drop_waiting(self) -> None:
        for step in self._steps:
            if step.status == "waiting":
                step.status = "dropped"

    def _mean(self, points: tuple[Point, ...]) -> None:
        if points:
            self._points, self._points_at = tuple(points), time.monotonic()
