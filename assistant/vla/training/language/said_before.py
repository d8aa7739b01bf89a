"""What hangs on what was just said: another thing than the one that is not there, look again, is it in the box, then put it in, the first thing you named, carry on, do it all the same, sorry, what may you do then, that one then.

Knows commands, questions, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.asked import scene_for
from assistant.vla.training.language.before_words import (
    APOLOGY, INSISTED, IS_IT_BY, IS_IT_IN, LISTED_FIRST, LISTED_LAST, NOW_THERE, REMARK_AND_INTO, RESUME, SHOULD_BE, THAT_ONE_UP, THEN_THIS)
from assistant.vla.training.language.chat import TALK
from assistant.vla.training.language.commands import clear, distractors, say_command, step_for
from assistant.vla.training.language.exchanges import act, exchange, taken_and_put_down
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import COLOR, COUNT, PRESENT, RELATION_TRUE, SEE, WHERE
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.refusals import HARM
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, PICKABLE, RELATION_WORDS, RELATIONS, NoRoom, any_look, build, held, holds, in_order, loaded, near_miss, preposition)
from assistant.vla.training.language.style import asking, request, sentence, written
from assistant.vla.training.language.undoing_words import AFTER_REFUSAL_ASK
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, RELATION_SAID


def _gone(draw: Draw, number: int):
    """A table without a thing that is asked for, but with something like it: the table, what is asked for, a thing that is there, a goal or none, and the command in words."""
    thing = any_look(draw, PICKABLE)
    looks = [near_miss(draw, thing) if draw.random() < 0.7 else any_look(draw, PICKABLE)]
    goal = None
    if draw.random() < 0.5:
        goal = len(looks)
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, number, 0.3)
    if any(look[:2] == thing[:2] for look in looks) or looks[0][0] not in PICKABLE:
        raise NoRoom
    scene, where = build(draw, looks)
    table = Table(scene)
    place = None if goal is None else where[goal]
    return table, thing, where[0], place, _command(draw, table, f"the {COLOR_WORDS[thing[1]](draw)} {KIND_WORDS[thing[0]](draw)}", place)


def _command(draw: Draw, table: Table, thing: str, goal: int | None) -> str:
    if goal is None:
        return say_command(draw, "pick", thing)
    return say_command(draw, "place", thing, refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, table.scene[goal].kind)


def then_this(draw: Draw) -> Lesson:
    """It is not there; "the blue one then", "oops, I meant the can": that one is taken, or goes where the other was to go."""
    table, thing, index, goal, said = _gone(draw, draw.of((0, 1, 1, 2, 2, 3)))
    scene = table.scene
    others = [i for i in table.of(PICKABLE) if scene[i].kind == thing[0]]
    if others == [index] and draw.random() < 0.35:
        words = draw.of((f"the {COLOR_WORDS[scene[index].color](draw)} one", f"the {COLOR_WORDS[scene[index].color](draw)} one", "that one"))
    else:
        words = refer(draw, table, index, table.of(PICKABLE), simple=draw.random() < 0.8).words
    past = exchange(said, replies.absent(scene, f"{thing[1]} {thing[0]}"))
    step = step_for(table, "pick" if goal is None else "place", index, goal, None)
    return act(draw, table, past, THEN_THIS(draw, x=words), (step,), (index,), () if goal is None else (goal,), False)


def now_there(draw: Draw) -> Lesson:
    """It was not there; "how about now": now it is, or still is not."""
    if draw.random() < 0.35:
        table, thing, _, _, said = _gone(draw, draw.of((0, 1, 2)))
        text = replies.absent(table.scene, f"{thing[1]} {thing[0]}")
        return Lesson(table.scene, exchange(said, text), written(draw, NOW_THERE(draw)), "answer", text, tag="premise")
    looks = [any_look(draw, PICKABLE)]
    goal = None
    if draw.random() < 0.5:
        goal = len(looks)
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.4)
    scene, where = build(draw, looks)
    table, index = Table(scene), where[0]
    o = scene[index]
    if table.names[index] != f"{o.color} {o.kind}":
        raise NoRoom
    place = None if goal is None else where[goal]
    bare = draw.random() < 0.3 and sum(p.kind == o.kind for p in scene) == 1
    said = _command(draw, table, f"the {'' if bare else COLOR_WORDS[o.color](draw) + ' '}{KIND_WORDS[o.kind](draw)}", place)
    before = tuple(p for p in scene if p is not o)  # nothing lies in anything here
    past = exchange(said, replies.absent(before, o.kind if bare else f"{o.color} {o.kind}"))
    step = step_for(table, "pick" if place is None else "place", index, place, None)
    return act(draw, table, past, NOW_THERE(draw), (step,), (index,), () if place is None else (place,), False)


def is_it(draw: Draw) -> Lesson:
    """A thing was spoken of; "is it in the box?", "is it left of the can?"."""
    table = scene_for(draw, 2, False, 0.0)
    scene = table.scene
    index = draw.of(table.of(PICKABLE) or [None])
    if index is None or " the " in table.names[index]:
        raise NoRoom
    o, everything = scene[index], range(len(scene))
    inside = draw.random() < 0.6
    marks = [i for i in (table.of(CONTAINERS) if inside else everything) if i != index]
    if not marks:
        raise NoRoom
    mark = o.inside if inside and o.inside is not None and draw.random() < 0.6 else draw.of(marks)
    if mark not in marks:
        raise NoRoom
    d = refer(draw, table, mark, [i for i in everything if i != index], simple=True).words
    if inside:
        truth, place = o.inside == mark, preposition(scene[mark].kind)
        said = IS_IT_IN(draw, d=d, **{"in": in_or_on(draw, scene[mark].kind)})
    else:
        relation = draw.of(RELATIONS)
        truth, place = holds(o, scene[mark], relation), RELATION_WORDS[relation]
        if truth is None or o.inside is not None or scene[mark].inside == index or (not truth and draw.random() < 0.4):
            raise NoRoom
        said = IS_IT_BY(draw, d=d, by=RELATION_SAID[relation](draw))
        draw.spatial = True
    text = f"{'Yes' if truth else 'No'}, the {table.names[index]} is {'' if truth else 'not '}{place} the {table.names[mark]}."
    return Lesson(scene, _spoken_of(draw, table, index), asking(draw, said), "answer", text, targets=(index,), tag="question")


def _spoken_of(draw: Draw, table: Table, index: int) -> tuple[Utterance, ...]:
    """A question about the thing, with its answer; or it was taken and put down."""
    o, roll = table.scene[index], draw.random()
    name = table.names[index]
    if roll < 0.2 and o.inside is None:
        return taken_and_put_down(draw, name)
    if roll < 0.45:
        return exchange(written(draw, WHERE(draw, t=f"the {name}")), replies.whereabouts(table.scene, index, table.names))
    if roll < 0.7 and name == f"{o.color} {o.kind}":
        return exchange(written(draw, PRESENT(draw, a=replies.article(name))), f"Yes, there is one {name}.")
    if sum(p.kind == o.kind for p in table.scene) == 1:
        return exchange(written(draw, COLOR(draw, t=f"the {KIND_WORDS[o.kind](draw)}")), f"The {o.kind} is {o.color}.")
    raise NoRoom


def should_be(draw: Draw) -> Lesson:
    """It is not in there, the robot says; "it should be"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks)
    table, index, goal = Table(scene), *where[:2]
    if held(scene) is not None or loaded(scene, index):
        raise NoRoom
    everything = range(len(scene))
    word = in_or_on(draw, scene[goal].kind)
    asked = RELATION_TRUE(draw, t=refer(draw, table, index, everything, simple=True).words, d=refer(draw, table, goal, everything, simple=True).words, by=word)
    place = preposition(scene[goal].kind)
    past = exchange(written(draw, sentence(draw, asked)), f"No, the {table.names[index]} is not {place} the {table.names[goal]}.")
    return act(draw, table, past, SHOULD_BE(draw, **{"in": place}), (step_for(table, "place", index, goal, None),), (index,), (goal,), False)


