"""How people ask for a list: which things are red, what cups there are and in what colours, what is on the left.

{n} a plural, {c} a colour, {s} a side. Knows nothing of answers.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

WHICH_COLOR = Phrases("""
4*which {n} are {c}
2*what {n} are {c}
2*which {c} {n} do you see
2*what {c} {n} are there
name the {c} {n}
list the {c} {n}
list all {c} {n}
tell me which {n} are {c}
what do you see that is {c}
is there anything {c}
do you see something {c}
what is {c}
what's {c} on the table
which {c} things are on the table
~name whatever is {c}
~what is there in {c}
""", more="listing_words.WHICH_COLOR")
WHICH_KIND = Phrases("""
which of these are {n}
name all the {n}
tell me all the {n} you see
what about {n}, which ones are there
4*which {n} do you see
3*what {n} are there
2*which {n} are there
2*which {n} are on the table
what {n} do you see
what kind of {n} do you see
name the {n}
list the {n}
tell me about the {n}
describe the {n}
what {n} do you have
show me which {n} there are
~enumerate the {n}
~what sort of {n} are about
""", more="listing_words.WHICH_KIND")
COLORS_OF = Phrases("""
4*what color are the {n}
3*what colour are the {n}
2*what colors are the {n}
2*what colours are the {n}
which colors do the {n} have
tell me the colors of the {n}
tell me the colours of the {n}
in which colors are there {n}
what are the colors of the {n}
what colors do you see on the {n}
~what hues are the {n}
~what shades do the {n} come in
""", more="listing_words.COLORS_OF")
ON_SIDE = Phrases("""
4*what is on the {s}
3*what is on the {s} side
2*what do you see on the {s}
2*what is on the {s} side of the table
2*what's on the {s}
which things are on the {s}
which objects are on your {s}
what is on your {s}
what do you see on your {s} side
is there anything on the {s}
what is there to the {s}
anything on the {s} side
tell me what is on the {s} side
~what lies off to the {s}
~name what is on the {s} half
""", more="listing_words.ON_SIDE")
WHICH_NOT = Phrases("""
3*which {n} are not {c}
2*which {n} aren't {c}
what is not {c}
what isn't {c}
name the {n} that are not {c}
list everything that is not {c}
which of the {n} are not {c}
tell me what is not {c}
~what is there apart from the {c} {n}
""", more="listing_words.WHICH_NOT")
CONTAINERS_ARE = Phrases("""
2*which containers are there
2*what containers do you see
2*what can i put things in
name all the containers
list the containers
what could you put something in
what can things be put in
which things can you put something in
where could you put things
~what receptacles are there
""", more="listing_words.CONTAINERS_ARE")
CAN_LIFT = Phrases("""
2*which things here can you pick up
2*what here can you pick up
which of these can you lift
which of these things can you pick up
what on this table can you lift
what could you pick up here
what can be picked up here
name the things you can lift
~which of these would you be able to lift
""", more="listing_words.CAN_LIFT")
CAN_LIFT_COUNT = Phrases("""
2*how many things can you pick up here
how many of these can you lift
how many things on the table can you pick up
how many objects here can you lift
~how many of those could you lift
""", more="listing_words.CAN_LIFT_COUNT")
UNKNOWABLE = Phrases("""
3*(how much does|what does) {t} weigh
2*how heavy is {t}
2*what is {t} made of
2*what is {t} for
2*how much (did|does) {t} cost
2*who (does {t} belong to|owns {t})
is {t} (heavy|heavier than it looks|expensive|new|old|fragile|soft|warm|hot|edible|washable|dishwasher safe)
what (material|metal|brand|make) is {t}
what does {t} (taste|smell|feel|sound) like
how (old|hot|warm|heavy|soft|expensive|strong|thick) is {t}
how many (grams|kilos|ounces|pounds) does {t} weigh
(what's|what is) the (weight|price|temperature|brand|age) of {t}
what does {t} weigh, (roughly|to the nearest (gram|ounce)|in grams)
where (did you get|was) {t} (bought|made|from)
when was {t} (made|bought|last washed)
why is {t} that color
~would {t} float
~how long has {t} been there
""")
