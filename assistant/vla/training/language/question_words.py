"""How people ask about the table. {t} a thing, {d} a place, {n} a plural, {a} "a red cup" or "any cubes", {by} a relation, {in} a preposition.

Knows nothing of answers.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

SEE = Phrases("""
6*what do you see
4*what can you see
4*what is on the table
3*what's on the table
3*what is there
2*what objects (are there|do you see|can you see|are on the table)
2*what things (are there|do you see|can you see|are on the table)
what is in front of you
what's in front of you
what have you got (there|on the table)
what is lying on the table
(which|what) (colors|colours) (can|do) you (see|make out) [here|on the table]
so what have we got
what all have we got here
what is (here|on your table|on the desk|before you|in view)
describe the (scene|table|objects)
describe what you see
describe what is on the table
tell me what you see
tell me what is on the table
tell me what's there
list the (objects|things|items) [on the table]
list everything [you see|on the table]
list all (objects|things|items)
name the (objects|things) you see
name everything on the table
can you see anything
do you see anything
is there anything on the table
what are you looking at
which (objects|things) (are there|do you see|can you see|are on the table)
look around and tell me what you see
what does your camera see
what can you see on the table
what else (do you see|is there)
what's there
give me a list of (the objects|what you see|everything on the table)
let me know what you see
is the table empty
show me what you see
tell me about the (table|scene)
~enumerate the objects
~what meets your eye
~give me an inventory of the table
~what stuff is around
~what all is on the table
~report what is visible
""", more="question_words.SEE")
COUNT = Phrases("""
8*how many {n} are there
6*how many {n} are on the table
number of {n} [please|on the table|in front of you|right now]
what's the number of {n}
count (all|) the {n} [for me|out loud|please]
how many {n} have we got [here]
i've lost count, how many {n} are there
so how many {n}
6*how many {n} do you see
4*how many {n}
3*how many {n} can you see
2*count the {n}
2*count all the {n}
count the {n} for me
can you count the {n}
could you count the {n}
how many {n} are in front of you
how many {n} have you got
how many {n} do we have
how many {n} do you have
how many {n} there are
how many {n} is there
tell me how many {n} there are
tell me the number of {n}
what is the number of {n}
what's the number of {n} [on the table]
give me the number of {n}
i want to know how many {n} there are
do you know how many {n} there are
how many {n} are here
how many {n} in total
how many of these are {n}
how many {n} are lying there
number of {n}
~what number of {n} is there
~total number of {n}
~tally the {n}
~what's the {n} count
""", more="question_words.COUNT")
COUNT_NOT = Phrases("""
3*how many {n} are not {c}
3*how many of the {n} are not {c}
2*how many {n} aren't {c}
how many of those {n} aren't {c}
how many {n} that are not {c} are there
how many {n} do you see that are not {c}
count the {n} that are not {c}
how many {n} other than the {c} one are there
~how many non {c} {n} do you see
""", more="question_words.COUNT_NOT")
# {x} are not counted.
COUNT_WITHOUT = Phrases("""
2*how many {n} are there without the {x}
2*not counting the {x}, how many {n} are there
2*how many {n} are not {x}
leaving out the {x}, how many {n} are there [on the table]
without the {x}, how many {n} do you see
apart from the {x}, how many {n} are there
how many {n} are there apart from the {x}
how many {n} are there besides the {x}
how many {n} do you see if you leave out the {x}
if you don't count the {x}, how many {n} are there
ignoring the {x}, how many {n} are on the table
except for the {x}, how many {n} are there
how many {n} that aren't {x} are there
how many other {n} are there, besides the {x}
take away the {x}, how many {n} are left
count the {n} but not the {x}
count everything except the {x}
forget about the {x}, how many {n} do you see
other than the {x}, how many {n} can you see
~disregarding the {x}, how many {n} are there
""")
COUNT_IN = Phrases("""
4*how many {n} are {in} {d}
2*how many {n} do you see {in} {d}
count the {n} {in} {d}
tell me how many {n} are {in} {d}
how many {n} lie {in} {d}
{in} {d}, how many {n} are there
~what number of {n} is {in} {d}
""", more="question_words.COUNT_IN")
COLOR = Phrases("""
do you know the color of {t}
could you tell me what colour {t} is
and what color is {t}
which colour is {t}, please
i can't see well, what color is {t}
i am color blind, what color is {t}
would you say what color {t} is
6*what color is {t}
6*what colour is {t}
3*what is the color of {t}
3*what is the colour of {t}
2*what's the color of {t}
2*what's the colour of {t}
which color is {t}
which colour is {t}
which color does {t} have
which colour does {t} have
what color does {t} have
tell me the color of {t}
tell me the colour of {t}
tell me what color {t} is
tell me what colour {t} is
can you tell me the color of {t}
do you know what color {t} is
{t}, what color is it
{t}, what colour is it
say the color of {t}
in what color is {t}
name the color of {t}
what color has {t}
what color do you see on {t}
~what shade is {t}
~{t} is what color
~what hue is {t}
~how is {t} colored
""", more="question_words.COLOR")
COLOR_IS = Phrases("""
6*is {t} {c}
2*is {t} {c} or not
is it true that {t} is {c}
is the color of {t} {c}
is the colour of {t} {c}
{t} is {c}, right
{t} is {c}, isn't it
would you say {t} is {c}
do you think {t} is {c}
am i right that {t} is {c}
~does {t} look {c}
~{t} is {c}, correct
""", more="question_words.COLOR_IS")
PRESENT = Phrases("""
7*is there {a}
5*is there {a} on the table
6*do you see {a}
4*can you see {a}
3*are there {a}
2*are there {a} on the table
is there {a} anywhere
is there {a} there
is there {a} in front of you
have you got {a}
have we got {a} [lying about|lying around|anywhere|here]
(have we|do we have) {a} lying (about|around)
do you have {a} (there|on the table)
is {a} on the table
is {a} there
can you find {a}
can you find {a} on the table
can you spot {a}
tell me if there is {a}
tell me whether you see {a}
do you see {a} anywhere
do you see {a} on the table
any chance there is {a}
i wonder if there is {a}
do we have {a}
does the table have {a} on it
are you seeing {a}
~is {a} in sight
~would there be {a}
~can you make out {a}
~is {a} among those things
""", more="question_words.PRESENT")
WHERE = Phrases("""
{t}, is it on your left or your right
{t}, would you say it's on your left or your right
would you say {t} is on (your|the) left or (your|the) right
would you say {t} is left or right
is {t} more to the left or to the right
{t}, on which side is it
where about on the table would i find {t}
where should i look for {t}
where did i put {t}
have you seen {t}, where is it
can you say where {t} is
8*where is {t}
4*where's {t}
2*where do you see {t}
2*where can i find {t}
2*where is {t} [right] now
tell me where {t} is
can you tell me where {t} is
do you know where {t} is
where did {t} go
where has {t} gone
where does {t} stand
where on the table is {t}
what is the position of {t}
what is the location of {t}
describe where {t} is
i can't find {t}, where is it
i am looking for {t}
where about is {t}
in which place is {t}
{t}, where is it
on which side is {t}
which side is {t} on
is {t} on (your|the) left or on (your|the) right
is {t} on the left or the right
is {t} left or right
is {t} to the left or to the right
what is {t} next to
~whereabouts is {t}
~locate {t} for me in words
~what's the whereabouts of {t}
~where might {t} be
""", more="question_words.WHERE")
RELATED = Phrases("""
6*what is {by} {d}
4*what's {by} {d}
3*what do you see {by} {d}
2*which (object|thing|one) is {by} {d}
2*what (object|thing) is {by} {d}
is there anything {by} {d}
is there something {by} {d}
do you see anything {by} {d}
what stands {by} {d}
what lies {by} {d}
what can you see {by} {d}
tell me what is {by} {d}
what else is {by} {d}
what things are {by} {d}
which objects are {by} {d}
anything {by} {d}
what have you got {by} {d}
what is standing {by} {d}
~what's situated {by} {d}
~what would i find {by} {d}
~name what is {by} {d}
""", more="question_words.RELATED")
RELATION_TRUE = Phrases("""
8*is {t} {by} {d}
2*is {t} {by} {d} or not
2*is {t} {by} {d} now
is it true that {t} is {by} {d}
do you see {t} {by} {d}
would you say {t} is {by} {d}
{t} is {by} {d}, right
{t} is {by} {d}, isn't it
tell me if {t} is {by} {d}
has (somebody|anybody|anyone|someone) [already] put {t} {by} {d}
did (somebody|anybody|anyone|someone) put {t} {by} {d}
did you [already] put {t} {by} {d}
have you put {t} {by} {d} [yet]
is {t} already {by} {d}
is {t} still {by} {d}
isn't {t} {by} {d}
is {t} {by} {d} too
wasn't {t} {by} {d}
can you check if {t} is {by} {d}
~does {t} stand {by} {d}
~{t} is {by} {d}, correct
""", more="question_words.RELATION_TRUE")
WHAT_IN = Phrases("""
7*what is {in} {d}
5*what's {in} {d}
2*what do you see {in} {d}
2*is there anything {in} {d}
anything (interesting|to declare|worth mentioning|of note|good|hidden) {in} (that|) {d}
is there anything (interesting|to declare|good|hidden) {in} {d}
(have you got|do you have) anything {in} {d}
what's hiding {in} {d}
2*is {d} empty
is there something {in} {d}
what lies {in} {d}
what have you put {in} {d}
what can you see {in} {d}
what objects are {in} {d}
what things are {in} {d}
tell me what is {in} {d}
which (object|thing) is {in} {d}
anything {in} {d}
do you see anything {in} {d}
have a look {in} {d}, what is there
what does {d} contain
what does {d} have {in} it
what is currently {in} {d}
what have we got {in} {d}
remind me what's {in} {d}
so what's {in} {d} [now]
what's {in} {d} now
is {d} still empty
what is {in} {d} at the moment
i forgot what's {in} {d}, tell me
did anything end up {in} {d}
~name the contents of {d}
~what would i find {in} {d}
~{d} has what {in} it
""", more="question_words.WHAT_IN")
IN_WHAT = Phrases("""
2*where is {t}
2*what is {t} {in}
2*where is {t} lying
which one is {t} {in}
{in} what is {t}
what is under {t}
~what does {t} lie {in}
""", more="question_words.IN_WHAT")
HOLDING = Phrases("""
6*what are you holding
4*what do you have in your (hand|gripper)
3*what is in your (hand|gripper)
2*what's in your (hand|gripper|claw)
are you holding anything
are you holding something
do you have anything in your (hand|gripper)
is your (hand|gripper) empty
is there anything in your (hand|gripper)
what have you got in your (hand|gripper)
what did you pick up
what have you picked up
which (object|thing) are you holding
tell me what you are holding
what are you holding right now
what do you hold
what is that in your (hand|gripper)
what's that in your (hand|gripper)
what's that you are holding
what's that you've got there
what is it that you are holding
what have you got there
what are you carrying
what do you have there
tell me, what's in your hand
what did you just grab
which thing did you pick up
did you grab something
do you hold anything
~what's that in your claw
~what are you clutching
~are your fingers empty
""", more="question_words.HOLDING")
HOLDING_YES = Phrases("""
5*are you holding {t}
2*do you have {t}
2*do you have {t} in your (hand|gripper)
have you got {t}
is {t} in your (hand|gripper)
do you hold {t}
are you holding {t} now
have you picked up {t}
did you get {t}
is it {t} that you are holding
~are you clutching {t}
~you've got {t}, right
""", more="question_words.HOLDING_YES")
WHAT_IS = Phrases("""
5*what is {t}
3*what's {t}
2*what kind of (thing|object) is {t}
what object is {t}
tell me what {t} is
what would you call {t}
{t}, what is it
can you tell me what {t} is
what type of object is {t}
what sort of (thing|object) is {t}
what sort of (thing|object) would you call {t}
what do you call {t}
what might {t} be
what would {t} be
do you know what {t} is
so what is {t}
what exactly is {t}
~identify {t}
~what do you make of {t}
""", more="question_words.WHAT_IS")
