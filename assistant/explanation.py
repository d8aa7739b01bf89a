"""An explanation as JSON and as a short table for a terminal. Knows the words of interface.py, and nothing of who explains or shows it."""

from __future__ import annotations

from typing import Any

from assistant.interface import Explanation

SHOWN = 5  # candidates in the table; JSON has all


def as_json(explanation: Explanation) -> dict[str, Any]:
    """All but the map, which is a picture. Metres, pixels, probabilities; chance, agreement and score are logarithms."""
    reply = explanation.reply
    return {
        "reply": reply.kind.value,
        "text": reply.text,
        "kinds": {kind.value: round(chance, 4) for kind, chance in explanation.kinds.items()},
        "seen": [
            {
                "label": one.point.label, "camera": one.point.camera, "pixel": [round(one.point.u, 1), round(one.point.v, 1)],
                "position": None if one.point.position is None else [round(value, 4) for value in one.point.position],
                "probability": round(one.point.confidence, 4), "target": round(one.target, 4), "goal": round(one.goal, 4), "influence": round(one.influence, 4),
            }
            for one in explanation.seen
        ],
        "options": list(reply.options),
        "candidates": [
            {
                "reply": one.reply.kind.value, "text": one.reply.text, "steps": list(one.reply.steps), "options": list(one.reply.options),
                "chance": round(one.chance, 3), "agreement": round(one.agreement, 3), "score": round(one.score, 3), "chosen": one.chosen,
            }
            for one in explanation.candidates
        ],
    }


def lines(why: dict[str, Any]) -> list[str]:
    """Of what `as_json` gave, the table."""
    kinds = sorted(why["kinds"].items(), key=lambda item: -item[1])
    table = ["why:  " + ", ".join(f"{kind} {_percent(chance)}" for kind, chance in kinds) + "  (by the first word)"]
    if why["seen"]:
        table.append(f"      {'seen':<22}{'x, y, z in cm':>20}{'act on it':>11}{'its goal':>10}{'reply hangs on it':>19}")
    for one in why["seen"]:
        place = "" if one["position"] is None else ", ".join(f"{100 * value:.1f}" for value in one["position"])
        seen = f"{one['label']} {_percent(one['probability'])}"
        table.append(f"      {seen:<22}{place:>20}{_percent(one['target']):>11}{_percent(one['goal']):>10}{_percent(one['influence']):>19}")
    if why["options"]:
        table.append(f"      options: {', '.join(why['options'])}")
    if why["candidates"]:
        table.append(f"      weighed {len(why['candidates'])} replies; score = log-probability of the words + agreement with what was meant:")
    for one in why["candidates"][:SHOWN]:
        said = one["text"] or "(nothing)"
        table.append(f"      {'>' if one['chosen'] else ' '} {one['score']:7.2f} = {one['chance']:6.2f} {one['agreement']:+7.2f}  {one['reply']}: {said if len(said) < 90 else said[:88] + '…'}")
    return table


def _percent(share: float) -> str:
    """Never 100 % or 0 %: nothing a model says is quite sure or impossible."""
    percent = 100 * share
    return "> 99 %" if percent >= 99.5 else "< 1 %" if percent < 0.5 else f"{percent:.0f} %"
