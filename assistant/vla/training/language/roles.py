"""Names for the length of a sentence: "the white block is the sponge, the pink one the icing: icing on top of the sponge"; and colours by what has them: "the one like fresh snow", "the bowl of its own colour".

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import bare_words, candidates, distractors, order_words, plainly, setting, steps_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, loaded
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import KIND_WORDS, ON, RELATION_SAID

# What is moved, and where it goes.
_PARTS = (
    ("icing", "sponge"), ("guard", "boss"), ("tenor", "soprano"), ("queen", "king"), ("egg", "nest"), ("roof", "house"), ("passenger", "bus"), ("baby", "pram"), ("ship", "harbor"), ("car", "garage"),
    ("dog", "kennel"), ("patient", "bed"), ("cherry", "cake"), ("rider", "horse"), ("planet", "sun"), ("moon", "earth"), ("student", "teacher"), ("goalie", "goal"), ("bride", "groom"), ("hat", "head"),
    ("captain", "boat"), ("bird", "tree"), ("mouse", "cheese"), ("bear", "cave"), ("astronaut", "rocket"), ("waiter", "guest"), ("chimney", "factory"), ("child", "mother"), ("thief", "prison"), ("sheep", "stable"),
    ("star", "stage"), ("lid", "pot"), ("fish", "pond"), ("parcel", "van"), ("sergeant", "general"), ("princess", "castle"), ("knight", "dragon"), ("soup", "spoon"), ("pawn", "rook"), ("shop", "station"))
# {t} and {d} are the things, {x} and {y} what they are called, {o} is the order in those names.
_NAMED = Phrases("""
4*{t} is the {x}, {d} is the {y}. {o}
2*{t} is the {x}, {d} is the {y}: {o}
2*{t} is the {x} and {d} is the {y}. {o}
2*{t} is the {x}, {d} the {y}, {o}
2*{d} is the {y}, {t} is the {x}. {o}
2*{d} is the {y} and {t} the {x}. {o}
(let's say|say|imagine|pretend|suppose) {t} is the {x} and {d} is the {y}. [now] {o}
{o}. {t} is the {x}, {d} is the {y}
{o}. the {x}, that's {t}, and the {y}, that's {d}
(call|let's call) {t} the {x} and {d} the {y}. {o}
(in this play|in our game|today) {t} plays the {x}, {d} plays the {y}. {o}
~{t} shall be the {x} and {d} the {y}; {o}
""")
_TAGGED = Phrases("""
3*{v} the {x}, that's {t}, {p} the {y}, that's {d}
2*the {x}, that's {t}, (goes|belongs|sits|stands|should be|should stand) {p} the {y}, that's {d}
2*the {x}, (i mean|meaning|that is|in other words) {t}, (goes|belongs|should be) {p} the {y}, (i mean|meaning|that is|so) {d}
{v} {t}, (that's|he's|she's) the {x}, {p} {d}, (that's|he's|she's) the {y}
the {x} (goes|wants to be|belongs) {p} the {y}. the {x} is {t} and the {y} is {d}
{t} is the {x} and (goes|belongs|has to go|stands|wants to stand) {p} the {y}, (which is|that's) {d}
~the {x}, being {t}, is to be found {p} the {y}, being {d}
""")


def named(draw: Draw) -> Lesson:
    """Both things are given names first, and the order is in those names."""
    verb = draw.of(("place", "place", "stack", "move", "move"))
    s = setting(draw, verb)
    table, scene = s.table, s.table.scene
    target, goal = s.target, s.destination
    if held(scene) is not None or loaded(scene, target) or loaded(scene, goal) or scene[target].inside is not None or scene[goal].inside is not None:
        raise NoRoom
    things, goals = candidates(table, verb, target, goal)
    t, d = refer(draw, table, target, things, simple=True).words, refer(draw, table, goal, goals, simple=True).words
    x, y = draw.of(_PARTS)
    relation = draw.of(RELATIONS) if verb == "move" else None
    to = in_or_on(draw, scene[goal].kind) if verb == "place" else ON(draw) if verb == "stack" else RELATION_SAID[relation](draw)
    if draw.random() < 0.6:
        order = draw.of((order_words(draw, verb, f"the {x}", f"the {y}", scene[goal].kind, relation)[0], f"{x} {to} the {y}", f"the {x} goes {to} the {y}", f"put the {x} {to} the {y}", f"i want the {x} {to} the {y}"))
        said = _NAMED(draw, t=t, d=d, x=x, y=y, o=order)
    else:
        said = _TAGGED(draw, t=t, d=d, x=x, y=y, p=to, v=draw.of(("put", "put", "place", "set", "move", "bring")))
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (goal,), verb)


_LIKE: dict[str, tuple[str, ...]] = {
    "red": ("blood", "a tomato", "a fire engine", "cherries", "strawberries", "ketchup", "a stop sign", "a ripe apple", "lipstick", "a ladybird"),
    "green": ("grass", "a frog", "spinach", "leaves", "a cucumber", "peas", "a meadow", "lettuce", "a crocodile", "the forest"),
    "blue": ("the sky", "the sea", "the ocean", "a clear sky", "jeans", "blueberries", "ink", "a summer sky", "the lake", "a sapphire"),
    "yellow": ("the sun", "a lemon", "a banana", "butter", "sunshine", "egg yolk", "mustard", "a canary", "a school bus", "a daffodil"),
    "orange": ("a carrot", "a tangerine", "a pumpkin", "a mandarin", "a basketball", "apricots", "a traffic cone", "a clementine", "a tiger", "sweet potatoes"),
    "purple": ("a plum", "an aubergine", "lavender", "grapes", "violets", "lilac", "an eggplant", "amethyst", "beetroot", "blackcurrants"),
    "pink": ("a flamingo", "bubblegum", "candyfloss", "a pig", "a rose", "raspberry ice cream", "cotton candy", "a piglet", "cherry blossom", "salmon"),
    "white": ("snow", "milk", "fresh snow", "fresh powder", "chalk", "paper", "a wedding dress", "a swan", "cream", "a blank page", "flour", "a polar bear"),
    "black": ("coal", "the night", "a raven", "soot", "tar", "a panther", "the night sky", "ink in the dark", "liquorice", "a moonless night", "charcoal", "a crow"),
}
# {k} is the kind, {l} what has that colour.
_LIKENED = Phrases("""
3*the {k} [that's] the (color|colour) of {l}
2*the {k} that (has|is) the (color|colour) of {l}
2*the {k} (that is|that's) as {c} as {l}
2*the {k} like {l}
the {k} that looks like {l}
the {k} with the (color|colour) of {l}
the {k} whose (color|colour) is that of {l}
the {k} in the (color|colour) of {l}
the {k} that (could be|might be) {l}
~the {k} that reminds me of {l}
""")


def likened(draw: Draw, color: str, kind: str) -> str:
    """ "The cup the colour of snow"; kind: the word for it."""
    return _LIKENED(draw, k=kind, c=color, l=draw.of(_LIKE[color]))


def by_its_likeness(draw: Draw) -> Lesson:
    """A thing told by what has its colour, among others of its kind."""
    verb = draw.of(("pick", "pick", "place"))
    s = setting(draw, verb, "target")
    table, scene = s.table, s.table.scene
    things, _ = candidates(table, verb, s.target, s.destination)
    o = scene[s.target]
    if held(scene) is not None or loaded(scene, s.target) or denote(table, Meaning((o.kind,), o.color), things) != [s.target] or (s.destination is not None and o.inside == s.destination):
        raise NoRoom
    say = plainly(draw, table, verb, likened(draw, o.color, KIND_WORDS[o.kind](draw)), s.destination, None)
    steps = steps_for(table, verb, s.target, s.destination, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), () if s.destination is None else (s.destination,), verb)


# {k} is the container.
_ITS_COLOR = Phrases("""
3*the {k} (of|in|with) its [own] (color|colour)
3*the {k} (in|of|with) the same (color|colour) [as it]
2*the {k} that (has|is|wears) the same (color|colour) [as it]
2*the {k} that matches [it|its color|its colour]
2*the matching {k}
the {k} (that has|with|in) the same (color|colour) as itself
the {k} whose (color|colour) it (shares|has)
the {k} of the matching (color|colour)
~the {k} it goes with in (color|colour)
""")


def to_its_color(draw: Draw) -> Lesson:
    """ "Put the cube in the bowl of its own colour", of two bowls."""
    look, place = any_look(draw, PICKABLE), draw.of(CONTAINERS)
    other = draw.of([c for c in COLORS if c != look[1]])
    looks = [look, (place, look[1], "medium"), (place, other, "medium")]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.1)
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    if held(scene) is not None or any(o.inside is not None for o in scene) or sum(o.kind == place and o.color == look[1] for o in scene) != 1:
        raise NoRoom
    things, _ = candidates(table, "place", target, goal)
    thing = refer(draw, table, target, things, simple=True).words
    said = bare_words(draw, "place", thing, _ITS_COLOR(draw, k=KIND_WORDS[place](draw)), place)
    steps = steps_for(table, "place", target, goal, None)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (goal,), "place")
