"""How people answer "Which cup do you mean, the red one, the blue one or the white one?": by number, by what it is not, by where it is, by size.

{o} is "second", {n} "two"; {a} and {b} are colors of others. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

NTH = Phrases("""
4*the {o} one
4*the {o}
2*number {n}
2*{n}
{o} one
{o}
the {o} please
option {n}
the {o} you said
the {o} option
~i'd settle on the {o}
""", more="answer_words.NTH")
LAST = Phrases("""
3*the last one
2*the last
last one
the last you said
~the concluding one
""", more="answer_words.LAST")
FORMER = Phrases("""
3*the former
the first of them
~the earlier of the two
""", more="answer_words.FORMER")
NOT_THAT = Phrases("""
3*not the {a}
3*not the {a} one
2*anything but {a}
2*rule out {a}
hmm, not {a}
well not {a}
the one that is not {a}
anything but the {a} one
the other one, not the {a} one
not the {a} one, {a} is (boring|ugly|taken|too loud)
the one you get when you rule out {a}
leave out the {a} one
~spare me the {a} one
""", more="answer_words.NOT_THAT")
# Two of three colours, so that the third is meant.
NOT_THOSE = Phrases("""
2*not the {a} one and not the {b} one
2*not the {a} one or the {b} one
2*neither the {a} one nor the {b} one
not the {a} one, not the {b} one
not {a}, not {b}
not {a} and not {b}
not {a} or {b}
neither {a} nor {b}
anything but the {a} or the {b} one
any but the {a} and the {b} one
the one that is neither {a} nor {b}
the one that is not {a} or {b}
the other one, not the {a} and not the {b}
well, not the {a} one, and the {b} one isn't it either
i don't mean the {a} one or the {b} one
forget the {a} and the {b} one, the other
~the one that's left when you take away {a} and {b}
2*not {a}, {a} (is|'s) (boring|too loud|for bulls|ugly|taken|too bright), and (not {b} either|{b} makes me sad|{b} isn't me|i can't stand {b})
not {a}, and {b} (makes me sad|is ugly|i can't stand|isn't nice|won't do)
i (don't want|don't like|can't stand|am tired of) {a}, and {b} (is out too|won't do|neither|is no good)
rule out {a} and {b}
leave out {a} and {b}
the one that remains if you (rule out|take away|leave out) {a} and {b}
{a} and {b} are out
take away {a} and {b} and you have it
~strike {a} and {b}
""", more="answer_words.NOT_THOSE")
SIDE = {
    "left": Phrases("3*the one on the left\n2*on the left\nthe leftmost\n~the one by your left", more="answer_words.SIDE.left"),
    "right": Phrases("3*the one on the right\n2*on the right\nthe rightmost\n~the one by your right", more="answer_words.SIDE.right"),
    "near": Phrases("3*the one nearest to you\n2*the nearest\nthe front one\n~the one before you", more="answer_words.SIDE.near"),
    "far": Phrases("3*the one farthest from you\n2*the farthest\nthe back one\n~the one way behind", more="answer_words.SIDE.far"),
    "middle": Phrases("3*the one in the middle\n2*the middle one\n~the central one", more="answer_words.SIDE.middle"),
}
RANK = {
    "small": Phrases("3*the small one\n2*the smaller one\nthe smallest\n~the minor one", more="answer_words.RANK.small"),
    "large": Phrases("3*the big one\n2*the bigger one\nthe biggest\n~the major one", more="answer_words.RANK.large"),
}
