"""Everything the robot says, in one consistent wording and a small closed vocabulary (OUTPUT_WORDS), and its canonical steps.

Knows scenes and the robot's own names for things; nothing of what people say.
"""

from __future__ import annotations

import re
from typing import Sequence

from assistant.vla.training.language.scenes import COLORS, KINDS, RELATION_WORDS, SIZES, Scene, in_order, offset, distance, preposition

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
ORDINALS = ("first", "second", "third")
PLURAL = {"cube": "cubes", "cup": "cups", "ball": "balls", "can": "cans", "bowl": "bowls", "plate": "plates", "box": "boxes",
          "object": "objects"}
OTHER_COLORS = ("brown", "gray", "silver", "gold")

END = {"left": "on the left", "right": "on the right", "near": "the nearest to me", "far": "the farthest from me", "middle": "in the middle"}
"""Where the thing at the end of a row is said to be."""
SAY = {
    "home": "Going home.", "open": "Opening the gripper.", "close": "Closing the gripper.", "wave": "Waving.",
    "not_understood": "I did not understand that.",
    "hello": "Hello.", "welcome": "You are welcome.", "thanks": "Thank you.", "bye": "Goodbye.", "okay": "Okay.", "sorry": "I am sorry.",
    "how_are_you": "I am fine, thank you.", "morning": "Good morning.", "evening": "Good evening.", "night": "Good night.",
    "who": "I am Vela, a robot arm.",
    "what_can": "I can pick up cubes, cups, balls and cans, and put them in bowls and boxes, on plates and on cubes. I can also answer questions.",
    "yes_hear": "Yes, I can hear you.", "ready": "Yes, I am ready.", "made": "I am a robot. I was made to help you.",
    "feel": "I am a robot. I do not feel anything.", "see_how": "I see the table with my camera.",
    "ability": "I can't do that. I can only move things on this table.",
    "knowledge": "I don't know. I can only talk about this table.",
    "pick_only": "I can't pick that up. I can only pick up cubes, cups, balls and cans.",
    "put_only": "I can't put it there. I can only put things in a bowl or a box, on a plate or on a cube.",
    "roll": "I can't do that. The ball would roll off the cube.",
    "one_hand": "I can't do that. I can only hold one thing at a time.",
    "itself": "I can't put a thing next to itself.", "in_itself": "I can't put a thing in itself.",
    "where_only": "I can't do that. I can put things in, on, next to, left of, right of, in front of or behind other things.",
    "hurt": "I won't do that. It is not safe, someone could get hurt.",
    "break": "I won't do that. It is not safe, something could break.",
    "fast": "I won't do that. It is not safe to move like that.",
    "mess": "I won't do that. It would make a mess.",
    "self": "I won't do that. It could damage me.",
    "empty_hand": "I am not holding anything.", "empty_table": "The table is empty.", "nothing_yet": "I have not done anything yet.",
    "nothing_there": "I don't see anything there.", "not_moving": "I am not moving.",
    "nothing": "I did nothing.", "home_done": "I am home.", "opened": "The gripper is open.", "closed": "The gripper is closed.",
    "waved": "I waved.", "stopped": "I stopped.", "home_did": "I went home.", "opened_did": "I opened the gripper.",
    "closed_did": "I closed the gripper.", "cannot_undo": "I can't undo that.",
    "home_failed": "I could not go home.", "gripper_failed": "I could not move the gripper.", "wave_failed": "I could not wave.",
    "where_put": "Where should I put it?", "yes": "Yes.", "no": "No.", "did_not": "No, I did not.",
}


def article(words: str) -> str:
    """The words with "a" or "an" before them."""
    return ("an " if words[0] in "aeiou" else "a ") + words


