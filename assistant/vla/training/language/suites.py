"""Drawn suites: scenarios in the format of `evaluate`, said in every wording there is; which of them training held back is for `draw_lesson` to say.

What is expected follows from the scene. Things are placed by the scenario's seed, unless the words hang on where they stand.
"""

from __future__ import annotations

import random
import re
from typing import Callable

from assistant.vla.spot import fit_inside
from assistant.vla.training.language import commands, comparisons, limits, many, memory, questions, refusals, sequences
from assistant.vla.training.language.commands import Order
from assistant.vla.training.language.again_words import DONE_WHAT
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import SELDOM, Draw
from assistant.vla.training.language.question_words import HOLDING, WHAT_IN
from assistant.vla.training.language.references import in_or_on
from assistant.vla.training.language.replies import NUMBERS, PLURAL
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, KINDS, RELATION_WORDS, NoRoom, Scene, in_order, names, preposition, radius
from assistant.vla.training.language.style import written

SUITES = ("pick", "place", "stack", "move", "sequence", "ask", "premise", "question", "refuse")
_ROOM = 0.04  # metres around things in a scene with given places: the fingers' width
_TALL = ("cup", "can")
_NO = "no|not|n't|cannot"
_DIRECTION = {"left_of": (0, 1), "right_of": (0, -1), "in_front_of": (-1, 0), "behind": (1, 0)}


def draw_scenario(rng: random.Random, suite: str, id: str) -> dict:
    """One scenario of the suite (one of SUITES), as plain data. Raises ValueError for an unknown suite."""
    if suite not in SUITES:
        raise ValueError(f"there is no suite {suite!r}; there are {', '.join(SUITES)}")
    draw = Draw(rng, None, _ROOM, True, SELDOM)
    while True:
        draw.begin()
        try:
            scene, turns, tags = _SUITES[suite](draw)
        except NoRoom:
            continue
        if len(scene) > 6:
            continue
        fixed = draw.spatial or len({(o.kind, o.color) for o in scene}) < len(scene)
        return {"id": id, "tags": tags, "seed": rng.randrange(2**31), "objects": _objects(scene, fixed), "turns": turns}


def labels(scene: Scene) -> list[str]:
    """A name of its own for each thing."""
    result: list[str] = []
    for o in scene:
        name = f"{o.color}-{o.kind}"
        result.append(name if name not in result else f"{name}-{sum(r.startswith(name) for r in result) + 1}")
    return result


def _objects(scene: Scene, fixed: bool) -> list[dict]:
    found = []
    for o, name in zip(scene, labels(scene)):
        thing: dict = {"name": name, "kind": o.kind, "color": o.color}
        if o.size != "medium":
            thing["size"] = o.size
        if fixed:
            thing["at"] = [round(o.x, 4), round(o.y, 4)]
        found.append(thing)
    return found


def _turn(say: str, reply, mentions=(), **state) -> dict:
    expect: dict = {"reply": reply}
    if mentions:
        expect["mentions"] = list(mentions)
    if state:
        expect["state"] = state
    return {"say": say, "expect": expect}


def _result(lesson: Lesson, verb: str, target: int, goal: int | None, relation: str | None) -> dict:
    """The states after the command: what was to come about, and that the others stand where they stood."""
    label = labels(lesson.objects)
    state: dict = {"lifted": label[target]} if verb == "pick" else {
        relation if verb == "move" else preposition(lesson.objects[goal].kind): [label[target], label[goal]]}
    others = [label[i] for i in range(len(label)) if i not in (target, goal)]
    if others:
        state["unmoved"] = others
    return state


def _relation(lesson: Lesson) -> str | None:
    """The relation of a single canonical step."""
    name = names(lesson.objects)[lesson.targets[0]]
    rest = lesson.steps[-1].removeprefix(f"put the {name} ")
    return next((key for key, words in RELATION_WORDS.items() if rest.startswith(words + " ")), None)


def free_beside(scene: Scene, target: int, goal: int, relation: str) -> bool:
    """Whether the thing can go there: within the arm's reach, and nothing else in the way."""
    mark, size = scene[goal], radius(scene[target].kind, scene[target].size)
    ways = _DIRECTION.values() if relation == "next_to" else (_DIRECTION[relation],)
    apart = radius(mark.kind, mark.size) + size + 0.03
    for dx, dy in ways:
        x, y = mark.x + dx * apart, mark.y + dy * apart
        far = (x * x + y * y) ** 0.5
        if 0.16 < far < 0.28 and abs(y) < 0.95 * far and all(
                ((o.x - x) ** 2 + (o.y - y) ** 2) ** 0.5 > radius(o.kind, o.size) + size + 0.03 for i, o in enumerate(scene) if i not in (target, goal)):
            return True
    return False


