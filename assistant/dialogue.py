"""The dialogue: what was heard goes in, what is said and done comes out, one turn after the other.

A turn: transcript -> VLA.reply -> spoken, and for ACT the steps -> Executor -> what became of them, worded by the VLA.
"Stop" is cut short here: it is matched on the transcript before anything else and goes straight to Safety.
Knows its neighbours by their public methods; nothing of audio, cameras or servos, and nothing of what sentences mean.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from typing import Callable, Mapping, Sequence

from assistant.events import Bus, Heard, Overheard, Problem, Replied, Said, StopDismissed, StopSuspected, Thinking, Understood
from assistant.interface import VLA, Observation, Reply, ReplyKind, Transcript, Utterance
from assistant.letters import clean, folded, legible
from assistant.memory import Memory
from assistant.misheard import Misheard
from assistant.motion.executor import Executor, StepReport
from assistant.motion.safety import Safety, SafetyError, StoppedError
from assistant.stop_words import STOP_WORDS, is_stop
from assistant.translation import Interpreter, Worded
from assistant.turn import Turn
from assistant.waiting import Waiting

log = logging.getLogger(__name__)

PHRASES = ("ready", "stopped", "cleared", "still_stopped", "not_understood", "too_long", "busy", "broken", "homed", "not_homed")
"""The keys that the mapping of fixed phrases must have."""

TOO_LONG = 2000  # characters
STOPPED = "I stopped."
"""What is remembered of an act that a stop ended: what the brain itself would have said of it."""
SPOTTED = "Stop."
"""What is shown of a stop that was heard by its sound alone."""


@dataclass(frozen=True)
class _Heard:
    transcript: Transcript
    source: str
    epoch: int


@dataclass(frozen=True)
class _GoHome:
    epoch: int


class Dialogue:
    """The conversation and who is acting. Public methods return at once and may be called from any thread.

    voice: has `say(text)`, for other languages than English `say(text, language)`, and `cut()`, all returning at once (speaking.Speaker); None is silent.
    interpreter: for the languages besides English; without one all is taken for English.
    observe() -> Observation: what the robot sees and feels now. phrases: the fixed phrases, by the keys PHRASES.
    misheard: asks back about words that were misheard; None: nobody does.
    makes_nothing_of_it: parts of what the VLA says when it could make nothing of a sentence, which is then forgotten.
    """

    def __init__(
        self, vla: VLA, executor: Executor, safety: Safety, voice, bus: Bus, phrases: Mapping[str, str],
        observe: Callable[[], Observation], stop_words: Sequence[str] = STOP_WORDS, waiting: int = 4,
        misheard: Misheard | None = None,
        interpreter: Interpreter | None = None,
        makes_nothing_of_it: Sequence[str] = (),
    ) -> None:
        missing = [key for key in PHRASES if not phrases.get(key)]
        if missing:
            raise ValueError(f"The fixed phrases lack {', '.join(missing)}; add them to prompts/phrases.yaml.")
        self._vla, self._executor, self._safety, self._voice, self._bus = vla, executor, safety, voice, bus
        self._phrases, self._observe, self._misheard = phrases, observe, misheard
        self._stop_words = frozenset(map(folded, stop_words))
        self._interpreter, self._makes_nothing_of_it = interpreter, tuple(makes_nothing_of_it)
        self._memory = Memory(observe)
        self._waiting: Waiting[_Heard | _GoHome] = Waiting()
        self._most_waiting = waiting
        self._stopping = threading.Lock()
        self._doing = "starting"
        self._suspected: set[str] = set()  # the sources in which something sounded like a stop, as long as that is not known
        self._stopped_early: set[str] = set()  # the sources whose sentence, not heard to its end yet, has stopped the arm
        self._thread: threading.Thread | None = None
        self.last_turn: Turn | None = None
        self.last_asked: tuple[Observation, tuple[Utterance, ...]] | None = None  # what the VLA was last given to reply to a person

    # -- for whoever listens or presses buttons -----------------------------------------------------------------------

    def start(self) -> None:
        """Begin to take turns, in a thread of its own."""
        self._doing = "listening"
        self._thread = threading.Thread(target=self._run, name="dialogue", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """No more turns. What is under way or waits is ended by a stop first."""
        if self._thread is None:
            return
        if not self._waiting.idle.is_set():  # acting, or about to: what was planned before this dies
            self._safety.stop("signal")
            self._waiting.forget()
        self._waiting.end()
        self._thread.join(timeout=10.0)
        self._thread = None

    @property
    def state(self) -> str:
        """One of "starting", "listening", "thinking", "acting", "stopped"."""
        return "stopped" if self._safety.stopped else self._doing

    @property
    def conversation(self) -> tuple[Utterance, ...]:
        return self._memory.conversation

    def hear(self, transcript: Transcript, source: str) -> None:
        """A final sentence. Stop words act here and now, in the caller's thread; all else waits its turn."""
        early = source in self._stopped_early
        self._stopped_early.discard(source)
        stop = self._is_stop(transcript.text)
        if stop or early:
            if stop and not (early and self._safety.stopped):  # stopped early and cleared since: then it is another stop
                self.stop("text" if source == "typed" else "voice")
            self._bus.publish(Heard(transcript=transcript, source=source))
            return
        self._bus.publish(Heard(transcript=transcript, source=source))
        if len(self._waiting) >= self._most_waiting:
            self._speak(self._phrases["busy"])
            return
        self._waiting.put(_Heard(transcript, source, self._safety.epoch))

    def overhear(self, transcript: Transcript | None, source: str) -> None:
        """What has been understood of a sentence that is still being said; None when it came to nothing. Shown, and a stop in it stops at once, unless it is provisional; nothing else comes of it."""
        if transcript is None:
            self._stopped_early.discard(source)
        elif not transcript.provisional and self._is_stop(transcript.text) and self._stop_once():
            self._stopped_early.add(source)
        self._bus.publish(Overheard(text="" if transcript is None else transcript.text, source=source))

    def spotted(self, source: str) -> bool:
        """A stop that was heard by its sound, before there are words for it. Returns whether it was one: not where all is stopped already."""
        if not self._stop_once():
            return False
        self._bus.publish(Heard(transcript=Transcript(SPOTTED), source=source))
        return True

    def suspect_stop(self, source: str) -> None:
        """Something sounded as if it might have been a stop: the arm holds still until `spotted`, or `dismiss_stop` of the same source."""
        with self._stopping:
            if self._safety.stopped:
                return
            self._suspected.add(source)
            self._safety.pause()
        self._bus.publish(StopSuspected(source=source))

    def dismiss_stop(self, source: str) -> None:
        """It was none: what was being done goes on."""
        with self._stopping:
            if source not in self._suspected:
                return
            self._suspected.discard(source)
            if not self._suspected:
                self._safety.resume()
            stopped = self._safety.stopped
        if not stopped:
            self._bus.publish(StopDismissed(source=source))

    def say_text(self, text: str) -> None:
        """A typed sentence."""
        self.hear(Transcript(text), "typed")

    def stop(self, source: str) -> None:
        """Stop the arm at once; what waits is forgotten, the voice is cut."""
        self._safety.stop(source)
        self._waiting.forget()
        if self._voice is not None:
            self._voice.cut()
        self._speak(self._phrases["stopped"])

    def _stop_once(self) -> bool:
        """By voice, unless it is stopped already; words and sound of one stop may come in two threads at the same time."""
        with self._stopping:
            if self._safety.stopped:
                return False
            self.stop("voice")
            return True

    def clear_stop(self) -> str | None:
        """The deliberate end of a stop. Returns why it stays, one sentence, or None."""
        if not self._safety.stopped:
            return None
        try:
            self._safety.clear()
        except SafetyError as refusal:  # a servo is too hot, a joint does not answer, or the arm is not there
            self._speak(str(refusal))
            return str(refusal)
        if not self._safety.stopped:  # a stop that came meanwhile stays, and has been said
            self._speak(self._phrases["cleared"])
        return None

    def home(self) -> None:
        """Go to the rest pose, after what is being done."""
        self._waiting.put(_GoHome(self._safety.epoch))

    def in_english(self, transcript: Transcript, source: str) -> str:
        """What the brain would be given of a sentence, were it said to its end; nothing comes of asking."""
        return transcript.text if self._interpreter is None else self._interpreter.meant(transcript, source).english

    def worded(self, text: str, kind: ReplyKind = ReplyKind.ANSWER, options: Sequence[str] = ()) -> Worded:
        """The text as it would be said to whoever spoke last, in that language."""
        return Worded(text, "en") if self._interpreter is None else self._interpreter.worded(text, kind, options)

    def thought_ahead(self, observation: Observation, said: Sequence[Utterance]) -> None:
        """The brain was asked what it would reply to these, and has less left to do when it is asked the same for good. Nothing else comes of it."""
        self._memory.thought_ahead(observation, said)

    def wait_idle(self, timeout: float | None = None) -> bool:
        """Wait until nothing waits and nothing is under way."""
        return self._waiting.idle.wait(timeout)

    # -- the turns ----------------------------------------------------------------------------------------------------

    def take_turn(self, transcript: Transcript, source: str) -> Turn:
        """One whole turn in the caller's thread, instead of `start` and `hear` (evaluation plays in lockstep)."""
        epoch = self._safety.epoch
        self._bus.publish(Heard(transcript=transcript, source=source))
        return self._turn(transcript, source, epoch)

    def _turn(self, transcript: Transcript, source: str, epoch: int) -> Turn:
        """epoch: `safety.epoch` when the sentence was heard; what was said before a stop is not acted upon after it."""
        if self._is_stop(transcript.text):
            self.stop("text" if source == "typed" else "voice")
            return self._keep(Turn(transcript, source, Reply(ReplyKind.ANSWER, self._phrases["stopped"]),
                                   spoken=(self._phrases["stopped"],)))
        text = clean(transcript.text)
        if len(text) <= TOO_LONG:  # a longer one is not read at all
            text = self._interpreted(transcript, source, text)
        if len(text) > TOO_LONG or self._too_long(text):
            return self._fixed(transcript, source, ReplyKind.REFUSE, "too_long")
        if not legible(text):
            return self._not_understood(transcript, source, epoch)
        answer = self._misheard.answered(text, epoch) if self._misheard is not None else None
        if answer == ("no", ""):
            return self._drop(transcript, source, text)
        if answer is not None:
            text = answer[1]  # what was meant, instead of the yes
        self._memory.remember("user", text)

        self._doing = "thinking"
        self._bus.publish(Thinking())
        began = time.perf_counter()
        asked = self._memory.asked()
        reply = self._vla.reply(*asked)
        self.last_asked = asked
        if answer is None:
            reply = self._asks_back(transcript, source, asked, reply, epoch) or reply
        seconds = {"think": time.perf_counter() - began}
        self._bus.publish(Replied(reply=reply, seconds=seconds["think"]))
        if reply.kind is not ReplyKind.ACT or not reply.steps:
            if reply.kind is ReplyKind.ANSWER and (not reply.text or any(part in reply.text for part in self._makes_nothing_of_it)):
                self._memory.forget(text)
                said = self._speak(reply.text, reply) if reply.text else ""
            else:
                said = self._answer(reply.text, reply)
            return self._keep(Turn(transcript, source, reply, spoken=(said,), seconds=seconds, given=text))
        if self._safety.stopped:
            refusal = Reply(ReplyKind.REFUSE, self._phrases["still_stopped"])
            said = self._answer(refusal.text)
            return self._keep(Turn(transcript, source, refusal, spoken=(said,), seconds=seconds, given=text))
        return self._keep(self._act(transcript, source, reply, epoch, seconds, text))

    def _act(self, transcript: Transcript, source: str, reply: Reply, epoch: int, seconds: dict[str, float], given: str) -> Turn:
        said = self._answer(reply.text, reply)
        self._doing = "acting"
        began = time.perf_counter()
        outcome = self._executor.run(reply.steps, epoch)
        seconds["act"] = time.perf_counter() - began
        if outcome.stopped:  # "stopped" was said when it happened, except by the arm itself
            self._memory.remember("robot", STOPPED)
            self._say_fault()
            return Turn(transcript, source, reply, outcome, spoken=(said,), seconds=seconds, given=given)
        began = time.perf_counter()
        seen, recent = self._observe(), self._memory.recent()
        reports = [self._vla.reply(seen, (*recent, Utterance("event", what_happened(step)))).text for step in outcome.reports]
        seconds["report"] = time.perf_counter() - began
        told = [self._answer(report) for report in reports]
        return Turn(transcript, source, reply, outcome, " ".join(reports), (said, *told), seconds, given)

    def _interpreted(self, transcript: Transcript, source: str, text: str) -> str:
        """What the brain is given: the sentence, or what it says in English; nothing where that cannot be made out."""
        if self._interpreter is None:
            return text
        meant = self._interpreter.hear(replace(transcript, text=text), source)
        if meant.english and meant.english != text:
            self._bus.publish(Understood(text=meant.english, language=meant.language))
        return meant.english

    def _asks_back(self, transcript: Transcript, source: str, asked: tuple[Observation, tuple[Utterance, ...]], reply: Reply, epoch: int) -> Reply | None:
        """Whether a word was misheard, instead of the reply; None where that is not to be asked."""
        if self._misheard is None or source == "typed":
            return None
        other = self._interpreter is not None and self._interpreter.language != "en"
        return self._misheard.asks(clean(transcript.text), asked, reply, epoch, self._interpreter.corrections if other else None)

    def _not_understood(self, transcript: Transcript, source: str, epoch: int) -> Turn:
        """A sentence that is nothing to the brain; one of another language may have been misheard."""
        lost = Reply(ReplyKind.ANSWER, self._phrases["not_understood"], confidence=0.0)
        question = None
        if self._interpreter is not None and self._interpreter.language != "en":
            asked = self._observe(), (*self._memory.recent(), Utterance("user", ""))
            question = self._asks_back(transcript, source, asked, lost, epoch)
        if question is None:
            return self._fixed(transcript, source, ReplyKind.ANSWER, "not_understood")
        self._bus.publish(Replied(reply=question, seconds=0.0))
        return self._keep(Turn(transcript, source, question, spoken=(self._answer(question.text, question),)))

    def _too_long(self, text: str) -> bool:
        """Whether the brain would read only the beginning of it: what is acted on must have been read to its end."""
        reads = getattr(self._vla, "too_long", None)
        return reads is not None and reads(text)

    def _fixed(self, transcript: Transcript, source: str, kind: ReplyKind, key: str) -> Turn:
        phrase = self._phrases[key]
        said = self._speak(phrase)
        return self._keep(Turn(transcript, source, Reply(kind, phrase), spoken=(said,)))

    def _drop(self, transcript: Transcript, source: str, text: str) -> Turn:
        """No to a question about what was heard."""
        self._memory.remember("user", text)
        said = self._answer(self._misheard.dropped)
        return self._keep(Turn(transcript, source, Reply(ReplyKind.ANSWER, self._misheard.dropped), spoken=(said,)))

    def _keep(self, turn: Turn) -> Turn:
        self.last_turn = turn
        self._doing = "listening"
        return turn

    def _answer(self, text: str, reply: Reply | None = None) -> str:
        """reply: the one that this is the text of."""
        if not text:  # a report may be empty
            return text
        self._memory.remember("robot", text)
        return self._speak(text, reply)

    def _speak(self, text: str, reply: Reply | None = None) -> str:
        """Says it in the language that is spoken; returns what was said."""
        said = self.worded(text) if reply is None else self.worded(text, reply.kind, reply.options)
        self._bus.publish(Said(text=said.text, english="" if said.text == text else text))
        if self._voice is not None:
            if said.language == "en":
                self._voice.say(said.text)
            else:
                self._voice.say(said.text, said.language)
        return said.text

    def is_stop(self, text: str) -> bool:
        """Whether these words stop the arm, said now: more do while it acts."""
        return self._is_stop(text)

    def _is_stop(self, text: str) -> bool:
        return is_stop(text[:TOO_LONG], self._doing == "acting", self._stop_words)

    # -- the thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        for job in self._waiting.jobs():
            try:
                if isinstance(job, _GoHome):
                    self._go_home(job)
                else:
                    self._turn(job.transcript, job.source, job.epoch)
            except Exception as error:  # the camera, the wire or the model failed in this turn; the next may do better
                self._turn_failed(error)
            finally:
                self._doing = "listening"

    def _go_home(self, job: _GoHome) -> None:
        if job.epoch != self._safety.epoch or self._safety.stopped:
            self._speak(self._phrases["still_stopped"])
            return
        self._doing = "acting"
        try:
            there = self._safety.home()
            if not there:
                self._safety.hold()  # its goal may lie inside what is in the way
        except StoppedError:
            self._say_fault()
            return
        except SafetyError as refusal:
            self._speak(str(refusal))
            return
        self._speak(self._phrases["homed" if there else "not_homed"])

    def _say_fault(self) -> None:
        """What the arm has stopped itself for, if it was that."""
        if self._safety.fault:
            self._speak(self._safety.fault)

    def _turn_failed(self, error: Exception) -> None:
        log.exception("a turn failed")
        failed = f"This turn failed: {(str(error) or type(error).__name__).rstrip('.')}. The arm holds still."
        advice = "Say it again; if it fails again, run `python app.py doctor`."
        self._bus.publish(Problem(part="dialogue", text=failed, advice=advice))
        try:
            self._safety.hold()
        except Exception:  # the wire is what failed: servos keep their last goal, which is near where they are
            log.exception("the arm could not be told to hold")
        try:
            self._speak(self._phrases["broken"])
        except Exception as unsaid:  # the voice or the language may be what failed; the next turn is taken all the same
            log.exception("that a turn failed could not be said")
            self._bus.publish(Problem(part="dialogue", text=f"{failed} Nor could that be said: {(str(unsaid) or type(unsaid).__name__).rstrip('.')}.", advice=advice))


def what_happened(step: StepReport) -> str:
    """For the VLA to put into words: "done: pick up the red cup", or "failed: pick up the red cup: empty"."""
    if step.succeeded:
        return f"done: {step.instruction}"
    reason = {"refused": "unreachable"}.get(step.reason, step.reason)
    if reason == "empty" and step.attempts > 1:
        reason = "twice"  # it tried again and still has nothing: time to ask for help
    return f"failed: {step.instruction}: {reason}"
