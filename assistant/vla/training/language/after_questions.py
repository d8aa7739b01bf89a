"""What follows a question: "pick it up", "put them in the box", "what color is it", "and the bowl?", "and the one on the far right?".

Knows scenes, references, and what the robot answered.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, step_for, twin
from assistant.vla.training.language.comparing_words import EXTREME
from assistant.vla.training.language.exchanges import act, exchange
from assistant.vla.training.language.followup_words import IT_COLOR, IT_WHERE, PICK_PLAIN, THEM
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import PICK_IT, PUT_IT
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.question_words import COLOR, COUNT, PRESENT, WHAT_IS, WHERE
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import in_or_on, phrase, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, KINDS, PICKABLE, NoRoom, any_look, build, in_order
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, SIDE_AFTER, THING


def after_answer(draw: Draw) -> Lesson:
    """A question about one thing, then "pick it up", "put it in the bowl", "what color is it"; about several, then "put them in the box"."""
    looks = [any_look(draw, PICKABLE)]
    several = draw.random() < 0.22
    if several:
        looks.append(twin(draw, looks[0]))
    looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.4)
    scene, where = build(draw, looks)
    table, index = Table(scene), where[0]
    o = scene[index]
    kind = KIND_WORDS[o.kind](draw)
    same = [i for i, p in enumerate(scene) if p.kind == o.kind]
    if several:
        past = exchange(COUNT(draw, n=plural(draw, (o.kind,))), counted(len(same), o.kind))
        goal = where[2]
        if len(same) not in (2, 3):
            raise NoRoom
        if draw.random() < 0.5:
            steps = tuple(step_for(table, "place", i, goal, None) for i in in_order(scene, same))
            word = in_or_on(draw, scene[goal].kind)
            return replace(act(draw, table, past, THEM(draw, p=word, d=refer(draw, table, goal, table.of(CONTAINERS)).words), steps, same, (goal,)), tag="sequence")
        if [i for i in same if scene[i].color == o.color] != [index]:
            raise NoRoom
        words = draw.of(("the {} one", "the {} one", "just the {} one")).format(COLOR_WORDS[o.color](draw))
        return act(draw, table, past, PICK_PLAIN(draw, t=words[4:] if words.startswith("the ") else words), (f"pick up the {table.names[index]}",), (index,))
    colored = draw.random() < 0.5
    if len(same) > 1 and (not colored or sum(scene[i].color == o.color for i in same) > 1):
        raise NoRoom
    roll = draw.random()
    thing = Meaning(None, o.color)
    if draw.random() < 0.15 and denote(table, thing, range(len(scene))) == [index]:
        past = exchange(WHAT_IS(draw, t=phrase(draw, table, thing, "the")), f"It is {replies.article(f'{o.color} {o.kind}')}.")
    elif colored:
        what, said = f"{o.color} {o.kind}", f"{COLOR_WORDS[o.color](draw)} {kind}"
        if roll < 0.3:
            past = exchange(WHERE(draw, t="the " + said), replies.whereabouts(scene, index, table.names))
        else:
            seen = PRESENT(draw, a=replies.article(said)) if roll < 0.7 else draw.of(("do you see the {}", "can you see the {}", "can you find the {}", "is the {} there", "you see the {}")).format(said)
            past = exchange(seen, f"Yes, there is one {what}.")
    elif roll < 0.35:
        past = exchange(COLOR(draw, t="the " + kind), f"The {o.kind} is {o.color}.")
    elif roll < 0.65:
        past = exchange(WHERE(draw, t="the " + kind), replies.whereabouts(scene, index, table.names))
    else:
        past = exchange(PRESENT(draw, a=replies.article(kind)), f"Yes, there is one {o.kind}.")
    roll = draw.random()
    if roll < 0.5:
        return act(draw, table, past, PICK_IT(draw), (f"pick up the {table.names[index]}",), (index,))
    goal = where[1]
    if roll < 0.8:
        word = in_or_on(draw, scene[goal].kind)
        words = refer(draw, table, goal, table.of(CONTAINERS)).words
        return act(draw, table, past, PUT_IT(draw, d=words, **{"in": word}), (step_for(table, "place", index, goal, None),), (index,), (goal,))
    if roll < 0.9:
        return Lesson(scene, past, written(draw, IT_COLOR(draw)), "answer", f"The {o.kind} is {o.color}.", targets=(index,), tag="question")
    return Lesson(scene, past, written(draw, IT_WHERE(draw)), "answer", replies.whereabouts(scene, index, table.names), targets=(index,), tag="question")


def and_the(draw: Draw) -> Lesson:
    """A question, then the same of something else: "and the bowl?", "how about the cans?"."""
    table = any_table(draw, 6)
    scene = table.scene
    if draw.random() < 0.35:
        return _and_the_other_end(draw, table)
    kinds = [k for k in KINDS if sum(o.kind == k for o in scene) == 1]
    if len(kinds) < 2:
        raise NoRoom
    a, b = draw.shuffled(kinds)[:2]
    first, second = (next(i for i, o in enumerate(scene) if o.kind == k) for k in (a, b))
    roll = draw.random()
    ask = draw.of(("and the {}", "and the {}", "what about the {}", "how about the {}", "and what about the {}", "the {}", "now the {}", "and that {}"))
    if roll < 0.4:
        past = exchange(COLOR(draw, t="the " + KIND_WORDS[a](draw)), f"The {a} is {scene[first].color}.")
        return Lesson(scene, past, written(draw, ask.format(KIND_WORDS[b](draw)) + "?"), "answer", f"The {b} is {scene[second].color}.", targets=(second,), tag="question")
    if roll < 0.7:
        past = exchange(WHERE(draw, t="the " + KIND_WORDS[a](draw)), replies.whereabouts(scene, first, table.names))
        return Lesson(scene, past, written(draw, ask.format(KIND_WORDS[b](draw)) + "?"), "answer", replies.whereabouts(scene, second, table.names), targets=(second,), tag="question")
    kind = draw.of(KINDS)
    fits = [i for i, o in enumerate(scene) if o.kind == kind]
    past = exchange(COUNT(draw, n=plural(draw, (a,))), counted(1, a))
    said = draw.of(("and {}", "and how many {}", "what about {}", "how about {}", "and the {}", "how about the {}", "what about the {}", "and {} are there")).format(plural(draw, (kind,)))
    return Lesson(scene, past, written(draw, said + "?"), "answer", counted(len(fits), kind), targets=tuple(fits), tag="question")


_AND_THE_END = Phrases("""
3*and the (one|thing|object) {s}
2*and {s}
2*what about the (one|thing|object) {s}
2*and what about the one {s}
how about the one {s}
and which one is {s}
the one {s}
and then the one {s}
and what's {s}
okay, and the one {s}
~and for the one {s}
""", more="after_questions._AND_THE_END")


def _and_the_other_end(draw: Draw, table: Table) -> Lesson:
    """ "What is furthest to the left?", then "and the one on the far right?": a question still."""
    scene = table.scene
    free = [i for i, o in enumerate(scene) if o.inside is None]
    first, second = draw.of((("left", "right"), ("right", "left"), ("left", "middle"), ("right", "middle"), ("near", "far"), ("far", "near")))
    ends = [denote(table, Meaning(None, side=side), free) for side in (first, second)]
    if len(free) < 2 or any(not e or len(e) != 1 for e in ends):
        raise NoRoom
    (one,), (other,) = ends
    if one == other:
        raise NoRoom
    past = exchange(EXTREME[first](draw, n=THING(draw)), f"The {table.names[one]} is {replies.END[first]}.")
    said = _AND_THE_END(draw, s=SIDE_AFTER[second](draw))
    draw.spatial = True
    return Lesson(scene, past, written(draw, said + draw.of(("?", "?", "?", ""))), "answer", f"The {table.names[other]} is {replies.END[second]}.", targets=(other,), tag="question")