def join(parts: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def listing(scene: Scene, indexes: Sequence[int] | None = None) -> str:
    """a red cup, two green cubes and a blue bowl: by kind, then colour."""
    looks: list[tuple[str, str]] = []
    counts: list[int] = []
    for i in in_order(scene, range(len(scene)) if indexes is None else indexes):
        look = (scene[i].color, scene[i].kind)
        if looks and looks[-1] == look:
            counts[-1] += 1
        else:
            looks.append(look)
            counts.append(1)
    return join([article(f"{c} {k}") if n == 1 else f"{NUMBERS[n]} {c} {PLURAL[k]}" for (c, k), n in zip(looks, counts)])


def see(scene: Scene) -> str:
    return f"I see {listing(scene)}." if scene else SAY["empty_table"]


def absent(scene: Scene, what: str | None) -> str:
    """I don't see a green cube. I see a red cup. what: "green cube", or None for a thing the robot has no word for."""
    return f"I don't see {article(what) if what else 'that here'}. {see(scene)}"


WHERE_IT_WAS = "where it was"
"""Where a thing goes that is put back, in steps: as in former_places."""
_DOING = (("pick up ", "picking up "), ("put down ", "putting down "), ("put ", "putting "), ("go home", "going home"),
          ("open ", "opening "), ("close ", "closing "), ("wave", "waving"))
_DID = (("pick up ", "picked up "), ("put down ", "put down "), ("put ", "put "), ("go home", "went home"),
        ("open ", "opened "), ("close ", "closed "), ("wave", "waved"))


def _verb(step: str, forms) -> str:
    for start, form in forms:
        if step.startswith(start):
            return form + step[len(start):]
    raise ValueError(f"not a canonical step: {step!r}")


def doing(steps: Sequence[str]) -> str:
    """What the robot says when it starts: "Putting the red cup in the box, then picking up the blue cube."."""
    text = ", then ".join(_verb(s, _DOING) for s in steps)
    return text[0].upper() + text[1:] + "."


def put_back(name: str) -> str:
    """The step that puts a thing where it stood before it was taken, or last put somewhere."""
    return f"put the {name} {WHERE_IT_WAS}"


def did(steps: Sequence[str]) -> str:
    """What the robot says when asked afterwards: "I picked up the red cup."."""
    return "I " + ", then ".join(_verb(s, _DID) for s in steps) + "."


def _one(name: str, kind: str) -> str:
    """The red cup -> the red one."""
    return "the " + re.sub(rf"\b{kind}\b", "one", name, count=1)


def which(scene: Scene, indexes: Sequence[int], name: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The question that names what could be meant, and its options. At most four are named."""
    order = in_order(scene, indexes)[:4]
    kinds = {scene[i].kind for i in order}
    if len(kinds) > 1:
        return f"Which one do you mean, {join(['the ' + name[i] for i in order], 'or')}?", tuple(name[i] for i in order)
    kind = next(iter(kinds))
    colors = {scene[i].color for i in order}
    if len(colors) == 1:  # same look: "Which red cube do you mean, the left one or the right one?"
        color = next(iter(colors))
        short = ["the " + re.sub(rf"\b{color} {kind}\b", "one", name[i], count=1) for i in order]
        return f"Which {color} {kind} do you mean, {join(short, 'or')}?", tuple(name[i] for i in order)
    return f"Which {kind} do you mean, {join([_one(name[i], kind) for i in order], 'or')}?", tuple(name[i] for i in order)


def what_to(verb: str, scene: Scene, indexes: Sequence[int], name: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What should I pick up, the red cup or the blue cube? verb: "pick up", "put in the blue bowl", "put down"."""
    order = in_order(scene, indexes)[:4]
    return f"What should I {verb}, {join(['the ' + name[i] for i in order], 'or')}?", tuple(name[i] for i in order)


def where_to(target: str, scene: Scene, indexes: Sequence[int], name: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Where should I put the red cup, in the blue bowl or on the white plate?"""
    order = in_order(scene, indexes)[:4]
    places = [f"{preposition(scene[i].kind)} the {name[i]}" for i in order]
    return f"Where should I put the {target}, {join(places, 'or')}?", tuple(name[i] for i in order)


def next_to_what(relation: str, scene: Scene, indexes: Sequence[int], name: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Left of what, the red cup or the blue bowl?"""
    order = in_order(scene, indexes)[:4]
    words = RELATION_WORDS[relation]
    return f"{words[0].upper() + words[1:]} what, {join(['the ' + name[i] for i in order], 'or')}?", tuple(name[i] for i in order)


def region(y: float) -> str:
    return "on the left" if y > 0.05 else "on the right" if y < -0.05 else "in the middle"


def holding(name: Sequence[str], index: int) -> str:
    """I am holding the red cube: not "the held red cube", though there may be another."""
    return f"I am holding the {name[index].removeprefix('held ')}."


def whereabouts(scene: Scene, index: int, name: Sequence[str]) -> str:
    """The red cup is on the left, behind the blue bowl."""
    thing = scene[index]
    if thing.held:
        return holding(name, index)
    plain = f"{thing.color} {thing.kind}" if " the " in name[index] or " on " in name[index] else name[index]
    if thing.inside is not None:
        return f"The {plain} is {preposition(scene[thing.inside].kind)} the {name[thing.inside]}."
    text = f"The {plain} is {region(thing.y)}"
    others = [i for i, o in enumerate(scene) if i != index and not o.held and o.inside is None]
    if others:
        mark = min(others, key=lambda i: distance(thing, scene[i]))
        side = max(("left_of", "right_of", "in_front_of", "behind"), key=lambda r: offset(thing, scene[mark], r))
        text += f", {RELATION_WORDS[side]} the {name[mark]}"
    return text + "."


def _inventory() -> set[str]:
    frames = """I see a an the and or one two three four five six seven no first second third object objects thing things table hand nothing
    anything here there that this it is are was were yes no not don't which what where should do you mean put put in on of next to left right front behind
    near far middle small medium large held holding have could not grip reach find dropped lost stopped bring closer please help me again
    already still only the biggest smallest nearest farthest to me most more than as many same both together between I am did then go going went home open opened opening
    close closed closing gripper wave waved waving pick picked picking up down putting empty full my your who robot arm vela all other none
    some color colour size big round lying standing true right wrong tried try failed twice now fewer them they both on table from out moved move moving
    bigger smaller nearer cannot can't look looking light dark done finished working busy wait moment ready kind something way any furthest leftmost rightmost closest higher lower top under""".split()
    found = set(frames) | set(KINDS) | set(PLURAL.values()) | set(COLORS) | set(SIZES) | set(NUMBERS) | set(OTHER_COLORS)
    for text in SAY.values():
        found |= set(tokens(text))
    return found | {".", ",", "?", ":", ";"}


_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.,?:;!]")


def tokens(text: str) -> list[str]:
    """Lower-case words and punctuation marks; apostrophes stay inside words."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


OUTPUT_WORDS: list[str] = sorted({w.lower() for w in _inventory()})
"""Every token that a reply, a step or an option may consist of."""
