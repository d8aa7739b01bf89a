"""A dialogue that follows the contract of the real one, for the panel's tests: it acts on nothing and tells of everything."""

from __future__ import annotations

import threading
import time

import numpy as np

from assistant.events import Bus, Explained, Heard, Replied, Said, StepFinished, StepProgress, StepStarted, StopCleared, Stopped, Thinking
from assistant.interface import Candidate, Explanation, Point, Reply, ReplyKind, Seen, Transcript, Utterance
from assistant.panel import overlay

CUP = Point("front", 250.0, 250.0, "red cup", 0.93)


class Rehearsal:
    """Repeats the sentence back. "pick ..." starts a step that runs until `finish` or the stop; "which ..." asks back."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.state = "listening"
        self.conversation: list[Utterance] = []
        self.calls: list[str] = []
        self.heard: list[tuple[int, np.ndarray]] = []
        self.stopped_at: list[float] = []
        self.block = threading.Event()  # set: say_text and home hang until it is cleared
        self.picture: bytes | None = overlay.encode_jpeg(table())
        self.speech: tuple[int, bytes] | None = None
        self.last: Reply | None = None

    def say_text(self, text: str) -> None:
        while self.block.is_set():
            time.sleep(0.01)
        self.calls.append(f"say {text}")
        self.conversation.append(Utterance("user", text))
        self.bus.publish(Heard(transcript=Transcript(text), source="typed"))
        self.state = "thinking"
        self.bus.publish(Thinking())
        if text.startswith("pick"):
            reply = Reply(ReplyKind.ACT, "I will pick it up.", steps=("pick up the red cup", "put it in the blue bowl"), points=(CUP,))
        elif text.startswith("which"):
            reply = Reply(ReplyKind.ASK, "Which cube do you mean?", options=("the green one", "the blue one"))
        else:
            reply = Reply(ReplyKind.ANSWER, f"You said: {text}")
        self.last = reply
        self.bus.publish(Replied(reply=reply, seconds=0.21))
        self.tell(reply.text)
        self.state = "listening"
        if reply.steps:
            self.state = "acting"
            self.bus.publish(StepStarted(index=0, count=2, instruction=reply.steps[0]))
            self.bus.publish(StepProgress(instruction=reply.steps[0], done=0.42, points=(CUP,)))

    def explain(self) -> str | None:
        """Explains the last reply at once, whatever is going on."""
        self.calls.append("explain")
        if self.last is None:
            return "Vela has not replied to anything yet."
        kinds = {kind: 0.94 if kind is self.last.kind else 0.02 for kind in ReplyKind}
        other = Reply(ReplyKind.REFUSE, "I see <b>no</b> cup.")
        attention = np.zeros((480, 640), np.float32)
        attention[200:300, 200:300] = 0.8
        why = Explanation(self.last, kinds, (Seen(CUP, 0.97, 0.01, 0.8),), (Candidate(self.last, -0.4, -1.0, True), Candidate(other, -2.0, -6.0, False)), {"front": attention})
        self.bus.publish(Explained(explanation=why, picture=table()))
        return None

    def finish(self) -> None:
        self.bus.publish(StepFinished(index=0, instruction="pick up the red cup", succeeded=True, reason="the gripper holds something", seconds=4.2))
        self.bus.publish(StepStarted(index=1, count=2, instruction="put it in the blue bowl", attempt=2))
        self.bus.publish(StepProgress(instruction="put it in the blue bowl", done=0.7))

    def tell(self, text: str) -> None:
        self.conversation.append(Utterance("robot", text))
        self.bus.publish(Said(text=text))

    def stop(self, source: str) -> None:
        self.stopped_at.append(time.monotonic())
        self.calls.append(f"stop {source}")
        self.state = "stopped"
        self.bus.publish(Stopped(source=source))

    def clear_stop(self) -> None:
        self.calls.append("clear")
        self.state = "listening"
        self.bus.publish(StopCleared())

    def home(self) -> None:
        while self.block.is_set():
            time.sleep(0.01)
        self.calls.append("home")

    def camera_jpeg(self) -> bytes | None:
        return self.picture

    def feed_audio(self, samples: np.ndarray, rate: int) -> None:
        self.heard.append((rate, samples))


def table(width: int = 640, height: int = 480) -> np.ndarray:
    """A picture to look at: a table with a red cup on it and a blue bowl."""
    v, u = np.mgrid[0:height, 0:width]
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = np.array([196, 178, 150]) - (v[..., None] // 12)
    picture[v < height * 0.3] = (120, 132, 138)
    picture[(u - 250) ** 2 + (v - 250) ** 2 < 42**2] = (200, 40, 34)
    picture[(u - 430) ** 2 / 2 + (v - 300) ** 2 < 46**2] = (40, 80, 190)
    return picture
