"""What people add around a command: how it is to end ("and go back home"), whose the thing is ("mine is the blue one"), or a question where they were asked one.

Knows single commands, gestures, references and questions.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.interface import Utterance
from assistant.vla.training.language import questions, replies
from assistant.vla.training.language.commands import bare_words, candidates, clear, plainly, setting, step_for, steps_for, unsettled
from assistant.vla.training.language.exchanges import did, taken, taken_and_put_down
from assistant.vla.training.language.followup_words import PUT_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT, GESTURES, any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import PUT_IT
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.refusals import HARM
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, Scene, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import KIND_WORDS

_ENDED = Phrases("""
4*[<on>] {a} and [then] {b}
3*[<on>] {a}, [and] then {b}
2*[<on>] {a}, and {b}
[<on>] {a}. (then|after that|and then|when you are done) {b}
[<on>] {a}, {b} (after that|afterwards|when you are done|when that's done)
[<on>] {a} and when (you are done|that is done|it's there) {b}
[<on>] {a} and finish (by|with) this: {b}
~[<on>] {a}, whereupon {b}
""")
Phrases("now\nokay now\nand\nthen\nand now\ngood, now\nright\nso\nnext\ngreat, now\nlovely, now\n~subsequently", "on")
_GESTURES_ONLY = Phrases("""
4*[<on>] {a} and [then] {b}
3*[<on>] {a}, then {b}
2*[<on>] {a} and after that {b}
[<on>] first {a}, then {b}
{b}, but first {a}
~[<on>] {a}, thereafter {b}
""")


def ended(draw: Draw) -> Lesson:
    """Something more to do after what was done, and how it is to end: home, open, a wave. Or two such gestures alone."""
    if draw.random() < 0.25:
        return _two_gestures(draw)
    if draw.random() < 0.3:
        return _it_then(draw)
    verb = draw.of(("place", "place", "stack", "move", "pick"))
    lesson = clear(draw, verb) if draw.random() < 0.5 else None
    first, scene, steps, targets, goals = _plain(draw, verb) if lesson is None else (lesson.say.rstrip(".!?"), lesson.objects, lesson.steps, lesson.targets, lesson.destinations)
    if held(scene) is not None or not steps:
        raise NoRoom
    end = draw.of(("go home", "go home", "wave")) if verb == "pick" else draw.of(("go home", "go home", "go home", "open the gripper", "close the gripper", "wave"))
    said = _ENDED(draw, a=first, b=GESTURES[end](draw))
    past: tuple[Utterance, ...] = ()
    if draw.random() < 0.6:
        past = _earlier(draw, Table(scene), {*targets, *goals})
    steps = (*steps, end)
    return Lesson(scene, past, written(draw, said, plain=lesson is not None), "act", replies.doing(steps), steps, (), targets, goals, "sequence")


def _plain(draw: Draw, verb: str) -> tuple[str, Scene, tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """A command as a bare verb phrase that names its things simply; its scene, steps, targets and destinations."""
    s = setting(draw, verb)
    table, scene, goal = s.table, s.table.scene, s.destination
    if loaded(scene, s.target) or scene[s.target].inside is not None or (goal is not None and loaded(scene, goal)):
        raise NoRoom
    things, places = candidates(table, verb, s.target, goal)
    relation = draw.of(RELATIONS) if verb == "move" else None
    thing = refer(draw, table, s.target, things, simple=True).words
    place, kind = ("", None) if goal is None else (refer(draw, table, goal, places, simple=True).words, scene[goal].kind)
    return bare_words(draw, verb, thing, place, kind, relation), scene, steps_for(table, verb, s.target, goal, relation), (s.target,), () if goal is None else (goal,)


def _earlier(draw: Draw, table: Table, busy: set[int]) -> tuple[Utterance, ...]:
    """What was done with another thing before."""
    scene = table.scene
    lying = [i for i in table.of(PICKABLE) if i not in busy and scene[i].inside is not None and scene[scene[i].inside].kind in CONTAINERS and " the " not in table.names[i]]
    free = [i for i in table.of(PICKABLE) if i not in busy and scene[i].inside is None and not loaded(scene, i) and " the " not in table.names[i]]
    if lying:
        index = draw.of(lying)
        goal = scene[index].inside
        word = preposition(scene[goal].kind)
        return did(draw, PUT_PLAIN(draw, t=table.names[index], p=word, d=table.names[goal]), (f"put the {table.names[index]} {word} the {table.names[goal]}",))
    if free:
        name = table.names[draw.of(free)]
        return taken_and_put_down(draw, name)
    return ()


def _two_gestures(draw: Draw) -> Lesson:
    table = any_table(draw, 6)
    one, two = draw.shuffled(("go home", "open the gripper", "close the gripper", "wave"))[:2]
    said = _GESTURES_ONLY(draw, a=GESTURES[one](draw), b=GESTURES[two](draw))
    steps = (one, two)
    return Lesson(table.scene, _earlier(draw, table, set()) if draw.random() < 0.5 else (), written(draw, request(draw, said) if draw.random() < 0.4 else said), "act", replies.doing(steps), steps, tag="sequence")


def _it_then(draw: Draw) -> Lesson:
    """The thing is in the hand: "put it in the bowl and go home", "set it down and wave"."""
    table, hand, past = _in_hand(draw)
    scene = table.scene
    places = [i for i in table.of(CONTAINERS) if not loaded(scene, i)]
    end = draw.of(("go home", "go home", "open the gripper", "close the gripper", "wave"))
    if places and draw.random() < 0.6:
        goal = draw.of(places)
        first = PUT_IT(draw, d=refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
        steps, goals = (step_for(table, "place", hand, goal, None), end), (goal,)
    else:
        first, steps, goals = DOWN_IT(draw), (f"put down the {table.names[hand]}", end), ()
    said = _ENDED(draw, a=first, b=GESTURES[end](draw))
    return Lesson(scene, past, written(draw, said), "act", replies.doing(steps), steps, (), (hand,), goals, "sequence")


def _in_hand(draw: Draw) -> tuple[Table, int, tuple[Utterance, ...]]:
    """A table, what was just picked up from it, and how that was said."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)] + [any_look(draw) for _ in range(draw.of((0, 1, 1, 2, 3)))]
    scene, where = build(draw, looks, None, 0)
    table, hand = Table(scene), where[0]
    if " the " in table.names[hand]:
        raise NoRoom
    return table, hand, taken(draw, table.names[hand].removeprefix("held "))


def harm_with_it(draw: Draw) -> Lesson:
    """Harm with what is in the hand: "now lob it at him"."""
    table, hand, past = _in_hand(draw)
    sentences, reason = draw.of(HARM)
    said = sentences(draw, t=draw.of(("it", "it", "it", "that", "that thing", f"the {table.scene[hand].kind}")))
    roll = draw.random()
    if roll < 0.5:
        said = f"{draw.of(('now', 'and now', 'okay now', 'then', 'good, now', 'great, and', 'and'))} {said}"
    elif roll < 0.7:
        said = request(draw, said)
    return Lesson(table.scene, past, written(draw, said), "refuse", replies.SAY[reason], targets=(hand,) if "it" in said.split() else (), tag="refuse")


def asked_meanwhile(draw: Draw) -> Lesson:
    """The robot asked which; the person asks something else before answering, and is told."""
    lesson = draw.of((questions.see, questions.count, questions.color, questions.present, questions.present, questions.where, questions.related, questions.true_or_not, questions.which_are))(draw)
    scene = lesson.objects
    kinds = [k for k in PICKABLE if sum(o.kind == k and not o.held and o.inside is None for o in scene) > 1 and sum(o.kind == k for o in scene) == sum(o.kind == k and o.inside is None and not o.held for o in scene)]
    if not kinds:
        raise NoRoom
    kind = draw.of(kinds)
    fits = [i for i, o in enumerate(scene) if o.kind == kind]
    table = Table(scene)
    thing = f"{draw.of(('the', 'the', 'that', 'a'))} {KIND_WORDS[kind](draw)}"
    places = [i for i in table.of(CONTAINERS) if i not in fits]
    if places and draw.random() < 0.5:
        said = plainly(draw, table, "place", thing, draw.of(places), None)
    else:
        said = plainly(draw, table, "pick", thing, None, None)
    text, _ = replies.which(scene, fits, table.names)
    return replace(lesson, history=(Utterance("user", written(draw, said)), Utterance("robot", text)))


def asked_after_acting(draw: Draw) -> Lesson:
    """A question about the table as it lies, just after something was done, in whatever words that was wanted."""
    lesson = questions.question(draw)
    table = Table(lesson.objects)
    hand = held(lesson.objects)
    if hand is None:
        past = _earlier(draw, table, set())
    else:
        past = taken(draw, table.names[hand].removeprefix("held "))
    if not past or (hand is not None and " the " in table.names[hand]):
        raise NoRoom
    return replace(lesson, history=past)


_MINE = Phrases("""
4*{v} mine
3*one of (them|those|these|the {n}) (is mine|belongs to me), {v} (mine|it|that one)
2*one of the {n} is <owner>, {v} (that one|it|<owner>)
2*{v} <owner> {k}
2*{v} the {k} (that is|that's|which is) <owner>
{v} my own {k}
{v} the {k} (i like|i had yesterday|i always use|i was talking about|we used before|i showed you last time|i want)
{v} my favourite {k}
(there's|there is) a {k} of mine [there|on the table|among them], {v} it
the {k} is <owner>, {v} it
you know which {k} is mine, {v} it
~{v} the {k} belonging to <owner>
""")
Phrases("mine\nmy sister's\nmy brother's\ngrandma's\ngrandpa's\nmum's\ndad's\nmy wife's\nmy husband's\nhers\nhis\nTom's\nAnna's\nmy daughter's\nmy son's\nthe teacher's\nmy neighbour's\n~my cousin's\n~the nurse's", "owner")


def owned(draw: Draw) -> Lesson:
    """Whose it is does not tell which: with one of the kind that is it, with several it asks."""
    several = draw.random() < 0.6
    if several:
        asked, order = unsettled(draw, "pick")
        table = order.table
        scene = table.scene
        kinds = {scene[i].kind for i in order.options}
        if len(kinds) > 1:
            raise NoRoom
        kind = kinds.pop()
        fits = tuple(i for i in table.of(PICKABLE) if scene[i].kind == kind and not loaded(scene, i))
        if len(fits) < 2 or any(scene[i].held for i in fits):
            raise NoRoom
    else:
        s = setting(draw, "pick")
        table = s.table
        scene = table.scene
        kind = scene[s.target].kind
        fits = (s.target,)
        if [i for i in table.of(PICKABLE) if scene[i].kind == kind] != [s.target] or loaded(scene, s.target) or held(scene) is not None:
            raise NoRoom
    noun, several_of_it = KIND_WORDS[kind](draw), plural(draw, (kind,))
    said = _MINE(draw, v=draw.of(("pick up", "take", "grab", "lift", "give me", "hand me", "get me", "hold up", "bring me", "pick")), n=several_of_it, k=noun)
    unnamed = noun not in said and several_of_it not in said  # "take mine": any thing
    if not several:
        if unnamed or "one of" in said:
            raise NoRoom
        steps = steps_for(table, "pick", fits[0], None, None)
        return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), fits, (), "pick")
    if unnamed:
        fits = tuple(i for i in table.of(PICKABLE) if not loaded(scene, i) and not scene[i].held)
    text, options = replies.which(scene, fits, table.names)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "ask", text, (), options, fits, (), "ask")
