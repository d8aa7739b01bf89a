"""An earlier conversation that does not matter for the new sentence, but fits the same table.

The robot must not let it change the meaning of a complete sentence. Knows scenes and the plainest questions.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.chat import TALK
from assistant.vla.training.language.chatter import CHATTER
from assistant.vla.training.language.exchanges import did, exchange
from assistant.vla.training.language.followup_words import PICK_PLAIN, PUT_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT, GESTURES
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import COLOR, COUNT, PRESENT, SEE, WHERE
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import plural
from assistant.vla.training.language.refusals import FAST, SELF
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATION_WORDS, RELATIONS, held, holds, loaded, preposition
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import KIND_WORDS, RELATION_SAID

_RECALLED = ("I put", "I picked", "I waved", "I went", "I opened", "I closed", "I have not", "I did", "I can't undo")
"""How the robot begins what it says of what it did: earlier acts would be part of it."""
_ACTED = ("Picking up", "Putting")
_TALK = ("hello", "welcome", "thanks", "how_are_you", "who", "what_can", "okay", "yes_hear")


def with_past(draw: Draw, lesson: Lesson, of_table: bool) -> Lesson:
    """The lesson after one or two exchanges more. of_table: they may name things on the table (never when the words hang on what came before)."""
    lines: tuple[Utterance, ...] = ()
    for _ in range(1 if draw.random() < 0.7 else 2):
        lines += _exchange(draw, lesson, of_table)
    return replace(lesson, history=(lines + lesson.history)[-6:])


def with_earlier(draw: Draw, lesson: Lesson) -> Lesson:
    """The lesson, whose words hang on its own past, after more of the table that was over by then. As it is, where that could change what the words mean."""
    if not lesson.history or lesson.text.startswith(_RECALLED):
        return lesson
    kinds = {lesson.objects[i].kind for i in (*lesson.targets, *lesson.destinations)}
    earlier = with_past(draw, replace(lesson, history=()), True).history
    if any(u.speaker == "robot" and u.text.startswith(_ACTED) and any(kind in u.text for kind in kinds) for u in earlier):
        return lesson  # "the other one", and it had that one, too
    return replace(lesson, history=(earlier + lesson.history)[-6:])


def _exchange(draw: Draw, lesson: Lesson, of_table: bool) -> tuple[Utterance, ...]:
    scene, roll = lesson.objects, draw.random()
    if not of_table or not scene or roll < 0.2:
        other = draw.random()
        if other < 0.25:
            return exchange(written(draw, CHATTER(draw, b="[", e="]", o="(", c=")"), plain=True), replies.SAY["not_understood"])
        if other < 0.45:
            sentences, reason = draw.of(((FAST, "fast"), (SELF, "self")))
            return exchange(written(draw, sentences(draw, t="the arm")), replies.SAY[reason])
        key = draw.of(_TALK)
        return exchange(written(draw, TALK[key](draw)), replies.SAY[key])
    if roll < 0.34:
        return exchange(written(draw, SEE(draw)), replies.see(scene))
    table, o = Table(scene), draw.of(scene)
    same = [i for i, p in enumerate(scene) if p.kind == o.kind]
    if roll < 0.46:
        return exchange(written(draw, COUNT(draw, n=plural(draw, (o.kind,)))), counted(len(same), o.kind))
    if roll < 0.56 and len(same) == 1:
        return exchange(written(draw, COLOR(draw, t="the " + KIND_WORDS[o.kind](draw))), f"The {o.kind} is {o.color}.")
    if roll < 0.64:
        fits = sum(p.kind == o.kind and p.color == o.color for p in scene)
        said = PRESENT(draw, a=replies.article(f"{o.color} {KIND_WORDS[o.kind](draw)}"))
        return exchange(written(draw, said), "Yes, t" + counted(fits, f"{o.color} {o.kind}")[1:])
    index = draw.whole(0, len(scene) - 1)
    if roll < 0.72:
        return exchange(written(draw, WHERE(draw, t="the " + table.names[index])), replies.whereabouts(scene, index, table.names))
    if roll < 0.8:
        kind, color = draw.of(PICKABLE), draw.of(COLORS)
        if any(p.kind == kind and p.color == color for p in scene):
            return ()
        return exchange(written(draw, PICK_PLAIN(draw, t=f"{color} {kind}")), replies.absent(scene, f"{color} {kind}"))
    hand = held(scene)
    if roll < 0.88 or hand is not None:
        step = draw.of(("go home", "wave"))
        return did(draw, written(draw, GESTURES[step](draw)), (step,))
    if roll > 0.95 and (moved := _beside(draw, table)):
        return moved
    lying = [i for i, p in enumerate(scene) if p.inside is not None and scene[p.inside].kind in CONTAINERS and p.kind in PICKABLE and " the " not in table.names[i]]
    if lying:
        index = draw.of(lying)
        place, goal = preposition(scene[scene[index].inside].kind), table.names[scene[index].inside]
        return did(draw, written(draw, PUT_PLAIN(draw, t=table.names[index], p=place, d=goal)), (f"put the {table.names[index]} {place} the {goal}",))
    if o.kind in PICKABLE and o.inside is None and not loaded(scene, scene.index(o)) and " the " not in table.names[scene.index(o)]:
        name = table.names[scene.index(o)]
        return did(draw, written(draw, PICK_PLAIN(draw, t=name)), (f"pick up the {name}",)) + did(draw, written(draw, DOWN_IT(draw)), (f"put down the {name}",))
    return ()


def _beside(draw: Draw, table: Table) -> tuple[Utterance, ...]:
    """A thing was put beside another, where it stands; nothing where none stands so."""
    scene = table.scene
    found = [(i, relation, k) for i, a in enumerate(scene) if a.kind in PICKABLE and a.inside is None and not loaded(scene, i) and " the " not in table.names[i]
             for k, b in enumerate(scene) if k != i and b.inside is None for relation in RELATIONS if holds(a, b, relation)]
    if not found:
        return ()
    index, relation, mark = draw.of(found)
    name, goal = table.names[index], table.names[mark]
    return did(draw, written(draw, PUT_PLAIN(draw, t=name, p=RELATION_SAID[relation](draw), d=goal)), (f"put the {name} {RELATION_WORDS[relation]} the {goal}",))
