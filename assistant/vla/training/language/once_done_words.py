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
