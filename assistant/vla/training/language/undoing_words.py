"""What is said to undo what was done or to have it otherwise, and what is asked after it.

Most of each pool stands in `wordings/`, by many hands. {n} are things ("the two cubes"), {d} a place, {in} and {by} how to it, {side} left or right. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"undoing_words.{name}")


BACK_ALL = _pool("BACK_ALL", """
3*put everything back
2*put them both back where they were
2*undo all of that
put it all back the way it was
undo both of those
~restore it all as it was
""")
# {off}: "out" of what is hollow, else "off".
OUT_AGAIN = _pool("OUT_AGAIN", """
4*take {t} {off} again
3*take {t} back {off}
2*get {t} {off} again
get {t} {off} of there
i want {t} {off} again
{t} {off} again please
~extract {t} once more
""")
SIDE_INSTEAD = _pool("SIDE_INSTEAD", """
3*no, the other side
2*put it on the {side} instead
2*on the {side} side instead
move it to the other side
i want it on the {side}
~the opposite side, rather
""")
SWAP_SIDES = _pool("SWAP_SIDES", """
3*swap them round
2*swap the two {n}
2*make them change places
swap them over
the other way round, please
~let them trade spots
""")
OFF_AND_BESIDE = _pool("OFF_AND_BESIDE", """
3*take it off and put it {by} {d}
2*take it off again and put it {by} {d}
get it off there and put it {by} {d}
actually, put it {by} {d}
~off with it, {by} {d} it goes
""")
WHICH_WENT_FOR = _pool("WHICH_WENT_FOR", """
3*which {k} did you take in the end
2*which one was it
2*which {k} was that
which one did you go for
~which of them was it to be, then
""")
AND_NOW_HOLDING = _pool("AND_NOW_HOLDING", """
3*and now
2*and have you now
2*have you got something now
what about now
~and at present
""")
SO_FAR = _pool("SO_FAR", """
3*what have you moved so far
2*what have you done so far
2*tell me everything you did
what did you do, all of it
~recount all that you did
""")
HAD_BEFORE = _pool("HAD_BEFORE", """
3*what did you have in your hand just now
2*what were you holding before
2*what was it that you had
what did you hold before that
~what had you in hand
""")
STAYED = _pool("STAYED", """
3*is {t} still {in} {d}
2*is {t} still there
2*did {t} stay where it was
is {t} where you put it
~has {t} remained {in} {d}
""")
AFTER_REFUSAL_ASK = _pool("AFTER_REFUSAL_ASK", """
3*what can you do then
2*so what are you allowed to do
2*well, what can i ask you
what would you do with it
~what do you permit yourself
""")
WHERE_COULD = _pool("WHERE_COULD", """
3*where could that go
2*what could it go in
2*put it away somewhere
find a place for it
~where might it be put
""")
KEEP_NOT_YET = _pool("KEEP_NOT_YET", """
3*don't put it {in} {d} yet
2*not {in} {d} yet, keep holding it
wait before you put it {in} {d}
~hold on to it, it goes {in} {d} later
""")
