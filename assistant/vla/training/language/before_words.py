"""What is said of what was said or done before: another thing then, look again, is it in there, it should be, the first one into the box, what you are holding, carry on, do it all the same.

Most of each pool stands in `wordings/`, by many hands. {x} is a thing ("the blue one"), {d} a place, {in} and {by} how to it. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"before_words.{name}")


THEN_THIS = _pool("THEN_THIS", """
3*then {x}
2*okay, {x} then
2*{x} then
{x} instead
take {x} instead
sorry, {x}
oops, i meant {x}
~{x} will have to do
""")
NOW_THERE = _pool("NOW_THERE", """
3*how about now
2*and now
2*look again
try again
now
is it there now
i put it there
~look once more
""")
IS_IT_IN = _pool("IS_IT_IN", """
3*is it {in} {d}
2*is it {in} {d} now
2*is that {in} {d} [too]
and is it {in} {d}
does it lie {in} {d}
~might it be {in} {d}
""")
IS_IT_BY = _pool("IS_IT_BY", """
3*is it {by} {d}
2*is that {by} {d}
and is it {by} {d}
does it stand {by} {d}
~might it be {by} {d}
""")
SHOULD_BE = _pool("SHOULD_BE", """
3*then put it {in} there
2*it should be
2*put it in
well, it should be
add it
then add it
~it ought to be
""")
AND_CLOSE = _pool("AND_CLOSE", """
3*and close it
2*close it again
2*now close it
and shut it
~and clamp it shut
""")
AND_OPEN = _pool("AND_OPEN", """
3*and open it
2*open it again
2*now open it
and open up
~and unclamp it
""")
FIRST_ONE = _pool("FIRST_ONE", """
3*the first one {in} {d}
2*put the first one {in} {d}
2*the one you moved first goes {in} {d}
~what you began with belongs {in} {d}
""")
LAST_ONE = _pool("LAST_ONE", """
3*the last one {in} {d}
2*put the last one {in} {d}
2*the one you moved last goes {in} {d}
~what you ended with belongs {in} {d}
""")
BOTH_ONWARD = _pool("BOTH_ONWARD", """
3*both {in} {d}
2*put them both {in} {d}
2*now both of them {in} {d}
~the pair of them {in} {d}
""")
WHAT_FIRST = _pool("WHAT_FIRST", """
3*what did you do first
2*what did you move first
2*what was the first thing you did
~what did you begin with
""")
WHAT_LAST = _pool("WHAT_LAST", """
3*what did you do last
2*what did you move last
2*what was the last thing you did
~what did you end with
""")
HELD_INTO = _pool("HELD_INTO", """
3*put what you're holding {in} {d}
2*put what you are holding {in} {d}
2*what you're holding goes {in} {d}
put the thing in your hand {in} {d}
~deposit what you've got {in} {d}
""")
HELD_THEN = _pool("HELD_THEN", """
3*put it {in} {d} and take {x}
2*put it {in} {d}, then pick up {x}
{in} {d} with it, and then take {x}
~let {d} have it, and fetch {x}
""")
RESUME = _pool("RESUME", """
3*carry on
2*go on
2*continue
keep going
go ahead
do it now
~proceed
""")
BESIDE_THAT = _pool("BESIDE_THAT", """
3*put {x} {by} it
2*and {x} {by} it
2*now {x} {by} it
{x} goes {by} it
~{x} ought to stand {by} it
""")
LISTED_FIRST = _pool("LISTED_FIRST", """
3*take the first thing you said
2*pick up the first one you named
the first of those
~whatever you began with, lift it
""")
LISTED_LAST = _pool("LISTED_LAST", """
3*take the last thing you said
2*pick up the last one you named
the last of those
~whatever you ended with, lift it
""")
INSISTED = _pool("INSISTED", """
3*do it anyway
2*just do it
2*i said do it
do it
go ahead
~no arguing, do it
""")
OUT_AND_IN = _pool("OUT_AND_IN", """
3*take it out and put {x} in
2*take it out again and put {x} there
2*swap it for {x}
~{x} ought to be in there, not that
""")
APOLOGY = _pool("APOLOGY", """
3*sorry
2*i was only joking
2*sorry about that
only kidding
okay, you are right
i take it back
are you cross with me
~my apologies
""")
KEEP_HOLDING = _pool("KEEP_HOLDING", """
3*keep holding it
2*don't let go
2*hold it for a moment
keep it there
just hold on to it
~remain as you are
""")
DOWN_AND_TAKE = _pool("DOWN_AND_TAKE", """
3*put that down and take {x}
2*put it down and pick up {x}
2*put that back and get {x} instead
drop that one, i want {x}
not that, put it down, {x}
let go of that and grab {x}
~{x} ought to be in your hand, not that
""")
TOWER_COUNT = _pool("TOWER_COUNT", """
3*how many cubes are in the tower
2*how many blocks high is it
2*how high is it now
how many are on top of each other
~what does the tower number
""")
THAT_ONE_UP = _pool("THAT_ONE_UP", """
3*then lift that one up
2*take that one
2*pick that up
then take it
~hoist that one
""")
REMARK_AND_INTO = _pool("REMARK_AND_INTO", """
3*good, put it {in} {d}
2*that's mine, put it {in} {d}
ah there it is, drop it {in} {d}
~splendid, deposit it {in} {d}
""")
WHICH_TAKEN = _pool("WHICH_TAKEN", """
3*did you take the {a} one or the {b} one
2*was that the {a} one or the {b} one
which one was that
which one did you take
~of {a} and {b}, which was it
""")
WHICH_EMPTY = _pool("WHICH_EMPTY", """
3*which {k} is empty
2*and which {k} is empty now
which of the {n} is empty
which {k} has nothing in it
~which {k} is vacant
""")
AND_THAT_TOO = _pool("AND_THAT_TOO", """
3*is {t} {in} {d} too
2*and {t}, is that {in} {d} too
2*is {t} {in} there as well
did {t} make it in too
~might {t} be {in} {d} likewise
""")
