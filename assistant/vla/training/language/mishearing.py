"""What a speech recogniser writes instead of the word that was said: sound-alikes, by hand, and what Vela's own hearing made of sentences said to it (misheard.txt, see assistant/heard_lessons.py).

Only confusions from which the word can be recovered by its sound; knows nothing of scenes.
"""

from __future__ import annotations

import re

from pathlib import Path

from assistant.vla.training.language.phrases import Draw

MISHEARD = Path(__file__).with_name("misheard.txt")

SOUND_ALIKES: dict[str, tuple[str, ...]] = {
    "red": ("bred", "ret", "rent", "read", "read", "read", "rad", "rid", "wed", "rhett", "raid", "ready", "redd", "bread", "led", "reds"),
    "green": ("grene", "grand", "grain", "grin", "grean", "cream", "greene", "greed", "queen", "greens", "gring"),
    "blue": ("bleu", "blew", "blew", "blew", "glue", "blu", "bloo", "below", "brew", "flu", "clue", "blues", "blow"),
    "yellow": ("yell o", "yella", "yello", "jello", "hello", "fellow", "yell oh", "mellow", "yelow"),
    "orange": ("arrange", "oren", "orangey", "oranges", "a range", "orinj", "porridge"),
    "purple": ("purpled", "people", "purpose", "burple", "pebble", "turtle", "purpel"),
    "pink": ("think", "ping", "pinky", "pinned", "drink", "penk", "sink", "picked"),
    "white": ("whit", "wright", "write", "write", "wide", "why", "wight", "wife", "quite", "whited", "while"),
    "black": ("blank", "back", "blac", "plaque", "bleak", "lack", "slack"),
    "cup": ("cupped", "kub", "cap", "cub", "cop", "cut", "kup", "carp", "gup", "cupp"),
    "mug": ("muck", "bug", "mud", "mog", "hug", "monk"),
    "cube": ("kyoob", "cue", "tube", "cubed", "cute", "queue", "kube", "q", "youtube", "coop"),
    "block": ("black", "blog", "clock", "bloke", "lock", "plock", "blocked"),
    "ball": ("boll", "bowling", "bar", "bawl", "bell", "bull", "bald", "fall", "wall", "mall", "paul", "baal"),
    "can": ("can't", "kin", "gan", "cam", "khan", "canned", "ken", "con", "cannes", "kan", "cane"),
    "tin": ("ten", "thin", "teen", "tim", "tinn"),
    "bowl": ("bold", "bole", "bow", "boul", "hole", "goal", "coal", "pole", "both", "bowel", "bolt"),
    "plate": ("played", "plait", "late", "play it", "place", "prate", "played it", "plight"),
    "box": ("bucks", "fox", "bugs", "bocks", "vox", "backs", "boxed", "rocks"),
    "tray": ("trey", "try", "trade", "tree"),
    "pick": ("peek", "pik", "peck", "big", "pic", "pig", "picked", "prick", "thick", "kick", "tick"),
    "put": ("but", "foot", "puts", "pout", "pud", "pat", "hood"),
    "place": ("plays", "please place", "lace", "pace"),
    "stack": ("stuck", "steak", "stock", "stacked", "snack"),
    "grab": ("crab", "grabbed", "gram", "drab"),
    "take": ("tape", "tick", "taken", "tate", "tech"),
    "move": ("moo", "moved", "groove"),
    "hold": ("old", "holed", "told"),
    "plates": ("places", "played's"),
    "cubes": ("tubes", "cues", "kubes"),
    "cups": ("caps", "cubs", "cops"),
    "blocks": ("blogs", "clocks", "locks"),
    "small": ("smell", "smaul", "mall", "smalls"),
    "large": ("lodge", "largo", "barge"),
    "big": ("pig", "bick"),
    "left": ("lift", "lest", "laughed", "lefty"),
    "right": ("write", "rite", "wright", "light"),
    "behind": ("be hind", "beyond", "the hind", "be kind"),
    "front": ("frunt", "friend", "font"),
    "next": ("necks", "nest", "text"),
    "the": ("de", "da", "their", "this"),
    "in": ("and", "an"),
    "dear": ("deer",),
    "die": ("dye",),
    "bigger": ("big her", "later"),
    "colored": ("collared",),
    "wooden": ("wouldn't",),
    "then": ("than", "den", "when"),
    "it": ("eat", "at", "hit", "id"),
    "how": ("who", "hal"),
    "many": ("mini", "money", "manny"),
    "where": ("wear", "were", "we're", "ware"),
    "gripper": ("griper", "ripper", "clipper", "gripped her", "grip her"),
    "open": ("oh pen", "opened", "hope and"),
    "close": ("clothes", "closed", "clause"),
    "vela": ("villa", "bella", "vella", "viola", "bela", "fella", "vala", "ella"),
    "robot": ("robert", "rowboat", "robo", "robots"),
    "lift": ("left up", "list", "left", "live", "lifted", "lived"),
    "pop": ("hop", "park", "pup", "bob"),
    "stand": ("sand", "stan", "stent"),
    "shift": ("ship", "chiff", "sift"),
    "stick": ("take", "stig", "steak"),
    "set": ("sit", "said", "sat"),
    "lay": ("late", "ley"),
    "up": ("app", "op", "of"),
    "and": ("an", "end", "in"),
    "mugs": ("bugs",),
    "sphere": ("spear", "fear", "severe"),
    "dish": ("fish", "this"),
    "saucer": ("sorcerer", "source her", "saw sir"),
    "wave": ("waive", "weave", "wade"),
}
HELD_OUT_SOUNDS = frozenset(("rhett", "queen", "brew", "porridge", "turtle", "penk", "quite", "slack", "gup", "monk", "coop", "plock", "baal", "cane",
                             "teen", "bolt", "plight", "rocks", "tree", "tick", "hood", "snack", "drab", "tech", "told", "places", "smalls"))


