"""How a noun phrase is put together, and what is said beside it: which it is not, where it lies, that another was meant first.

{x} and {y} as each pool says, {s} a side, {a} and {b} two things. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

NOUN = Phrases("""
14*{det} {before} {size} {color} {head} {after}
{det} {color} {size} {before} {head} {after}
""")
COLOR_LATER = Phrases("""
3*{det} {before} {size} {head} (that is|that's|which is|that's all|~being) {color} {after}
2*{det} {before} {size} {head}, the {color} one, {after}
{det} {before} {size} {head} in {color} {after}
{det} {before} {size} {head} of {color} color {after}
{det} {before} {size} {head} {color} {after}
{det} {before} {size} {head} with the {color} color {after}
~{det} {before} {size} {head} (painted|coloured|of the colour) {color} {after}
""")
HELD = Phrases("""
you are holding
you're holding
in your (hand|gripper|claw|grip)
that you (have|hold|just picked up|are holding)
~you have got hold of
""", more="reference_words.HELD")
NOT_COLOR = Phrases("""
that (is not|isn't|is anything but) {x}
which (is not|isn't) {x}
, not the {x} one,
but not the {x} one
, just not the {x} one,
(other than|except|besides) the {x} one
, anything but the {x} one,
that's not {x}
~, and not the one that is {x},
~, excluding the {x} one,
""", more="reference_words.NOT_COLOR")
NEITHER = Phrases("""
3*that (is|'s) neither {x} nor {y}
2*which is neither {x} nor {y}
2*that (is not|isn't) {x} or {y}
that is not {x} and not {y}
, not the {x} and not the {y} one,
that isn't the {x} or the {y} one
other than the {x} and the {y} one
""", more="reference_words.NEITHER")
NOT_KIND = Phrases("""
that (is not|isn't) a {x}
, not the {x},
which is not the {x}
but not the {x}
(other than|except|besides) the {x}
~, excluding the {x},
~that is no {x}
""", more="reference_words.NOT_KIND")
LYING = Phrases("""
8*
2*that is
2*that's
which is
lying
sitting
standing
~located
~placed
""", more="reference_words.LYING")
FROM = Phrases("""
4*from the {s}
from the very {s}
2*from {s}
counting from the {s}
when you count from the {s}
~as counted from the {s}
""", more="reference_words.FROM")
BETWEEN = Phrases("""
5*between {a} and {b}
2*in between {a} and {b}
in the middle of {a} and {b}
~flanked by {a} and {b}
""", more="reference_words.BETWEEN")
CORRECTION = Phrases("""
, no, {x}
, no wait, {x}
, no, sorry, {x}
, sorry, {x}
, sorry, i mean {x}
, i mean {x}
, uh, i mean {x}
, no, i mean {x}
, actually {x}
, actually no, {x}
, or rather {x}
, wait, {x}
, wait no, {x}
, no no, {x}
, oh no, {x}
, hmm, no, {x}
, scratch that, {x}
, not that, {x}
, make that {x}
, no, {x} instead
, actually no, {x} instead
, no wait, {x} instead
, or no, {x}
, oh sorry, {x}
, hang on, {x}
, hold on, {x}
, nope, {x}
, no, not that one, {x}
, ah no, {x}
, what am i saying, {x}
, i meant to say {x}
, sorry sorry, {x}
... no, {x}
... {x}, sorry
~, correction, {x}
~, oops, {x}
~, I take that back, {x}
""", more="reference_words.CORRECTION")
# Which of two it is, said with the number: "the bigger of the two cubes".
OF_TWO = Phrases("""
4*the {one} of the two {many}
the {one} one of the two {many}
of the two {many}, the {one} one
the {one} of these two {many}
the {one} of both {many}
out of the two {many} the {one} one
~the {one} among the two {many}
""", more="reference_words.OF_TWO")
# The same where sizes tell them apart.
CONTRAST_SIZE = Phrases("""
4*{x}, not the {other} one
2*{x}, not the {other} {k}
2*{x}, not the {other} one and not the {third} one
{x}, not the {other} one or the {third} one
{x} and not the {other} one
{x}, neither the {other} nor the {third} one
not the {other} one but {x}
{x} rather than the {other} one
""", more="reference_words.CONTRAST_SIZE")
# What it is not, beside what it is: "the white box, not the green one".
CONTRAST = Phrases("""
4*{x}, not the {other} one
2*{x}, not the {other} {k}
2*{x} and not the {other} one
{x}, so not the {other} one
not the {other} one but {x}
not the {other} {k}, {x}
{x} instead of the {other} one
~{x} rather than the {other} one
""", more="reference_words.CONTRAST")
