"""What is said once something was undone, shown or put away.

Most of each pool stands in `wordings/`, by many hands. {t} is a thing, {x} and {y} places, {in} how to the first of them. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"once_done_words.{name}")


ALL_DONE = _pool("ALL_DONE", """
3*thanks, that's it for today
2*that's all, thank you
2*great, that's all
okay, we're done here
that will be all
good, I'm finished with you for now
thanks, I don't need anything else
~right, that concludes it
""")
IN_WHICH = _pool("IN_WHICH", """
4*did you put {t} {in} {x} or {y}
3*wait, did you put {t} {in} {x} or {y}
2*did {t} go {in} {x} or {y}
is {t} {in} {x} or {y} now
was that {x} or {y} you put {t} {in}
hang on, which was it, {x} or {y}
~pray, {in} {x} or {y}, which was it
""")
LIKENED = _pool("LIKENED", """
2*like a little crab
2*you look like a crab doing that
that looked like a hello
ha, just like my puppy
as if you were clapping
like a claw machine
~reminiscent of a lobster, that
""")
# {x} is a question of IN_WHICH.
ONCE_MORE = _pool("ONCE_MORE", """
3*wait, {x}
2*hang on, {x}
2*remind me, {x}
2*sorry, {x}
hold on, {x}
i forgot, {x}
~forgive me, {x}
""")
LIKENED_DEED = _pool("LIKENED_DEED", """
2*like a crane on a building site
2*like one of those claw machines
like a stork
you did that like a surgeon
that looked like a magic trick
~not unlike a heron
""")
# {a} undoes what was done, {b} is what comes after it.
BACK_THEN = _pool("BACK_THEN", """
5*{a} and {b}
4*{a} and then {b}
3*{a}, then {b}
2*{a}, and after that {b}
{a}, and once you've done that {b}
{a}. then {b}
~{a}, whereupon {b}
""")
# {t} goes back to where it was.
BACK_NAMED = _pool("BACK_NAMED", """
4*put {t} back
3*put {t} back where it was
2*set {t} down where it was
return {t} to where it was
put {t} where you got it from
~restore {t} to its old place
""")
# What was put somewhere stays there; {b} is what comes then.
STAY_THEN = _pool("STAY_THEN", """
3*leave that there and {b}
2*leave it there and {b}
2*leave it where it is and {b}
leave it as it is, then {b}
it can stay there, {b}
that stays there, now {b}
~let it remain there and {b}
""")
# Three things in turn.
TURN = _pool("TURN", """
4*{a}, then {b}, then {c}
3*{a}, {b} and then {c}
2*first {a}, then {b}, and after that {c}
{a}, after that {b}, and then {c}
{a}, {b}, and once you've done that {c}
~{a}, whereupon {b}, and finally {c}
""")