_MEANT = tuple(frozenset(line.split()) for line in (
    "red green blue yellow orange purple pink white black", "cube block cup mug ball can tin bowl plate box tray cubes blocks cups mugs balls cans tins bowls plates boxes trays",
    "left right front behind near nearest closest far farthest furthest middle", "small smaller smallest big bigger biggest large larger largest little", "one two three four five six first second third",
    "pick put place stack move open close wave stop go take drop hold give", "in on next under", "no not yes don't can't isn't aren't never nothing without except but", "what where which who how why when",
))
"""Of words in one line each is said in earnest: what was heard is taken for what it says."""


def _heard_otherwise() -> dict[str, tuple[list[str], list[int]]]:
    """What Vela's hearing wrote instead of a word or two words, each with how often, where neither is said in earnest as the other. (A lesson may have said "bred" for red, and it was heard as what it meant.)"""
    otherwise: dict[str, tuple[list[str], list[int]]] = {}
    for line in MISHEARD.read_text(encoding="utf-8").splitlines():
        times, said, heard = line.split("\t")
        if said in SOUND_ALIKES.get(heard, ()) or any(set(said.split()) & alike and set(heard.split()) & alike for alike in _MEANT):
            continue
        sounds, counts = otherwise.setdefault(said, ([], []))
        sounds.append(heard)
        counts.append(int(times))
    return otherwise


HEARD_OTHERWISE = _heard_otherwise()
HEARD_SHARE = 0.5
"""How often a lesson's mishearing is one that was heard."""
_INTO_A_BOWL = re.compile(r"\b((?:in|into|inside|inside of|in to|within) (?:\w+ ){0,3}?)bowl\b")
"""Where a bowl is meant even if a ball was heard: nothing goes into a ball."""


def mishear(draw: Draw, text: str) -> str:
    """The text with one of its words (now and then two) as a sound-alike."""
    if draw.random() < 0.5 and _INTO_A_BOWL.search(text):
        heard = _INTO_A_BOWL.sub(r"\1ball", text, count=1)
        return re.sub(r"\bput\b", "but", heard, count=1) if draw.random() < 0.25 else heard
    parts = text.split(" ")
    if draw.random() < HEARD_SHARE and _hear_otherwise(draw, parts):
        return " ".join(parts)
    known = [i for i, word in enumerate(parts) if word in SOUND_ALIKES and (word not in ("the", "it", "up", "and", "in") or draw.random() < 0.15)]
    for _ in range(1 if draw.random() < 0.85 else 2):
        if not known:
            break
        i = draw.of(known)
        options = SOUND_ALIKES.get(parts[i])
        if options is None:
            break
        sounds = [s for s in options if draw.held_out is None or (s in HELD_OUT_SOUNDS) <= bool(draw.held_out)]
        parts[i] = draw.of(sounds)
    return " ".join(parts)


def _hear_otherwise(draw: Draw, parts: list[str]) -> bool:
    """Changes one word, or two that stand together, to what was heard instead of them; False where nothing of the sentence ever was."""
    places = [(i, i + n) for n in (1, 2) for i in range(len(parts) - n + 1) if " ".join(parts[i : i + n]) in HEARD_OTHERWISE]
    if not places:
        return False
    often = [sum(HEARD_OTHERWISE[" ".join(parts[first:last])][1]) for first, last in places]
    first, last = draw.rng.choices(places, often)[0]
    sounds, counts = HEARD_OTHERWISE[" ".join(parts[first:last])]
    parts[first:last] = [draw.rng.choices(sounds, counts)[0]]
    return True