def listed(draw: Draw) -> Lesson:
    """It said what it sees; "take the first thing you said"."""
    table = scene_for(draw, 2, False, 0.0)
    scene = table.scene
    order = in_order(scene, range(len(scene)))
    first = draw.random() < 0.5
    index = order[0 if first else -1]
    if scene[index].kind not in PICKABLE or loaded(scene, index) or sum(o.kind == scene[index].kind and o.color == scene[index].color for o in scene) > 1 or len(order) < 2:
        raise NoRoom
    past = exchange(written(draw, SEE(draw)), replies.see(scene))
    return act(draw, table, past, (LISTED_FIRST if first else LISTED_LAST)(draw), (f"pick up the {table.names[index]}",), (index,), (), False)


def resumed(draw: Draw) -> Lesson:
    """It was stopped; "carry on": all of the command, for nobody knows how far it was."""
    lesson = clear(draw, draw.of(("pick", "place", "place", "move", "stack")))
    if lesson.history or held(lesson.objects) is not None:
        raise NoRoom
    past = exchange(lesson.say, lesson.text)
    past += exchange(draw.of(("stop", "stop it", "halt", "wait, stop", "stop right there", "freeze")), replies.SAY["stopped"]) if draw.random() < 0.6 else (Utterance("robot", replies.SAY["stopped"]),)
    return Lesson(lesson.objects, past, written(draw, RESUME(draw)), "act", lesson.text, lesson.steps, (), lesson.targets, lesson.destinations, "memory")


