"""Questions that follow an act or an answer: how many are in now and how many are left, did they all get in, what does it stand on, which one have you got, and on the other side, say that again.

Knows questions, scenes and what the robot said.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.interface import Utterance
from assistant.vla.training.language import questions, replies
from assistant.vla.training.language.asked import scene_for
from assistant.vla.training.language.commands import clear, distractors
from assistant.vla.training.language.exchanges import did, exchange, taken
from assistant.vla.training.language.followup_words import PICK_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT
from assistant.vla.training.language.leaving import filled, stacking, tower_of
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.question_words import RELATED
from assistant.vla.training.language.questions import counted, located, standing
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import PICKABLE, RELATION_WORDS, NoRoom, any_look, build, held, preposition
from assistant.vla.training.language.sequences import sequence
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, RELATION_SAID

# {n} are several, {in} {d} is where some of them were put.
_HOW_MANY_IN = Phrases("""
4*how many {n} are {in} {d} [now]
3*how many are {in} (it|there|{d}) [now]
2*[and] how many {n} (did you put|have you put|did you get) {in} (it|there|{d})
2*count the {n} {in} {d} [for me]
[so] how many {n} have we got {in} (it|there|{d}) [now]
[and] how many {n} did you put away
how many {n} does {d} hold [now]
what's the count {in} {d} [now]
(so|okay,) how many is that {in} {d}
how many {n} (went|got|ended up) {in} (it|there|{d})
~what number of {n} {in} {d}
""", more="asked_back._HOW_MANY_IN")
_HOW_MANY_OUT = Phrases("""
4*how many {n} are left
3*how many {n} are still (out|outside|on the table|left|to go)
2*[and] how many {n} (outside|not {in}) (it|{d})
2*how many {n} are (outside|not {in}) (it|{d}) [now]
2*how many (are|is that) still outside
how many {n} are left (to go in|to put in|to do|over|on the table|standing)
how many more {n} (are there|have we got|to go)
how many {n} (haven't you|didn't you) put {in} (it|there|{d})
and how many {n} are not {in} (it|there|{d})
[so] how many {n} (remain|stayed out|are missing)
count the {n} that are (left|not {in} {d}|still out)
~how many {n} await their turn
""", more="asked_back._HOW_MANY_OUT")
_ALL_IN = Phrases("""
3*are (they all|all of them) {in} (it|there|{d}) [now]
3*did you get (all of them|them all)
2*is that all of them
2*are all the {n} {in} (it|there|{d}) [now]
2*did (they all|all of them|all the {n}) (make it|get in|get {in} there|go in)
did you put (all of them|them all|all the {n}) {in} (it|there)
have you put (all of them|them all|all the {n}) {in}
is every {k} {in} (it|there|{d}) [now]
[so] all {in} (there|{d}) [now]
(good job|well done|lovely|nice)[,|!] did you get (all of them|them all)
~have all {n} been seen to
""", more="asked_back._ALL_IN")
_ANY_OUT = Phrases("""
4*any left out
3*[are there] any {n} left [out|over]
2*did you (miss|forget) any [{n}|of them]
2*is (any|one) [of them] still out
is there any {k} left [out|over]
(any|are any) [of them] not {in} (it|there|{d})
have you left any [{n}] out
is one missing
did you leave (any|one) out
are there still any {n} (outside|on the table)
~was any {k} overlooked
""", more="asked_back._ANY_OUT")
_ON_WHAT = Phrases("""
4*what is {t} (standing|sitting|lying|resting) on
3*what's {t} on [top of]
2*what's {t} (standing|sitting|resting) on
2*what is (under|below|underneath|beneath) {t}
what's (under|below|underneath) {t}
[and] what does {t} (stand|sit|rest) on
on what is {t} (standing|sitting)
which (cube|block|one) is {t} (standing|sitting) on
which (cube|block|one) is (under|below) {t}
what (carries|holds up) {t}
~upon what does {t} rest
""", more="asked_back._ON_WHAT")
_GOT_NOW = Phrases("""
3*[so] which one have you got [now]
3*[so] which one are you holding [now]
2*[and] what have you got (now|there|in your hand) 
2*[so] which (one is|is) (that|it) [you're holding|in your hand|you have there]
what's that (in your hand|you're holding|you've got)
which (cube|one|thing|object) is (it|that) you're holding
[so|and] what is it you have (now|there)
what did you (take|pick|grab) [then|now]
tell me which one you have
remind me what you're holding
is that the right one you've got, which is it
(have you got|do you have) (it|one|something) (now|there), which one
~which of them do you now hold
""", more="asked_back._GOT_NOW")
_STILL_THERE = Phrases("""
4*how many {n} are (still|left) (on the table|standing|there)
3*how many {n} are left
2*[so] how many {n} are (still standing|left standing|still) on the table
how many {n} (remain|remain on the table|does that leave)
how many {n} do you see on the table (now|still)
without the one you're holding, how many {n} are there
not counting (that one|yours|the one in your hand), how many {n} are (there|left)
(and|so) how many {n} are there (left|still) on the table
~how many {n} stayed behind
""", more="asked_back._STILL_THERE")
_AND_THERE = Phrases("""
4*and {by} it
3*and what is {by} it
2*what about {by} it
2*what's {by} it
how about {by} it
and {by} that
and (is there anything|anything) {by} it
okay, and {by} it
now what is {by} it
and {by} {d}
~and what sits {by} it
""", more="asked_back._AND_THERE")
_AND_OPPOSITE = Phrases("""
4*and on the other side
3*and on the other side of it
2*what about the other side
2*and the other side
and what is on the other side [of it|of {d}]
what's on the other side [of it|of {d}]
how about the other side
(okay|right), and on the other side
and what's opposite, on the other side of it
~and on its opposite side
""", more="asked_back._AND_OPPOSITE")
_SAY_AGAIN = Phrases("""
4*say that again
3*what did you say
3*pardon
2*[sorry,] (say that again|what was that|come again) [please]
2*can you (say that again|repeat that|repeat what you said)
2*sorry, (i didn't (hear|catch|get) (that|you)|it's (loud|noisy) in here), (say that again|what did you say|say it again|once more please)
i (didn't|did not) (hear|catch|get|understand) (that|you|what you said)
(could|would) you repeat (that|your answer)
repeat (that|your answer|what you just said) [please]
come again
excuse me, what did you say
what was your answer [again]
louder please, what did you say
say it again, (please|i wasn't listening|i was on the phone)
tell me again
i missed (that|your answer), say it again
~kindly reiterate
""", more="asked_back._SAY_AGAIN")
_RECAP = Phrases("""
3*tell me everything you did [just now]
3*what was it you just (moved|shifted|did)
2*what did you just (move|shift|do)
2*what (all|exactly) did you [just] do
list what you did
what have you (moved|shifted|been up to) [just now]
(so|and) what did you do [in the end|there]
run me through what you did
what was that you just (moved|did|shifted)
which (thing|things|one|ones) did you [just] (move|shift|touch)
remind me what you (just|) (moved|did|shifted)
say what you did
~recount everything you did
""", more="asked_back._RECAP")
_ASIDE = Phrases("""
3*{q}? i (think|thought|believe) i (left|put|had) (it|one) (there|down there|somewhere)
2*{q}? i'm (sure|certain) i (put|left|saw) (it|one) (there|down there|somewhere here)
2*{q}? i can't (see|find) (it|one)
{q}? (i'm|i am) looking for (it|one)
{q}? my (wife|boss|brother|mate) says so
i (think|thought) i left (it|one) here, {q}
i've lost track, {q}
{q}? just (checking|asking|wondering)
{q}, or (am i wrong|have i lost it|am i imagining it)
~{q}? do enlighten me
""", more="asked_back._ASIDE")
_OPPOSITE = {"left_of": "right_of", "right_of": "left_of", "in_front_of": "behind", "behind": "in_front_of"}


def _told(draw: Draw, scene, past: tuple[Utterance, ...], said: str, text: str, targets) -> Lesson:
    if draw.random() < 0.3:
        said = f"{draw.of(('so', 'and', 'okay,', 'right,', 'good,', 'now', 'hm,', 'tell me,', 'lovely,', 'thanks,'))} {said.removeprefix('so ').removeprefix('and ')}"
    return Lesson(scene, tuple(past)[-6:], written(draw, sentence(draw, said) if draw.random() < 0.4 else said), "answer", text, targets=tuple(targets), tag="question")


def how_many_now(draw: Draw) -> Lesson:
    """Some were put in or on something: how many are there now, and how many are not; or one is in the hand, and how many still stand."""
    if draw.random() < 0.25:
        return _how_many_still_stand(draw)
    table, goal, inside, past = filled(draw)
    scene = table.scene
    kind = draw.of([scene[i].kind for i in inside]) if draw.random() < 0.65 else None
    group = [i for i in table.of(PICKABLE) if kind in (None, scene[i].kind) and not scene[i].held]
    out = draw.random() < 0.5
    fits = [i for i in group if (i in inside) != out]
    place = preposition(scene[goal].kind)
    d = f"the {scene[goal].kind}" if sum(o.kind == scene[goal].kind for o in scene) == 1 else f"the {table.names[goal]}"
    n = plural(draw, (kind,)) if kind else draw.of(("things", "objects", "of them", "of those", ""))
    if not kind and any(scene[i].kind not in PICKABLE for i in range(len(scene)) if i != goal) and out:
        raise NoRoom  # whether another bowl is left, too
    said = (_HOW_MANY_OUT if out else _HOW_MANY_IN)(draw, n=n or "things", d=d, **{"in": place})
    if not kind and draw.random() < 0.3 and out and past:
        said = draw.of(("how many are left", "how many left", "and how many are still out", "how many to go"))
    if kind and n not in said and any(o.kind != kind for i, o in enumerate(scene) if i != goal):
        raise NoRoom  # how many of what?
    text = counted(len(fits), kind or "object")
    if not out:
        text = f"{text[:-1]} {place} the {table.names[goal]}."
    return _told(draw, scene, past, said, text, fits)


def _how_many_still_stand(draw: Draw) -> Lesson:
    kind = draw.of(PICKABLE)
    looks = [any_look(draw, (kind,)) for _ in range(draw.of((2, 3, 3, 4)))]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.0)
    scene, where = build(draw, looks, None, 0)
    table, hand = Table(scene), where[0]
    past = did(draw, PICK_PLAIN(draw, t=table.names[hand]), (f"pick up the {table.names[hand].removeprefix('held ')}",))
    fits = [i for i, o in enumerate(scene) if o.kind == kind and not o.held]
    return _told(draw, scene, past, _STILL_THERE(draw, n=plural(draw, (kind,))), counted(len(fits), kind), fits)


def all_in(draw: Draw) -> Lesson:
    """Did they all get in; was one left out."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    kind = draw.of([scene[i].kind for i in inside])
    group = [i for i in table.of(PICKABLE) if scene[i].kind == kind]
    rest = [i for i in group if i not in inside]
    if len(group) < 2 or len(rest) > 1 or any(scene[i].held for i in group):
        raise NoRoom
    place = f"{preposition(scene[goal].kind)} the {table.names[goal]}"
    slots = {"n": plural(draw, (kind,)), "k": kind, "d": f"the {scene[goal].kind}", "in": preposition(scene[goal].kind)}
    left_out = draw.random() < 0.45
    said = (_ANY_OUT if left_out else _ALL_IN)(draw, **slots)
    if slots["n"] not in said and kind not in said and any(scene[i].kind != kind for i in table.of(PICKABLE)):
        raise NoRoom  # any of what?
    if rest:
        name = table.names[rest[0]]
        return _told(draw, scene, past, said, f"{'Yes' if left_out else 'No'}, the {name if ' the ' not in name else f'{scene[rest[0]].color} {kind}'} is not {place}.", rest)
    every = located(table, [i for i in inside if scene[i].kind == kind], place)
    return _told(draw, scene, past, said, f"{'No' if left_out else 'Yes'}, {every[0].lower()}{every[1:]}", group)


def stands_on(draw: Draw) -> Lesson:
    """What the one in the tower stands on."""
    table, tower = tower_of(draw, draw.of((2, 2, 3)))
    scene = table.scene
    past = did(draw, *stacking(draw, table, tower)) if draw.random() < 0.8 else ()
    index = draw.of(tower[1:])
    color = COLOR_WORDS[scene[index].color](draw)
    t = f"the {color} {draw.of(('one', 'one', 'cube', 'block'))}" if sum(o.color == scene[index].color for o in scene) == 1 else f"the {color} cube"
    return _told(draw, scene, past, _ON_WHAT(draw, t=t), replies.whereabouts(scene, index, table.names), (index,))


def got_now(draw: Draw) -> Lesson:
    """Which one it has now, after one was put down and another taken."""
    kind = draw.of(PICKABLE)
    looks = [any_look(draw, (kind,)), any_look(draw, (kind,) if draw.random() < 0.7 else PICKABLE)]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand, other = Table(scene), *where[:2]
    names = [table.names[i].removeprefix("held ") for i in (hand, other)]
    if any(" the " in name for name in names):
        raise NoRoom
    past = taken(draw, names[0])
    if draw.random() < 0.75:
        first = taken(draw, names[1])
        second = draw.of((f"put it down and pick up the {names[0]}", f"set that down and take the {names[0]}", f"no, the {names[0]}", "pick up the other one", f"{DOWN_IT(draw)} and then lift the {names[0]}"))
        past = first + did(draw, second, (f"put down the {names[1]}", f"pick up the {names[0]}"))
    return _told(draw, scene, past, _GOT_NOW(draw), replies.holding(table.names, hand), (hand,))


def other_side(draw: Draw) -> Lesson:
    """What is left of it was asked, and then: "and on the other side?"."""
    table = scene_for(draw, 3, False, 0.0)
    scene = table.scene
    mark = draw.whole(0, len(scene) - 1)
    if scene[mark].inside is not None:
        raise NoRoom
    first = draw.of(tuple(_OPPOSITE))
    opposite = draw.random() < 0.5
    then = _OPPOSITE[first] if opposite else draw.of([r for r in (*_OPPOSITE, "next_to") if r != first])
    found = {}
    for relation in (first, then):
        found[relation] = standing(scene, mark, relation)
    words = refer(draw, table, mark, range(len(scene)), simple=True).words
    asked = written(draw, RELATED(draw, by=RELATION_SAID[first](draw), d=words))
    past = exchange(asked, located(table, found[first], f"{RELATION_WORDS[first]} the {table.names[mark]}"))
    said = _AND_OPPOSITE(draw, d=words) if opposite and draw.random() < 0.6 else _AND_THERE(draw, d=words, by=RELATION_SAID[then](draw))
    draw.spatial = True
    end = draw.of(("?", "?", ""))
    return Lesson(scene, past, written(draw, said + end), "answer", located(table, found[then], f"{RELATION_WORDS[then]} the {table.names[mark]}"), targets=tuple(found[then]), tag="question")


def said_again(draw: Draw) -> Lesson:
    """What it said last, once more: no command, whatever that was about."""
    roll = draw.random()
    if roll < 0.7:
        lesson = questions.question(draw)
    else:
        lesson = clear(draw, draw.of(("pick", "place", "move")))
        if held(lesson.objects) is not None:
            raise NoRoom
    if lesson.history or len(replies.tokens(lesson.text)) > 25:
        raise NoRoom
    past, said = exchange(lesson.say, lesson.text), _SAY_AGAIN(draw)
    if roll >= 0.7 and any(words in said for words in ("what was that", "repeat that")):
        raise NoRoom  # of a deed: what it did, or do it once more
    return Lesson(lesson.objects, past, written(draw, said), "answer", lesson.text, targets=lesson.targets if roll < 0.7 else (), tag="question")


def recapped(draw: Draw) -> Lesson:
    """All that it did: every step of it."""
    lesson = sequence(draw) if draw.random() < 0.7 else clear(draw, draw.of(("pick", "place", "move", "stack")))
    if lesson.kind != "act" or lesson.history or not lesson.steps:
        raise NoRoom
    past = did(draw, lesson.say, lesson.steps)
    past = (replace(past[0], text=lesson.say), *past[1:])
    return _told(draw, lesson.objects, past, _RECAP(draw), replies.did(lesson.steps), ())


def with_aside(draw: Draw) -> Lesson:
    """A question, and why it is asked: "can you see a black cup? I'm sure I put it there"."""
    lesson = draw.of((questions.present, questions.present, questions.where, questions.count))(draw)
    return replace(lesson, say=written(draw, _ASIDE(draw, q=lesson.say.rstrip("?.! ")), plain=True))
