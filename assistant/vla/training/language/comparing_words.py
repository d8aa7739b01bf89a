"""How people ask for comparisons: the biggest, the nearest, more of, the same, between. {n} a noun, {r} a comparison, {x} and {y} two of them, {d} a place.

Knows nothing of answers.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

COMPARED = Phrases("""
4*is {x} {r} than {y}
2*is {x} {r} than {y} or not
would you say {x} is {r} than {y}
do you think {x} is {r} than {y}
{x} is {r} than {y}, right
tell me if {x} is {r} than {y}
~is {x} {r} compared to {y}
""", more="comparing_words.COMPARED")
SIZE = Phrases("""
4*how big is {t}
2*what size is {t}
what size does {t} have
is {t} big or small
is {t} large or small
how large is {t}
what is the size of {t}
tell me the size of {t}
~what are the dimensions of {t}
""", more="comparing_words.SIZE")
BIGGEST = Phrases("""
4*which {n} is the {r}
3*which {n} is {r}
2*what is the {r} {n}
which is the {r} {n}
tell me which {n} is the {r}
which one is the {r} {n}
~out of them all, which {n} is {r}
""", more="comparing_words.BIGGEST")
SAME = Phrases("""
3*do {all} {n} have the same (color|colour)
3*are {all} {n} the same (color|colour)
2*are {all} {n} of the same (color|colour)
are {all} {n} alike in (color|colour)
is the (color|colour) of {all} {n} the same
do {all} {n} match in (color|colour)
do {all} {n} share (a|one) (color|colour)
~are {all} {n} in one and the same (color|colour)
""", more="comparing_words.SAME")
OF_TWO = Phrases("""
3*which {n} is {r}, {x} or {y}
2*which one is {r}, {x} or {y}
is {x} or {y} the {r} {n}
what is {r}, {x} or {y}
{x} or {y}, which {n} is {r}
~of {x} and {y}, which is {r}
""", more="comparing_words.OF_TWO")
MORE = Phrases("""
4*are there more {a} than {b}
2*do you see more {a} than {b}
(have we got|do we have|are you seeing|do you have) more {a} than {b}
is there more {a} than {b}
are there more {a} than {b}, or the other way round
are there more {a} or more {b}
what is there more of, {a} or {b}
is the number of {a} bigger than the number of {b}
~do {a} outnumber {b}
""", more="comparing_words.MORE")
NEARER = Phrases("""
3*is {t} (closer|nearer) to {a} or to {b}
2*which is (closer|nearer) to {t}, {a} or {b}
2*what is (closer|nearer) to {t}, {a} or {b}
is {t} (closer|nearer) to {a} or {b}
is it {a} or {b} that is (closer|nearer) to {t}
which one is (closer|nearer) to {t}, {a} or {b}
~to which is {t} nearer, {a} or {b}
""", more="comparing_words.NEARER")
FROM = Phrases("""
3*where is {t} compared to {d}
2*where is {t} relative to {d}
2*on which side of {d} is {t}
where is {t} seen from {d}
where does {t} stand from {d}
which side of {d} is {t} on
how is {t} placed relative to {d}
~where does {t} lie with respect to {d}
""", more="comparing_words.FROM")
COUNT_TWO = Phrases("""
3*how many {n} and how many {m} are there
3*how many {n} and {m} are there
2*how many {n} and how many {m} do you see
how many {n} and {m} do you see
how many {n} are there and how many {m}
count the {n} and the {m}
~what are the numbers of {n} and of {m}
""", more="comparing_words.COUNT_TWO")
NEAREST_TO = Phrases("""
3*which {n} is (nearest|closest) to {d}
2*what {n} is (nearest|closest) to {d}
2*which {n} is (nearer|closer) to {d}
which {n} here is (nearest|closest|closer) to {d}
which {n} stands (nearest|closest) to {d}
which {n} is next to {d}, the nearest one
tell me which {n} is (nearest|closest) to {d}
~of them all, which {n} is nearest {d}
""", more="comparing_words.NEAREST_TO")
BETWEEN_YES = Phrases("""
3*is {t} between {a} and {b}
2*is {t} in between {a} and {b}
does {t} stand between {a} and {b}
{t} is between {a} and {b}, isn't it
~would you say {t} is between {a} and {b}
""", more="comparing_words.BETWEEN_YES")
_ENDS = {
    "left": "(furthest to the left|farthest left|leftmost|the leftmost|on the left|most to the left|~the one furthest left)",
    "right": "(furthest to the right|farthest right|rightmost|the rightmost|on the right|most to the right|~the one furthest right)",
    "near": "(nearest|the nearest|closest|the closest|nearest to you|closest to you|the nearest to you|the closest to you|closest to me|nearest to the robot|~least far from you)",
    "far": "(farthest|furthest|the farthest|the furthest|farthest away|furthest away|furthest from you|farthest from you|furthest from me|~most distant)",
}
EXTREME = {side: Phrases(f"""
4*which {{n}} is {end}
3*what {{n}} is {end}
2*tell me which {{n}} is {end}
which {{n}} here is {end}
do you know which {{n}} is {end}
~of all, which {{n}} is {end}
""", more=f"comparing_words.EXTREME.{side}") for side, end in _ENDS.items()}
EITHER_SIDE = Phrases("""
4*is {t} {x} or {y} {d}
2*is {t} on the {l} or [on] the {r} of {d}
2*which side of {d} is {t} on, {l} or {r}
2*on which side of {d} is {t}
which side of {d} (is|does) {t} (on|stand on|lie on|sit on)
{t}, is (it|that) {x} or {y} {d}
do you see {t} {x} or {y} {d}
(tell me|say) (if|whether) {t} is {x} or {y} {d}
(would you say|do you think) {t} is {x} or {y} {d}
{x} or {y} {d}, where is {t}
is {t} to the {l} of {d} or to the {r}
seen from you, is {t} {x} or {y} {d}
~{x} or {y} {d}: where does {t} stand
""")
EITHER_COLOR = Phrases("""
4*is {t} {x} or {y}
2*is {t} {x} or is it {y}
2*(tell me|say) (if|whether) {t} is {x} or {y}
{t}, is (it|that) {x} or {y}
what is it, is {t} {x} or {y}
does {t} look {x} or {y} (to you|)
(would you call|would you say) {t} {x} or {y}
{x} or {y}, which is {t}
~would {t} be {x}, or {y}
""")
EITHER_PLACE = Phrases("""
4*is {t} {x} or {y}
2*is {t} {x}, or is it {y}
(tell me|say) (if|whether) {t} is {x} or {y}
did (you put|we put|they put|somebody put) {t} {x} or {y}
{x} or {y}, where is {t}
where is {t}, {x} or {y}
~does {t} lie {x}, or {y}
""")
