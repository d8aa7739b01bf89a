"""Sentences that need what was done before: it, that, the other one, the same again, try again, what did you do.

Knows scenes, references, and what the robot said; what follows a question is in after_questions, the answers to its own are in memory.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.after_questions import after_answer, and_the
from assistant.vla.training.language.again_words import AGAIN, DONE_WHAT, HELPED, NO_MORE, RETRY, WHY
from assistant.vla.training.language.commands import distractors, step_for, twin
from assistant.vla.training.language.exchanges import act, back_with_it, did, exchange
from assistant.vla.training.language.followup_words import AND_INTO, AND_NOW, CORRECT_GOAL, CORRECT_THING, IT_OUT, IT_WHERE, OTHER, PICK_PLAIN, PUT_BACK, PUT_PLAIN, SAME_WITH
from assistant.vla.training.language.gestures import DOWN_IT, GESTURES, any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import MOVE_IT, PUT_IT
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import SEE
from assistant.vla.training.language.references import in_or_on, refer, refer_absent, refer_vaguely
from assistant.vla.training.language.refusals import HARM
from assistant.vla.training.language.reports import report
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, RELATION_SAID

SAY = replies.SAY


def after_pick(draw: Draw) -> Lesson:
    """The thing is in the hand; now "put it in the bowl", "put it down", "no, the other one", "what are you holding"."""
    look = any_look(draw, PICKABLE)
    looks = [look, any_look(draw, CONTAINERS)]
    other = None
    if draw.random() < 0.5:
        other = len(looks)
        looks.append(twin(draw, look))
        if looks[other] == look:
            raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2, 3)), 0.5)
    scene, where = build(draw, looks, None, 0)
    table, hand = Table(scene), where[0]
    name = table.names[hand]
    plain = f"{scene[hand].color} {scene[hand].kind}"
    said = PICK_PLAIN(draw, t=plain if draw.random() < 0.7 else name)
    past = did(draw, said, (f"pick up the {plain}",))
    roll = draw.random()
    if other is not None and roll < 0.4:
        index = where[other]
        o = scene[index]
        same = [i for i, p in enumerate(scene) if p.kind == o.kind and i != hand]
        if o.color == scene[hand].color:
            raise NoRoom
        if len(same) == 1 and draw.random() < 0.5:
            words = OTHER(draw, k=KIND_WORDS[o.kind](draw))
        elif [i for i in same if scene[i].color == o.color] == [index]:
            words = draw.of(("the {} one", "the {} one", "the {}")).format(COLOR_WORDS[o.color](draw))
        else:
            raise NoRoom
        steps = (f"put down the {name}", f"pick up the {table.names[index]}")
        return act(draw, table, past, (CORRECT_THING if draw.random() < 0.65 else AND_NOW)(draw, x=words), steps, (index,), (), False)
    goal = where[1]
    if roll < 0.5:
        return _unclear_goal(draw, table, past)
    if roll < 0.72:
        kind = scene[goal].kind
        words = refer(draw, table, goal, table.of(CONTAINERS)).words
        steps = (step_for(table, "place", hand, goal, None),)
        return act(draw, table, past, PUT_IT(draw, d=words, **{"in": in_or_on(draw, kind)}), steps, (hand,), (goal,))
    if roll < 0.8:
        mark = draw.of([i for i in range(len(scene)) if i != hand])
        relation = draw.of(RELATIONS)
        words = refer(draw, table, mark, [i for i in range(len(scene)) if i != hand]).words
        return act(draw, table, past, MOVE_IT(draw, by=RELATION_SAID[relation](draw), d=words), (step_for(table, "move", hand, mark, relation),), (hand,), (mark,))
    if roll < 0.93:
        down = draw.random() < 0.6
        return act(draw, table, past, DOWN_IT(draw) if down else back_with_it(draw), (f"put down the {name}" if down else replies.put_back(name),), (hand,))
    step = draw.of(("go home", "wave"))
    return act(draw, table, past, GESTURES[step](draw), (step,), ())


def _unclear_goal(draw: Draw, table: Table, past: tuple[Utterance, ...]) -> Lesson:
    """ "Put it in the bowl" with the thing in the hand, and two bowls or none."""
    scene, hand, places = table.scene, held(table.scene), table.of(CONTAINERS)
    kind = draw.of(CONTAINERS)
    fits = [i for i in places if scene[i].kind == kind]
    if fits:
        where = refer_vaguely(draw, table, fits[0], places)
    else:
        where = refer_absent(draw, table, places, CONTAINERS, (kind, draw.of(scene).color))
    word = in_or_on(draw, kind)
    say = written(draw, request(draw, PUT_IT(draw, d=where.words, **{"in": word})))
    if where.matches:
        text, options = replies.which(scene, where.matches, table.names)
        return Lesson(scene, past, say, "ask", text, (), options, (hand,), where.matches, "ask")
    return Lesson(scene, past, say, "answer", replies.absent(scene, where.what), (), (), (hand,), (), "premise")


def why(draw: Draw) -> Lesson:
    """Why, after it would not, could not, or did not see: the same again."""
    table = any_table(draw, 5)
    scene = table.scene
    if draw.random() < 0.6:
        sentences, reason = draw.of(HARM)
        text, kind = SAY[reason], "refuse"
        past = exchange(written(draw, sentences(draw, t=f"the {draw.of(COLORS)} {draw.of(PICKABLE)}")), text)
    else:
        gone = (draw.of(COLORS), draw.of(PICKABLE))
        if any((o.color, o.kind) == gone for o in scene):
            raise NoRoom
        text, kind = replies.absent(scene, " ".join(gone)), "answer"
        past = exchange(PICK_PLAIN(draw, t=" ".join(gone)), text)
    return Lesson(scene, past, written(draw, WHY(draw)), kind, text, tag="refuse" if kind == "refuse" else "premise")


def after_place(draw: Draw) -> Lesson:
    """The thing lies in the bowl; now "and the blue one", "take it out again", "no, on the plate", "put it back"."""
    look, bowl = any_look(draw, PICKABLE), any_look(draw, CONTAINERS)
    looks = [look, bowl]
    if draw.random() < 0.75:
        looks.append(twin(draw, look) if draw.random() < 0.6 else any_look(draw, PICKABLE))
    if draw.random() < 0.6:
        looks.append(any_look(draw, CONTAINERS))
    if len({l[:2] for l in looks}) < len(looks):
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.4)
    scene, where = build(draw, looks, {0: 1})
    table, thing, goal = Table(scene), where[0], where[1]
    steps = (f"put the {table.names[thing]} {preposition(bowl[0])} the {table.names[goal]}",)
    if " the " in table.names[thing] or any(o.inside is not None and i != thing for i, o in enumerate(scene)):
        raise NoRoom
    past = did(draw, PUT_PLAIN(draw, t=table.names[thing], p=preposition(bowl[0]), d=table.names[goal] if draw.random() < 0.7 else bowl[0]), steps)
    roll = draw.random()
    rest = [i for i in table.of(PICKABLE) if i != thing]
    if roll < 0.4 and rest:
        index = draw.of(rest)
        o = scene[index]
        same_kind = [i for i in rest if scene[i].kind == o.kind]
        if o.kind == look[0] and len(same_kind) == 1 and draw.random() < 0.5:
            words = OTHER(draw, k=KIND_WORDS[o.kind](draw))
        elif o.kind == look[0] and [i for i in same_kind if scene[i].color == o.color] == [index]:
            words = f"the {COLOR_WORDS[o.color](draw)} one"
        else:
            words = refer(draw, table, index, rest, simple=True).words
        elsewhere = [i for i in table.of(CONTAINERS) if i != goal]
        if elsewhere and draw.random() < 0.35:
            to = draw.of(elsewhere)
            said = AND_INTO(draw, x=words, d=refer(draw, table, to, elsewhere, simple=True).words, **{"in": in_or_on(draw, scene[to].kind)})
            return act(draw, table, past, said, (step_for(table, "place", index, to, None),), (index,), (to,), False)
        new = (step_for(table, "place", index, goal, None),)
        said = (SAME_WITH if draw.random() < 0.6 else AND_NOW)(draw, x=words)
        left = [i for i in rest if i != index and scene[i].inside is None]
        if left and draw.random() < 0.2:
            then = draw.of(left)
            last = draw.of(("and then pick up {}", "and then lift {}", "then take {}", "and pick up {}", "and after that hold up {}", "and then give me {}")).format(refer(draw, table, then, left, simple=True).words)
            return act(draw, table, past, f"{said}{draw.of((', ', ' '))}{last}", (*new, step_for(table, "pick", then, None, None)), (index, then), (goal,), False)
        return act(draw, table, past, said, new, (index,), (goal,), False)
    others = [i for i in table.of(CONTAINERS) if i != goal]
    if roll < 0.65 and others:
        index = draw.of(others)
        o = scene[index]
        if o.kind == bowl[0] and len(others) == 1 and draw.random() < 0.5:
            words = OTHER(draw, k=KIND_WORDS[o.kind](draw))
        else:
            words = refer(draw, table, index, others, simple=True).words
        new = (step_for(table, "place", thing, index, None),)
        word = in_or_on(draw, o.kind)
        if draw.random() < 0.5:
            return act(draw, table, past, CORRECT_GOAL(draw, x=words, p=word), new, (thing,), (index,), False)
        return act(draw, table, past, draw.of(("now ", "and now ", "")) + PUT_IT(draw, d=words, **{"in": word}), new, (thing,), (index,))
    if roll < 0.85:
        return act(draw, table, past, IT_OUT(draw, b=KIND_WORDS[bowl[0]](draw)), (f"pick up the {table.names[thing]}",), (thing,))
    if roll < 0.93:
        return act(draw, table, past, PUT_BACK(draw), (f"pick up the {table.names[thing]}", replies.put_back(table.names[thing])), (thing,))
    said = IT_WHERE(draw)
    return Lesson(scene, past, written(draw, said), "answer", replies.whereabouts(scene, thing, table.names), targets=(thing,), tag="question")


def again(draw: Draw) -> Lesson:
    """A step failed: try again. A wave: once more. Again, and nothing was done before: say so."""
    table = any_table(draw, 6)
    scene = table.scene
    if draw.random() < 0.25:
        return Lesson(scene, (), written(draw, AGAIN(draw)), "answer", replies.SAY["nothing_yet"], tag="question")
    if draw.random() < 0.3:
        step = draw.of(("wave", "open the gripper", "close the gripper", "go home"))
        past = did(draw, GESTURES[step](draw), (step,))
        return act(draw, table, past, AGAIN(draw), (step,), (), (), False)
    things = [i for i in table.of(PICKABLE) if not loaded(scene, i)]
    if not things:
        raise NoRoom
    index, goals = draw.of(things), table.of(CONTAINERS)
    name = table.names[index]
    if goals and draw.random() < 0.45 and scene[index].inside is None:
        goal = draw.of(goals)
        steps = (step_for(table, "place", index, goal, None),)
        said = PUT_PLAIN(draw, t=name, p=preposition(scene[goal].kind), d=table.names[goal])
    else:
        goal, steps, said = None, (f"pick up the {name}",), PICK_PLAIN(draw, t=name)
    past, roll = did(draw, said, steps, True), draw.random()
    if roll < 0.25:
        return Lesson(scene, past, written(draw, NO_MORE(draw)), "answer", SAY["okay"], tag="memory")
    return act(draw, table, past, (HELPED if roll < 0.5 else RETRY)(draw), steps, (index,), () if goal is None else (goal,), False)


def after_absent(draw: Draw) -> Lesson:
    """What was asked for is not there; "then the red one"."""
    look = any_look(draw, PICKABLE)
    looks = [twin(draw, look)]
    if looks[0][:2] == look[:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
    if any(l[:2] == look[:2] for l in looks) or sum(l[0] == look[0] for l in looks) > 1:
        raise NoRoom
    scene, where = build(draw, looks)
    table, index = Table(scene), where[0]
    o = scene[index]
    past = exchange(PICK_PLAIN(draw, t=f"{look[1]} {look[0]}"), replies.absent(scene, f"{look[1]} {look[0]}"))
    words = draw.of(("the {} one", "the {} one", "the {} " + KIND_WORDS[o.kind](draw))).format(COLOR_WORDS[o.color](draw))
    return act(draw, table, past, (CORRECT_THING if draw.random() < 0.5 else AND_NOW)(draw, x=words), (f"pick up the {table.names[index]}",), (index,), (), False)


def done_what(draw: Draw) -> Lesson:
    """What did you do: from what the robot said that it did."""
    roll = draw.random()
    if roll < 0.2:
        table = any_table(draw, 6)
        past = () if draw.random() < 0.5 else exchange(SEE(draw), replies.see(table.scene))
        return Lesson(table.scene, past, written(draw, DONE_WHAT(draw)), "answer", SAY["nothing_yet"], tag="question")
    table = any_table(draw, 6, roll < 0.5)
    scene, hand = table.scene, held(table.scene)
    if hand is None and draw.random() < 0.35:
        return _what_failed(draw, table)
    lying = [i for i, o in enumerate(scene) if o.inside is not None and scene[o.inside].kind in CONTAINERS]
    if hand is not None:
        name, targets = f"{scene[hand].color} {scene[hand].kind}", (hand,)
        steps = (f"pick up the {name}",)
        past = did(draw, PICK_PLAIN(draw, t=name), steps)
    elif lying:
        index = draw.of(lying)
        name, goal = f"{scene[index].color} {scene[index].kind}", scene[index].inside
        targets, place = (index,), preposition(scene[goal].kind)
        steps = (f"put the {name} {place} the {table.names[goal]}",)
        past = did(draw, PUT_PLAIN(draw, t=name, p=place, d=table.names[goal]), steps)
    else:
        steps, targets = (draw.of(("wave", "go home", "open the gripper", "close the gripper")),), ()
        past = did(draw, GESTURES[steps[0]](draw), steps)
    return Lesson(scene, past, written(draw, sentence(draw, DONE_WHAT(draw)) if draw.random() < 0.5 else DONE_WHAT(draw)), "answer", replies.did(steps), targets=targets, tag="question")


def _what_failed(draw: Draw, table: Table) -> Lesson:
    """What did you do, when it did not work out or was stopped: that, and not that it was done."""
    scene, things, goals = table.scene, table.of(PICKABLE), table.of(CONTAINERS)
    if not things:
        raise NoRoom
    index = draw.of(things)
    name = table.names[index]
    if goals and scene[index].inside is None and draw.random() < 0.5:
        goal = draw.of(goals)
        steps, said = (step_for(table, "place", index, goal, None),), PUT_PLAIN(draw, t=name, p=preposition(scene[goal].kind), d=table.names[goal])
    else:
        steps, said = (f"pick up the {name}",), PICK_PLAIN(draw, t=name)
    past = exchange(said, replies.doing(steps), report(steps[0], draw.of(("stopped", "stopped", "empty", "dropped", "unreachable", "twice", "unseen", "missed"))))
    say = written(draw, sentence(draw, DONE_WHAT(draw)) if draw.random() < 0.5 else DONE_WHAT(draw))
    return Lesson(scene, past, say, "answer", past[-1].text, targets=(index,), tag="question")


FOLLOWUPS = (after_pick,) * 6 + (after_place,) * 6 + (after_answer,) * 4 + (and_the,) * 2 + (again,) * 3 + (after_absent,) * 2 + (done_what,) * 3 + (why,)


def followup(draw: Draw) -> Lesson:
    return draw.of(FOLLOWUPS)(draw)
