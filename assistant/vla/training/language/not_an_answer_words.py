"""What is said after the robot's question and is no answer to it: it is thought about, somebody's taste is told, one has to wait. {c} is a color of what was offered.

Most of each pool stands in `wordings/`, in many people's words. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"not_an_answer_words.{name}")


THINKING = _pool("THINKING", """
3*hm, let me think
3*good question
2*let me think
2*i'm not sure
i have to think about that
hmm, hard to say
~that is a difficult choice
""")
TASTE = _pool("TASTE", """
3*my wife likes {c}
2*my husband hates {c}
2*{c} is my daughter's favourite color
i used to have a {c} car
funny, everything is {c} these days
~{c} was all the rage once
""")
INTERRUPTED = _pool("INTERRUPTED", """
3*sorry, phone is ringing, one moment
2*hold on, somebody is at the door
2*wait a moment, i have to get this
one second, my phone
hang on, i'll be right back
~bear with me a minute
""")