def _refused(draw: Draw, gone: float = 0.0) -> tuple[Table, tuple[Utterance, ...], str]:
    """Harm was asked for, with a thing that is there or, in `gone` of the cases, any thing: the table, what was said, and the refusal."""
    table = scene_for(draw, 1, False, 0.1)
    sentences, reason = draw.of(HARM)
    absent = gone and draw.random() < gone or not table.of(PICKABLE)
    thing = f"the {draw.of(COLORS)} {draw.of(PICKABLE)}" if absent else f"the {table.names[draw.of(table.of(PICKABLE))]}"
    refusal = replies.SAY[reason]
    return table, exchange(written(draw, request(draw, sentences(draw, t=thing))), refusal), refusal


def insisted(draw: Draw) -> Lesson:
    """It refused; "do it anyway": it refuses again, with the same reason."""
    table, past, refusal = _refused(draw, 0.3)
    return Lesson(table.scene, past, written(draw, INSISTED(draw)), "refuse", refusal, tag="refuse")


def apologised(draw: Draw) -> Lesson:
    """It refused; "sorry, that wasn't nice of me": all is well. What is asked for then is in carrying_on.after_no."""
    table, past, _ = _refused(draw)
    if draw.random() < 0.2:
        key = draw.of(("thanks", "welcome", "how_are_you", "who"))
        return Lesson(table.scene, past, written(draw, TALK[key](draw)), "answer", replies.SAY[key], tag="chat")
    return Lesson(table.scene, past, written(draw, APOLOGY(draw)), "answer", replies.SAY["okay"], tag="chat")


def allowed_then(draw: Draw) -> Lesson:
    """It refused; "so what can you do with it": what it can do."""
    table, past, _ = _refused(draw)
    said = AFTER_REFUSAL_ASK(draw) if draw.random() < 0.8 else TALK["what_can"](draw)
    return Lesson(table.scene, past, asking(draw, said), "answer", replies.SAY["what_can"], tag="chat")


def that_one(draw: Draw) -> Lesson:
    """One thing was told of; "then lift that one up", "that must be my son's, drop it in the box"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.2)
    scene, where = build(draw, looks)
    table, index, goal = Table(scene), *where[:2]
    o = scene[index]
    if held(scene) is not None or loaded(scene, index) or " the " in table.names[index]:
        raise NoRoom
    alone = sum(p.kind == o.kind for p in scene) == 1
    kind = KIND_WORDS[o.kind](draw)
    if alone and draw.random() < 0.4:
        past = exchange(written(draw, COUNT(draw, n=plural(draw, (o.kind,)))), f"There is one {o.kind}.")
    else:
        past = _spoken_of(draw, table, index)
    if alone and draw.random() < 0.3:  # two questions, the second about it
        past = exchange(written(draw, PRESENT(draw, a=replies.article(kind))), f"Yes, there is one {o.kind}.") + exchange(draw.of(("What color?", "what colour is it", "and what color is it?", "Which colour?")), f"The {o.kind} is {o.color}.")
    if draw.random() < 0.5:
        return act(draw, table, past, THAT_ONE_UP(draw), (f"pick up the {table.names[index]}",), (index,), (), False)
    said = REMARK_AND_INTO(draw, d=refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
    return act(draw, table, past, said, (step_for(table, "place", index, goal, None),), (index,), (goal,), False)