def _act(verb: str) -> Callable[[Draw], tuple]:
    def suite(draw: Draw) -> tuple:
        lesson = commands.clear(draw, verb)
        target, goal = lesson.targets[0], lesson.destinations[0] if lesson.destinations else None
        if verb == "pick" and not any(o.kind == lesson.objects[target].kind or o.color == lesson.objects[target].color
                                      for i, o in enumerate(lesson.objects) if i != target) and draw.random() < 0.8:
            raise NoRoom  # always with distractors of the same kind or colour, when not alone
        relation = _relation(lesson) if verb == "move" else None
        if verb == "move":
            draw.spatial = True
            if not free_beside(lesson.objects, target, goal, relation):
                raise NoRoom
        return lesson.objects, [_turn(lesson.say, "act", **_result(lesson, verb, target, goal, relation))], [verb]
    return suite


def _sequence(draw: Draw) -> tuple:
    """The states that hold after the last step."""
    lesson = sequences.sequence(draw) if draw.random() < 0.65 else (many.everything(draw) if draw.random() < 0.6 else sequences.gapped(draw))
    scene, label, called = lesson.objects, labels(lesson.objects), list(names(lesson.objects))
    pairs: dict[str, list] = {}
    touched: set[int] = set()
    for step in lesson.steps:
        if step in ("go home", "open the gripper", "close the gripper", "wave"):
            if step == lesson.steps[-1]:  # what comes after it moves arm and gripper again
                pairs.update({"go home": {"pose": "home"}, "open the gripper": {"gripper": "open"}, "close the gripper": {"gripper": "closed"}}.get(step, {}))
            continue
        if step.startswith("put down"):
            raise NoRoom
        target = max((i for i, n in enumerate(called) if f" the {n}" in step.split(" the ", 1)[0] + " the " + step.split(" the ", 1)[1][:len(n)]), key=lambda i: len(called[i]))
        touched.add(target)
        if step.startswith("pick up"):
            pairs["lifted"] = label[target]
            continue
        rest = step.removeprefix(f"put the {called[target]} ")
        words, name = rest.split(" the ", 1) if not rest.startswith("in front of") else ("in front of", rest.removeprefix("in front of the "))
        goal = called.index(name)
        touched.add(goal)
        key = next((k for k, w in RELATION_WORDS.items() if w == words), words)
        if key in RELATION_WORDS:
            draw.spatial = True
            if not free_beside(scene, target, goal, key):
                raise NoRoom
        pairs.setdefault(key, []).append([label[target], label[goal]])
    for goal, name in enumerate(label):
        within = [scene[label.index(thing)] for key in ("in", "on") for thing, place in pairs.get(key, []) if place == name]
        within += [o for o in scene if o.inside == goal and o not in within]
        if scene[goal].kind in CONTAINERS and len(within) > 1 and any(o.kind in _TALL for o in within) and not fit_inside(scene[goal].kind, [radius(o.kind, o.size) for o in within]):
            raise NoRoom  # nobody could: two mugs do not stand in one bowl, nor a mug beside a big cube
    others = [label[i] for i in range(len(label)) if i not in touched]
    if others:
        pairs["unmoved"] = others
    return scene, [_turn(lesson.say, "act", **pairs)], ["sequence"]


def _telling(order: Order) -> list[str]:
    """What a good question must name: what tells the options apart."""
    scene, called = order.table.scene, order.table.names
    options = [scene[i] for i in order.options][:4]
    if len({o.color for o in options}) == len(options):
        return [o.color for o in options]
    if len({o.kind for o in options}) == len(options):
        return [o.kind for o in options]
    first = {called[i].split()[0] for i in order.options}
    return sorted({word if word in COLORS else "|".join(sorted({word, *_SIDES})) for word in first})  # "the small one" may as well be "the left one"


_SIDES = ("left", "right", "near", "far", "middle")


