"""The words that stop the arm, in every language that Vela knows. The one permitted word list: no file, no model and no setting stands before it.

All languages count at once, whatever is spoken. A word that is harmless elsewhere ("para" is "for" in Spanish, "alto" is "tall") counts only
where the whole sentence is a stop. Knows nothing of who asks.
"""

from __future__ import annotations

import re

from assistant.letters import folded

STOP_WORDS = ("stop", "halt", "freeze", "abort", "emergency",
              "stopp", "anhalten", "notaus", "nothalt",  # German
              "détente", "detente", "deténgase", "basta", "detenga",  # Spanish
              "arrête", "arrêtez", "stoppe", "stoppez",  # French
              "停", "停下", "停下来", "停止", "住手", "别动", "不要动", "不许动", "快停", "快停下", "快停下来",
              "快停下來", "停下來", "別動", "不要動", "不許動")  # Chinese
"""While the arm moves, any of them anywhere in what is heard stops it."""

_WHOLE = ("don t move", "dont move", "do not move", "stand still", "hold still", "keep still", "para", "parate", "pare", "alto", "quieto", "quieta", "no te muevas", "halte", "ne bouge plus", "ne bouge pas", "ne bougez plus", "hor (?:sofort |jetzt |bitte |endlich |doch |mal )*auf", "nicht bewegen", "keine bewegung", "aufhoren", "stehen bleiben",
          "bleib stehen", "para el brazo", "detente ya", "alto ahi", "deja de moverte", "quedate quiet[oa]", "estate quiet[oa]", "frena", "pas un geste", "plus un geste")
"""Of more than one meaning: only as all that was said, a few words around them aside."""

_AROUND = frozenset(
    "please now it that this the arm robot vela hey oh no wait immediately at once everything moving right you must "
    "bitte sofort jetzt los roboter nein halt den arm "
    "por favor ya ahora robot inmediatamente el brazo oye "
    "damit tout de suite maintenant toi s il te plait vous le bras non vite".split()
)
"""With the arm at rest a sentence is a stop only when nothing but these stands around it ("how do I stop you?" is not)."""
_AROUND_HAN = re.compile("[请快马上立刻现在机器人了啊吧你给我一都先别再手臂請馬現機給別來，。！!、 ]*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PARKED = re.compile("停(?:在|到|靠|放)")  # "停在盒子旁边": to park


def is_stop(text: str, acting: bool, words: frozenset[str] | None = None) -> bool:
    """acting: the arm moves, or is about to. words: STOP_WORDS, folded, or others in their place."""
    words = _FOLDED if words is None else words
    said = re.findall(r"[^\W\d_]+", folded(text))
    if _HAN.search(text):
        return _han(text, acting, words)
    found = words.intersection(said)
    if found and (acting or all(word in found or word in _AROUND for word in said)):
        return True
    return _whole(said)


def _whole(said: list[str]) -> bool:
    """"¡Para, por favor!", "para, para": the words of one of _WHOLE (regular expressions), once or more, and what may stand around them."""
    rest = " ".join(said)
    for phrase in _WHOLE:
        left = re.sub(rf"\b{phrase}\b", " ", rest)
        if left != rest and all(word in _AROUND for word in left.split()):
            return True
    return False


def _han(text: str, acting: bool, words: frozenset[str]) -> bool:
    han = [word for word in words if _HAN.search(word)]
    plain = _PARKED.sub(" ", text)
    if not any(word in plain for word in han):
        return False
    if acting:
        return True
    for word in sorted(han, key=len, reverse=True):
        plain = plain.replace(word, "")
    return _AROUND_HAN.fullmatch(plain.strip()) is not None


_FOLDED = frozenset(folded(word) for word in STOP_WORDS)
