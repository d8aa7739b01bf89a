"""One sentence, or one recording, from beginning to end: what `say` and `hear` do, and the result they print.

With the simulated arm the world's time passes only while the robot moves, so that the same scene and seed give the same result
and nobody waits for real seconds. Knows the assembled parts; nothing of the command line.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any, Callable, Sequence

from assistant.assembly import SIMULATOR, Parts, Unusable, assembled, unfinished
from assistant.completeness import by_words
from assistant.config import Config
from assistant.dialogue import TOO_LONG
from assistant.events import Event, Heard, Said, StepFinished, StepStarted
from assistant.explanation import as_json
from assistant.explanation import lines as explained
from assistant.interface import Explanation, Observation, Transcript
from assistant.letters import mostly_in
from assistant.motion.safety import SafetyError
from assistant.output import OutputError, check_output, write_output
from assistant.turn import Turn
from drivers.arm import ArmError
from drivers.feetech import BusError
from drivers.realsense import CameraError

log = logging.getLogger(__name__)

LIFTED = 0.05  # metres above where it stood
Tell = Callable[[str], Any]


class TurnFailed(Exception):
    """The robot could not carry the turn through. The message is one sentence."""


def check_text(text: str) -> None:
    """ValueError, one sentence, for a text that no brain needs to see."""
    if not text.strip():
        raise ValueError("The text is empty; nothing was done. Say what to do, as in: python app.py say \"pick up the red cup\".")
    if len(text) > TOO_LONG:
        raise ValueError(f"The text has {len(text)} characters and Vela takes {TOO_LONG} at most; nothing was done.")
    if not mostly_in(text, "LATIN", "CJK UNIFIED"):
        raise ValueError("Vela understands English, Spanish, German, French and Chinese, and this text is in the letters of none of them; nothing was done.")


def check_recording(path: str) -> None:
    """ValueError, one sentence, for a file that cannot be heard."""
    from assistant.hearing import SoundFileError, read_sound

    try:
        read_sound(path)
    except SoundFileError as error:
        raise ValueError(f"{str(error).rstrip('.')}. Nothing was done.") from error


_PICTURE = "The explanation's picture"


def check_picture(path: str) -> None:
    """ValueError, one sentence, for a path where no picture can be written."""
    if not path.lower().endswith(".png"):
        raise ValueError(f"The explanation's picture is a PNG, and {path} does not end in .png; nothing was done.")
    check_output(path, _PICTURE)


def say(
    config: Config, text: str, things: Sequence | None, seed: int | None, tell: Tell | None, explain: bool = False, picture: str | None = None,
) -> dict[str, Any]:
    """One typed sentence. tell: is given a line whenever something happens. explain: also why, and with the map over the `picture` (a PNG).

    Raises Unusable, TurnFailed.
    """
    return _play(config, [Transcript(text.strip())], "typed", things, seed, tell, {}, explain, picture)


def hear(config: Config, path: str | Path, things: Sequence | None, seed: int | None, tell: Tell | None) -> dict[str, Any]:
    """Every sentence of a recording, one turn after the other. Raises Unusable, TurnFailed, and ValueError when nothing was said in it."""
    from assistant.hearing import Listener
    from assistant.live import end_of_turn, transcriber, turns

    began = time.perf_counter()
    listener = Listener(transcriber(config), new_turns=lambda: turns(config), end_of_turn=end_of_turn(config, by_words(unfinished()), log.info))
    loaded = time.perf_counter()
    heard = listener.hear_file(path)
    seconds = {"ears": round(loaded - began, 3), "hear": round(time.perf_counter() - loaded, 3)}
    if not heard:
        raise ValueError(f"No speech was heard in {path}; nothing was done.")
    return _play(config, heard, "file", things, seed, tell, seconds)


def _play(
    config: Config, heard: Sequence[Transcript], source: str, things, seed, tell: Tell | None, seconds: dict[str, float], explain: bool = False, picture: str | None = None,
) -> dict[str, Any]:
    simulated = config.arm.port == SIMULATOR
    with assembled(config, things, seed, lockstep=simulated) as parts:
        if explain and not hasattr(parts.vla, "explain"):
            raise Unusable("This brain cannot say why it replies as it does; leave --explain out.")
        if tell is not None:
            parts.bus.subscribe(lambda event: _tell(tell, event))
        truth = parts.robot.simulator.truth if simulated else lambda: None
        before, turns = truth(), []
        for transcript in heard:
            turns.append(_turn(parts, transcript, source))
        parts.robot.clock.sleep_until(parts.robot.clock.now() + 0.4)  # what was let go comes to rest
        last = turns[-1]
        return {
            **last,
            **(_explain(parts, picture) if explain else {}),
            "done": all(turn["done"] for turn in turns),
            "turns": turns,
            "world": None if before is None else _world(before, truth(), float(parts.robot.arm.read().positions[5])),
            "seconds": {**seconds, **parts.seconds, **last["seconds"]},
        }


def _turn(parts: Parts, transcript: Transcript, source: str) -> dict[str, Any]:
    under_way = (BusError, ArmError, CameraError, SafetyError, ValueError, RuntimeError)  # the wire, the camera, the model
    if parts.robot.simulator is not None:
        from drivers.simulator.client import SimulatorError

        under_way += (SimulatorError,)
    try:
        turn: Turn = parts.dialogue.take_turn(transcript, source)
    except under_way as error:
        raise TurnFailed(f"This turn failed: {str(error).rstrip('.')}. The arm holds still.") from error
    reports = () if turn.outcome is None else turn.outcome.reports
    return {
        "heard": turn.heard.text,
        "confidence": round(turn.heard.confidence, 3),
        "given": turn.given or turn.heard.text,
        "spoken": list(turn.spoken),
        "reply": turn.reply.kind.value,
        "text": turn.reply.text,
        "options": list(turn.reply.options),
        "steps": list(turn.steps),
        "outcome": [
            {"step": report.instruction, "succeeded": report.succeeded, "reason": report.reason, "attempts": report.attempts, "seconds": round(report.seconds, 2)}
            for report in reports
        ],
        "report": turn.report,
        "done": turn.outcome is None or turn.outcome.succeeded,
        "seconds": {**{stage: round(value, 3) for stage, value in turn.seconds.items()}, "robot": round(turn.moved, 2)},
    }


def _explain(parts: Parts, path: str | None) -> dict[str, Any]:
    """Why the last reply was what it was: {"explanation": None} when the brain was not asked (a stop, nothing legible)."""
    if parts.dialogue.last_asked is None:
        return {"explanation": None}
    observation, said = parts.dialogue.last_asked
    explanation = parts.vla.explain(observation, said)
    why = {**as_json(explanation), "picture": path}
    if path is not None:
        try:
            write_output(path, _PICTURE, lambda file: _draw(explanation, observation, file))
        except OutputError as error:  # what came of the turn is told all the same
            why |= {"picture": None, "problem": str(error)}
    return {"explanation": why}


def _draw(explanation: Explanation, observation: Observation, file: Path) -> None:
    from PIL import Image

    from assistant.panel.overlay import draw, draw_attention

    camera, attention = next(iter(explanation.attention.items()))
    points = [point for point in explanation.reply.points if point.camera == camera]
    Image.fromarray(draw(draw_attention(observation.images[camera], attention), points)).save(file)


def _world(before: dict[str, Any], after: dict[str, Any], opening: float) -> dict[str, Any]:
    """What became of the things: metres, base frame."""
    things = {}
    for name, thing in after["things"].items():
        was, now = before["things"][name]["position"], thing["position"]
        things[name] = {
            "kind": thing["kind"],
            "color": thing["color"],
            "position": [round(value, 4) for value in now],
            "quaternion": [round(value, 4) for value in thing["quaternion"]],
            "moved": round(sum((a - b) ** 2 for a, b in zip(now, was)) ** 0.5, 4),
            "lifted": now[2] - was[2] > LIFTED,
        }
    return {"things": things, "gripper": round(opening, 3), "time": round(after["time"], 2)}


def _tell(tell: Tell, event: Event) -> None:
    if isinstance(event, Heard):
        tell(f"you:  {event.transcript.text}")
    elif isinstance(event, Said):
        tell(f"Vela: {event.text}")
    elif isinstance(event, StepStarted):
        again = f" (attempt {event.attempt})" if event.attempt > 1 else ""
        tell(f"      {event.index + 1}/{event.count} {event.instruction}{again} ...")
    elif isinstance(event, StepFinished):
        tell(f"      {event.index + 1}/{event.count} {'done' if event.succeeded else event.reason}, {event.seconds:.1f} s of robot time")


def render(result: dict[str, Any]) -> str:
    """What a terminal shows at the end."""
    lines = []
    if "explanation" in result:
        lines += explained(result["explanation"]) if result["explanation"] else ["why:  the model was not asked."]
        if problem := (result["explanation"] or {}).get("problem"):
            lines.append(f"      {problem}")
    if result["world"] is not None:
        for name, thing in result["world"]["things"].items():
            x, y, z = (100 * value for value in thing["position"])
            fate = "lifted" if thing["lifted"] else f"moved {100 * thing['moved']:.1f} cm" if thing["moved"] > 0.01 else "where it was"
            lines.append(f"      {name}: {fate} (x {x:.1f}, y {y:.1f}, z {z:.1f} cm)")
    lines.append("      " + ", ".join(f"{stage} {value:.2f} s" for stage, value in result["seconds"].items()))
    return "\n".join(lines)
