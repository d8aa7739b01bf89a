"""From results to the numbers that are printed and written: by tag, wrong objects, needless questions, what was called done and was not, speed.

Knows results only.
"""

from __future__ import annotations

from typing import Any, Sequence

from assistant.evaluation.runner import Result


def summary(results: Sequence[Result], wall: float) -> dict[str, Any]:
    """The JSON of the scenario page, with `wrong_object`, `needless_questions`, `false_done`, `false_steps`, `coverage` and `speed` beside it.

    wall: seconds that playing took, all workers together, by the clock on the wall.
    """
    turns = [turn for result in results for turn in result.turns]
    acts = [turn for turn in turns if turn.wrong is not None]
    clear = [turn for turn in turns if turn.needless is not None]
    finished = [turn for turn in turns if turn.false_done is not None]
    considered = [turn for turn in turns if turn.covered is not None]
    robot = sum(turn.seconds for turn in turns)
    return {
        "scenarios": len(results),
        "passed": sum(result.passed for result in results),
        "by_tag": _by_tag(results),
        "wrong_object": _rate(sum(bool(turn.wrong) for turn in acts), len(acts)),
        "needless_questions": _rate(sum(turn.needless for turn in clear), len(clear)),
        "false_done": _rate(sum(turn.false_done for turn in finished), len(finished)),
        "false_steps": _rate(sum(turn.claims[1] for turn in turns), sum(turn.claims[0] for turn in turns)),
        "coverage": _rate(sum(turn.covered for turn in considered), len(considered)),
        "speed": {"robot_seconds": round(robot, 1), "wall_seconds": round(wall, 1), "times_real_time": round(robot / wall, 2) if wall > 0 else 0.0},
        "results": [_result(result) for result in results],
    }


def _by_tag(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    tags: dict[str, dict[str, int]] = {}
    for result in results:
        for tag in dict.fromkeys(result.tags):
            count = tags.setdefault(tag, {"n": 0, "passed": 0})
            count["n"] += 1
            count["passed"] += result.passed
    return tags


def _rate(count: int, n: int) -> dict[str, Any]:
    return {"n": n, "count": count, "rate": round(count / n, 4) if n else None}


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.id, "tags": list(result.tags), "passed": result.passed, "failures": list(result.failures),
        "turns": [
            {"say": turn.say, "heard": turn.heard, "given": turn.given, "spoken": list(turn.spoken), "reply": turn.reply, "text": turn.text, "steps": list(turn.steps),
             "seconds": turn.seconds, "report": turn.report, "reason": turn.reason, "think_seconds": round(turn.think, 3),
             "wrong": None if turn.wrong is None else list(turn.wrong), "false_done": turn.false_done,
             "covered": turn.covered, "claims": list(turn.claims)}
            for turn in result.turns
        ],
    }


def lines(totals: dict[str, Any]) -> list[str]:
    """What is printed at the end."""
    out = [f"{totals['passed']} of {totals['scenarios']} scenarios passed ({_percent(totals['passed'], totals['scenarios'])})"]
    width = max((len(tag) for tag in totals["by_tag"]), default=0)
    out += [f"  {tag:<{width}}  {c['passed']:>4} of {c['n']:<4} {_percent(c['passed'], c['n'])}" for tag, c in sorted(totals["by_tag"].items())]
    for key, words in (("wrong_object", "acts that moved a wrong thing"), ("needless_questions", "clear commands it asked about"),
                       ("false_done", "acts it called done that were not as wished"), ("false_steps", "steps it called done that were not done"), ("coverage", "what was meant was among what it acted on or asked about")):
        if totals[key]["n"]:
            out.append(f"{words}: {totals[key]['count']} of {totals[key]['n']} ({_percent(totals[key]['count'], totals[key]['n'])})")
    speed = totals["speed"]
    if speed["robot_seconds"]:
        out.append(f"{speed['robot_seconds']:.0f} s of robot time in {speed['wall_seconds']:.0f} s: {speed['times_real_time']:.1f} times real time")
    return out


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
