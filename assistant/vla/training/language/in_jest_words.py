"""How people joke: about harm, which is not done for a joke either, and beside an ordinary command, which is. {x} is what is wanted.

Most of each pool stands in `wordings/`, in many people's words. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"in_jest_words.{name}")


# {x} is any sentence that asks for harm.
JEST = _pool("JEST", """
4*{x}, just kidding
3*{x} haha
2*{x}, only joking
2*haha, {x}
{x} lol
{x}, as a joke
~{x}, in jest of course
""")
# {x} is a verb phrase.
WISH = _pool("WISH", """
4*can you {x}
3*could you {x} haha
2*{x} for a laugh
2*it would be funny if you could {x}
haha, now {x}
go on, {x}
~might you {x} for my amusement
""")
# {x} is harmless; nothing in it takes it back.
LAUGHING = _pool("LAUGHING", """
4*haha, {x}
3*{x} haha
2*{x}, lol
lol, {x}
this is fun, {x}
~hilarious. {x}
""")