def _ask(draw: Draw) -> tuple:
    """A command that fits several; the answer; the act."""
    verb = draw.of(("pick", "pick", "place", "place", "stack", "move"))
    asked, order = commands.unsettled(draw, verb)
    if order.open == "both" or len(order.options) > 4:
        raise NoRoom
    scene = asked.objects
    if in_order(scene, order.options) != sorted(order.options, key=lambda i: (KINDS.index(scene[i].kind), COLORS.index(scene[i].color), -scene[i].y)):
        raise NoRoom  # which is "the second one" would hang on sizes that look much alike: the robot may have named them otherwise, and is right by its own words
    index = draw.of(order.options)
    said = memory.CHOICE(draw, x=memory.choice_words(draw, order, index))
    lesson = memory.settled(draw, order, index, (), said)
    if lesson.kind != "act":
        raise NoRoom
    if verb == "move":
        draw.spatial = True
        if not free_beside(scene, lesson.targets[0], lesson.destinations[0], order.relation):
            raise NoRoom
    goal = lesson.destinations[0] if lesson.destinations else None
    turns = [_turn(asked.say, "ask", _telling(order), still="true"), _turn(lesson.say, "act", **_result(lesson, verb, lesson.targets[0], goal, order.relation))]
    return scene, turns, ["ask"]


def _premise(draw: Draw) -> tuple:
    """What is not there, what cannot be done: said so, with what there is, and nothing moves."""
    if draw.random() < 0.25:
        lesson = limits.cannot(draw)
        mentions = [_NO]
    else:
        lesson = commands.missing(draw, draw.of(("pick", "pick", "pick", "place", "place", "stack", "move")))
        there = "|".join(sorted({o.color for o in lesson.objects}) or ["empty|nothing"])
        mentions = [_NO, there]
    return lesson.objects, [_turn(lesson.say, ["refuse", "ask", "answer"], mentions, unmoved="all")], ["premise"]


def wanted(text: str) -> list[str]:
    """Regular expressions for what an answer must say, from the robot's own wording of it."""
    if re.match(r"The .* is (on the (left|right)|in the middle)", text):
        text = text.split(",")[0]
    found: list[str] = [r"\b(one|1|a|an)\b"] if text.startswith("There is one") else []
    for word in re.findall(r"[a-z']+", text.replace("I can ", "I ").lower()):
        singular = next((k for k, p in PLURAL.items() if word in (k, p)), None)
        if word in COLORS:
            found.append(word)
        elif word in NUMBERS[2:]:
            found.append(f"{word}|{NUMBERS.index(word)}")
        elif singular in KINDS:
            found.append(singular)
        elif word in ("left", "right", "middle", "front", "behind", "small", "medium", "large", "biggest", "smallest"):
            found.append({"middle": "middle|cent", "biggest": "big|larg", "smallest": "small"}.get(word, word))
        elif word in ("no", "not", "don't", "nothing", "empty"):
            found.append("no|n't|nothing|empty|none|zero|0")
        elif word == "yes":
            found.append("yes")
    return list(dict.fromkeys(found))


def _question(draw: Draw) -> tuple:
    """About the table as it lies; a quarter about what the robot has just done."""
    if draw.random() < 0.25:
        return _after_act(draw)
    ask = draw.of(questions.QUESTIONS)
    lesson = ask(draw)
    if ask not in (questions.see, questions.count, questions.color, questions.present, questions.holding, comparisons.more):
        draw.spatial = True
    return lesson.objects, [_turn(lesson.say, "answer", wanted(lesson.text), still="true")], ["question"]


def _after_act(draw: Draw) -> tuple:
    """First a plain command, then: what is in the bowl, what are you holding, what did you do."""
    verb = draw.of(("pick", "place"))
    lesson = commands.clear(draw, verb)
    scene, target = lesson.objects, lesson.targets[0]
    goal = lesson.destinations[0] if verb == "place" else None
    first = _turn(lesson.say, "act", **_result(lesson, verb, target, goal, None))
    thing = [scene[target].color, scene[target].kind]
    if draw.random() < 0.35:
        second = _turn(written(draw, DONE_WHAT(draw)), "answer", thing, still="true")
    elif verb == "pick":
        second = _turn(written(draw, HOLDING(draw)), "answer", thing, still="true")
    else:
        kind = scene[goal].kind
        word = in_or_on(draw, kind)
        second = _turn(written(draw, WHAT_IN(draw, d=f"the {names(scene)[goal]}", **{"in": word})), "answer", thing, still="true")
    return scene, [first, second], ["question", "memory"]


def _refuse(draw: Draw) -> tuple:
    lesson = refusals.harm(draw)
    return lesson.objects, [_turn(lesson.say, "refuse", unmoved="all")], ["refuse"]


_SUITES: dict[str, Callable[[Draw], tuple]] = {
    "pick": _act("pick"), "place": _act("place"), "stack": _act("stack"), "move": _act("move"), "sequence": _sequence, "ask": _ask, "premise": _premise,
    "question": _question, "refuse": _refuse,
}
