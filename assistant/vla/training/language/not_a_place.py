"""Words that sound like a place or a number and are none: "right on the cube", "so that those at the back can see it", "lot forty-two". No twin is told from the other by them.

Knows single commands and references.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, plain_order, setting, steps_for, unsettled, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases, words
from assistant.vla.training.language.references import phrase, refer, refer_vaguely
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written

# {x} is a command. What it is for: whatever stands in it, the thing is not told by it.
_AIM = Phrases("""
2*{x} so that (everybody|everyone|people|those|the kids) (at the back|in the back|on the left|on the right|in front|over there|behind me) can see it
2*{x} so (i|we|she|he|the baby) can reach it from (the left|the right|behind|the back|over here|my side)
2*{x}, (i|we) need (space|room) on the (left|right)
{x}, because the (left|right|front|back|middle) (side|) is (full|crowded|too crowded|messy)
{x}, (right away|right now|right this second|right this minute)
{x}, (that's right|right|all right|alright)?
{x}, (it's the right time|it is only right|right you are)
right, {x}
(right then|right so|okay right), {x}
{x} before (i|we) (go|turn|drive) (left|right)
{x}, there's nothing left to do
{x}, we have no time left
{x}, there is some time left
{x} so it is out of the (way|middle|corner)
{x}, my (friend|mum|brother) behind me wants to see it
{x}, the people in front want to see it
{x} so that the camera in front can see it
{x} for the (ones|kids|folks) in the (back|middle|front) row
(i'll be right back|be right there), {x}
(she|he) just left, {x}
i (left|put) it (lying around|here|there|on the table) earlier, {x}
~{x} so that the back row gets a look
~{x} while i step to the right
~let's get this right: {x}
""")


# {x} is a command. The numbers count seconds, rooms, tables, birthdays: no things.
_NUMBER = Phrases("""
2*{x} for (a second|one second|two seconds|five seconds|a minute)
2*lot <many>, {x}
2*(number|item|task|job|exercise|round|step|order) <many>: {x}
2*{x}, (it's|this is) for (room|table|house|flat|number|platform|seat) <many>
{x} for (room|table|seat|customer|patient|team|player) <many>
{x} before (i count to|it's|it is) <many>
{x} (by|at|before) <many> o'clock
{x} on the count of (two|three|four)
(one, two, three|three, two, one), {x}
on (two|three): {x}
{x} for the (second|third|fourth|fifth|tenth|hundredth) time [today]
for the (second|third|fourth) time [today], {x}
this is the (second|third|fourth) time (i ask|i'm asking|i say it), {x}
{x}, my (second|third) (wish|try|attempt) [today]
(row|line|aisle|floor|room|level) (a|b|c|one|two|three|seven): {x}
{x}, (row|line|aisle|floor|level) (a|b|c|two|three|seven)
(chapter|page|rule|act|take|scene|verse) <many>: {x}
(the first|my first|the second|my second|the third) (rule|customer|guest|patient|question|thing) (of the day|today) (says|wants|is this|is easy): {x}
(first|second|third) things first, {x}
(take|attempt|try|test|demo) (two|three|number two|number three), {x}
(our|my|her) (second|third) (child|son|daughter|wedding day|birthday|visit) (is today|today|is coming), {x}
i only need it for (two minutes|a second|three seconds), {x}
in (two|three|five|ten) minutes (the guests|we|they) (arrive|leave|start), [so] {x}
{x} (twenty|thirty|ten|five) centimeters (high|up)? no, just {x}
(a hundred|fifty|two|three|five) (euros|pounds|dollars|points) if you do this: {x}
(it is|it's) (two|three|four|five) against one: {x}
(my|the) (order|ticket|parcel) is number <many>, {x}
~gate <many> is closing, {x}
~lap <many>, {x}
""")
Phrases("two\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\ntwelve\nfifteen\ntwenty\ntwenty-one\nforty-two\nninety-nine\n7\n12\n42\nthirty-three\nseventeen\nfifty\na hundred and five", "many")


def with_a_number(draw: Draw) -> Lesson:
    """A number that counts nothing on the table: "lot forty-two, the purple block", "the bowl for room twelve". No second one is meant by that."""
    return _around(draw, _NUMBER)


def with_an_aim(draw: Draw) -> Lesson:
    """What it is good for names a place: "so that everybody at the back can see it". The far one is not meant by that."""
    return _around(draw, _AIM)


def _around(draw: Draw, around: Phrases) -> Lesson:
    """A command among such words, as clear or unclear as it is without them."""
    verb = draw.of(("pick", "pick", "place", "stack"))
    if draw.random() < 0.7:
        lesson, order = unsettled(draw, verb)
        table, fits = order.table, lesson.targets
        if order.open != "target":
            raise NoRoom
        meaning = Meaning((table.scene[order.target].kind,), draw.of((None, table.scene[order.target].color)))
        if sorted(denote(table, meaning, candidates(table, verb, None, order.destination)[0])) != sorted(fits):
            raise NoRoom
        thing, goal = phrase(draw, table, meaning), order.destination
    else:
        s = setting(draw, verb)
        table, goal = s.table, s.destination
        things = candidates(table, verb, s.target, goal)[0]
        if loaded(table.scene, s.target) or goal is not None and (table.scene[goal].held or verb == "stack" and loaded(table.scene, goal)):
            raise NoRoom
        thing, lesson = refer(draw, table, s.target, things).words, None
    said, bare = plain_order(draw, table, verb, thing, goal, None)
    if not bare:
        said = sentence(draw, said)
    elif draw.random() < 0.4:
        said = request(draw, said)
    say = written(draw, around(draw, x=said))
    if lesson is not None:
        return replace(lesson, say=say)
    steps = steps_for(table, verb, s.target, goal, None)
    return Lesson(table.scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), () if goal is None else (goal,), verb)


_RIGHT = {"in": words("right in|right into|right inside"), "on": words("right on|right onto|right on top of|right up on|~right atop"),
          "next_to": words("right next to|right beside|right by|right alongside|right near"), "behind": words("right behind"), "in_front_of": words("right in front of")}
_ORDERS = ("put", "place", "set", "stand", "get", "lay", "park", "drop", "let", "have", "pop", "plonk", "balance", "make")
_RIGHT_THERE = Phrases("""
3*(put|place|set|stand|get|lay|park|drop) {t} {by} {d}
2*{t} {by} {d}, please
{t} (goes|belongs|should be|should go|has to be|ought to be) {by} {d}
i want {t} {by} {d}
let {t} be {by} {d}
could {t} be {by} {d}
have {t} {by} {d}
let me see {t} {by} {d}
~(pop|plonk|balance) {t} {by} {d}
~make {t} climb {by} {d}
""")


def right_there(draw: Draw) -> Lesson:
    """ "The cube right on the block": no side of anything is meant, and there are two of them."""
    verb = draw.of(("place", "stack", "stack", "move"))
    look = any_look(draw, ("cube",) * 3 + ("cup", "can", "ball") * (verb != "stack"))
    goals = ("cube",) if verb == "stack" else CONTAINERS if verb == "place" else PICKABLE + CONTAINERS
    double = draw.random() < 0.7
    looks = [look, any_look(draw, goals)] + [look if draw.random() < 0.6 else (look[0], draw.of(COLORS), look[2])] * double
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    if held(scene) is not None or scene[goal].kind == scene[target].kind and not double or scene[goal].color == scene[target].color:
        raise NoRoom
    things, places = candidates(table, verb, target, goal)
    relation = draw.of(("next_to", "next_to", "behind", "in_front_of")) if verb == "move" else None
    if double:
        thing = refer_vaguely(draw, table, target, [i for i in things if i != goal])
        if thing.meaning.side or thing.meaning.relation or goal in thing.matches:
            raise NoRoom
    else:
        thing = refer(draw, table, target, things, simple=True)
    place = refer(draw, table, goal, places, simple=True)
    unusual_pair(thing, place)
    by = _RIGHT[relation or preposition(scene[goal].kind)](draw)
    said = _RIGHT_THERE(draw, t=thing.words, d=place.words, by=by)
    asked = said.split(" ", 1)[0] in _ORDERS and draw.random() < 0.5
    say = written(draw, request(draw, said) if asked else said)
    if double:
        text, options = replies.which(scene, thing.matches, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, thing.matches, (goal,), "ask")
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), (goal,), verb)
