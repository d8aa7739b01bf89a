"""What is asked and said once something was done: which of them it was in the end, have you got something now, what did you have before, did it stay where it was, why that one too; and home after it.

Knows commands, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.chat import TALK
from assistant.vla.training.language.commands import distractors
from assistant.vla.training.language.exchanges import act, did, exchange, put_plainly, taken, taken_and_put_down, taken_instead
from assistant.vla.training.language.followup_words import PICK_PLAIN
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.leaving import filled, two_put
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import HOLDING
from assistant.vla.training.language.reference_words import CORRECTION
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, any_look, build, held, preposition
from assistant.vla.training.language.style import asking, written
from assistant.vla.training.language.supposed import WHY
from assistant.vla.training.language.undoing_words import AND_NOW_HOLDING, HAD_BEFORE, SO_FAR, STAYED, WHICH_WENT_FOR
from assistant.vla.training.language.words import KIND_WORDS


def which_went_for(draw: Draw) -> Lesson:
    """Somebody corrected herself, and one of the two was put away or taken; "which one did you go for in the end"."""
    kind = draw.of(PICKABLE)
    looks = [any_look(draw, (kind,)), any_look(draw, (kind,) if draw.random() < 0.6 else PICKABLE), any_look(draw, CONTAINERS)]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1)), 0.1)
    in_hand = draw.random() < 0.4
    scene, where = build(draw, looks, None if in_hand else {0: 2}, 0 if in_hand else None)
    table, thing, other, goal = Table(scene), *where[:3]
    if any(" the " in table.names[i] for i in (thing, other)):
        raise NoRoom
    name = f"{scene[thing].color} {kind}"
    said, step = (PICK_PLAIN(draw, t=name), f"pick up the {name}") if in_hand else put_plainly(draw, table, thing, goal)
    if draw.random() < 0.7:
        said = said.replace(f"the {name}", f"the {table.names[other]}{CORRECTION(draw, x=f'the {name}')}", 1)
    words = KIND_WORDS[kind](draw) if scene[other].kind == kind else "one"
    return Lesson(scene, did(draw, said, (step,)), asking(draw, WHICH_WENT_FOR(draw, k=words)), "answer", replies.did((step,)), targets=(thing,), tag="question")


def holding_now(draw: Draw) -> Lesson:
    """It held nothing, then took something; "and have you now"."""
    looks = [any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand = Table(scene), where[0]
    name = f"{scene[hand].color} {scene[hand].kind}"
    past = exchange(written(draw, HOLDING(draw)), replies.SAY["empty_hand"]) + taken(draw, name)
    return Lesson(scene, past[-6:], asking(draw, AND_NOW_HOLDING(draw)), "answer", replies.holding(table.names, hand), targets=(hand,), tag="question")


def so_far(draw: Draw) -> Lesson:
    """Two things were put away, one after the other; "what have you moved so far": both."""
    table, things, steps, past = two_put(draw, joined=0.0)
    return Lesson(table.scene, past, asking(draw, SO_FAR(draw)), "answer", replies.did(steps), targets=things, tag="question")


def had_before(draw: Draw) -> Lesson:
    """A thing was taken and put down, and perhaps another taken; "what did you have in your hand just now"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE)]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    another = draw.random() < 0.4
    scene, where = build(draw, looks, None, 0 if another else None)
    table, now, before = Table(scene), *where[:2]
    name = table.names[before]
    if " the " in name or scene[before].inside is not None:
        raise NoRoom
    if another:
        held_now = f"{scene[now].color} {scene[now].kind}"
        past = taken_instead(draw, name, held_now, f"put it down and take the {held_now}")
    else:
        past = taken_and_put_down(draw, name)
    return Lesson(scene, past[-6:], asking(draw, HAD_BEFORE(draw)), "answer", replies.did((f"pick up the {name}",)), targets=(before,), tag="question")


def why_that_too(draw: Draw) -> Lesson:
    """One thing was put away; "why did you put the red one in there too": that is not in there. It is no command."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    others = [i for i in table.of(PICKABLE) if scene[i].inside is None and not scene[i].held and " the " not in table.names[i]]
    if not others or held(scene) is not None:
        raise NoRoom
    index, place = draw.of(others), preposition(scene[goal].kind)
    if sum((o.kind, o.color) == (scene[index].kind, scene[index].color) for o in scene) > 1:
        raise NoRoom
    d = draw.of(("there", "there", refer(draw, table, goal, table.of(CONTAINERS), simple=True).words))
    said = WHY(draw, t=refer(draw, table, index, table.of(PICKABLE), simple=True).words, d=d, **{"in": place})
    return Lesson(scene, past, asking(draw, said), "answer", replies.absent(scene, f"{table.names[index]} {place} the {table.names[goal]}"), targets=(index,), tag="premise")


def home_then(draw: Draw) -> Lesson:
    """Something was put away; "that's it for today, go back to your home position": what was put away stays there."""
    table, _, _, past = filled(draw)
    if held(table.scene) is not None:
        raise NoRoom
    step = draw.of(("go home", "go home", "go home", "wave"))
    said = GESTURES[step](draw)
    if draw.random() < 0.5:
        said = f"{TALK[draw.of(('thanks', 'welcome'))](draw)}{draw.of(('. ', ', ', ' '))}{said}"
    return act(draw, table, past, said, (step,), (), (), draw.random() < 0.3)


def stayed(draw: Draw) -> Lesson:
    """Something was put away; "did it stay where it was", "is the can still in there"."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    thing = draw.of(inside)
    if " the " in table.names[thing] or held(scene) is not None:
        raise NoRoom
    said = STAYED(draw, t=refer(draw, table, thing, table.of(PICKABLE), simple=True).words, d=refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, **{"in": preposition(scene[goal].kind)})
    return Lesson(scene, past, asking(draw, said), "answer", f"Yes, the {table.names[thing]} is {preposition(scene[goal].kind)} the {table.names[goal]}.", targets=(thing,), tag="question")
