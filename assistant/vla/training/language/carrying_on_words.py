"""Words that carry on from what was done: the rest as well, it joins them, from there into the box, in with it, the other way round; and what may be done instead of what was refused."""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

GOING_ON = Phrases("now\nand now\nand\nokay\nokay, now\nthen\nand then\nnext\ngood, now\ngreat, and\nright, now\nlovely, now\nso\nwell then\nthanks, and now\nactually\n~splendid, now")
REST = Phrases("""
5*the rest
2*everything else
2*the others
2*all the others
whatever is left
what's left
what is left over
the remaining (ones|things)
all that's left
the other things
all the rest [of it|of them]
~the remainder
""", more="carrying_on_words.REST")
REST_OF = Phrases("""
4*the rest of the {n}
3*the other {n}
2*the remaining {n}
2*all the other {n}
whatever {n} are left
the {n} that are left
all the rest of the {n}
~the leftover {n}
""", more="carrying_on_words.REST_OF")
# {x} are several that go where the first went.
TOO = Phrases("""
3*{x} too
3*{x} as well
2*and {x}
2*(put|place|stick|pop) {x} {in} (there|it) (too|as well)
2*(put|place) {x} in as well
{x} can go {in} (there|it) (too|as well)
{x} can go in (too|as well)
{x} may go in as well
{x} can join (it|them)
{x} (should|could|shall) join (it|them)
{x} belong {in} there (too|as well)
{x} go in the same (place|way)
do the same with {x}
same (for|with) {x}
and {x} can follow
~let {x} keep it company
""", more="carrying_on_words.TOO")
# One thing that goes where the first went: {y} is "it", "them" or the first's name.
JOIN = Phrases("""
4*{x} can join {y}
3*put {x} with {y}
2*{x} can go in [there] (with {y}|too|as well)
2*(put|place|pop|stick|stand) {x} in (with {y}|there with {y})
{x} may join {y}
let {x} join {y}
{x} goes (in with|with) {y}
{x} (should|could) (join|go with) {y}
have {x} join {y}
add {x} to {y}
{x} (can|may) keep {y} company
let {x} keep {y} company
{x} belongs with {y}
put {x} together with {y}
{x} wants to be with {y}
i want {x} with {y}
{x}, in with {y}
{x} can go there too
{x} can go {in} there as well
and {x} with {y}
~{x} ought to accompany {y}
""", more="carrying_on_words.JOIN")
# It lies in one place and goes into another, {d}.
ONWARD = Phrases("""
3*[and] from there {in} {d}
3*{in} {d} with it
2*(over|across) to {d} [with it]
2*move it (over|across) to {d}
2*it can go {in} {d}
2*it goes {in} {d}
on to {d} [with it]
take it (from there|over) to {d}
get it from there {in} {d}
it (should|could|may) go {in} {d} instead
{in} {d} it goes
have it {in} {d}
let's have it {in} {d}
shift it (over|) to {d}
bring it (over|across) to {d}
it would look better {in} {d}
out of there and {in} {d}
i'd rather have it {in} {d}
change of plan, {in} {d}
it's better off {in} {d}
let it move {in} {d}
~relocate it to {d}
""", more="carrying_on_words.ONWARD")
BACK = Phrases("""
4*back {in} {d}
3*back {in} {d} with it
2*put it back {in} {d}
2*back to {d} [with it|again]
and back {in} {d} again
it can go back {in} {d}
it goes back {in} {d}
return it to {d}
{in} {d} again
take it back to {d}
move it back {in} {d}
and home again {in} {d}
~restore it to {d}
""", more="carrying_on_words.BACK")
# It is in the hand.
IN_WITH = Phrases("""
4*{in} {d} with it
3*[and] {in} {d} it goes
2*it can go {in} {d}
2*it goes {in} {d}
it may go {in} {d}
off {in} {d} with it
straight {in} {d} with it
let's have it {in} {d}
pop it {in} {d}
let {d} have it
{d} gets it
{d} is where it goes
to {d} with it
down {in} {d} with it
~{d} shall receive it
""", more="carrying_on_words.IN_WITH")
DOWN_WITH = Phrases("""
3*down with it
3*back down with it
2*back down (on|onto) the (table|bench|desk) with it
2*(down|back down) it goes
back on the (table|bench|desk) with it
back to the table with it
it can go down (again|)
it can go back on the table
pop it (down|back down) [again]
down again with it
let's have it (down|back down)
that's the one, (down with it|back down with it|now put it down|you can put it down again)
put it back (where it stood|on the table|on the bench)
you can (put|set) it down [again]
~relinquish it
""", more="carrying_on_words.DOWN_WITH")
INSIDE = Phrases("""
4*it goes (inside|in)
3*put it (inside|in [it])
2*inside with it
2*(inside|in it) it goes
in with it
pop it (inside|in)
it can go (inside|in)
inside
into it
move it inside
it should be inside it
no, (inside|in it)
not beside it, (inside it|in it)
~it belongs within
""", more="carrying_on_words.INSIDE")
TOP_ONE = Phrases("""
4*the (top|upper) one can go {in} {d}
3*put the (top|upper) (one|cube|block) {in} {d}
2*the one on top goes {in} {d}
2*the (top|upper) one {in} {d}
2*the top (cube|block) can go {in} {d}
take the (top|upper) one off and put it {in} {d}
(take|pick|lift) the one on top and put it {in} {d}
the (top|topmost) one may go {in} {d}
the top one (should go|goes|belongs) {in} {d}
~the uppermost shall go {in} {d}
""", more="carrying_on_words.TOP_ONE")
SWAP = Phrases("""
4*[do it] the other way (round|around)
3*swap them [over|round]
2*[do it] the other way (round|around), {ab}
2*swap (the two|those two|them), {ab}
2*switch them [round|around|over]
make them (change|swap|trade) places
exchange them
turn it (round|around), {ab}
(let them|they should) (change|swap|trade) places
i had it backwards, {ab}
wrong way (round|around), {ab}
it should be the other way (round|around), {ab}
the reverse, {ab}
just the opposite, {ab}
~transpose them
""", more="carrying_on_words.SWAP")
REVERSED = Phrases("""
3*[do it] the other way (round|around), {ba}
2*[do it] the other way (round|around)
2*i had it backwards, {ba}
i had it (backwards|the wrong way round), i (need|want) {ba}
wrong way (round|around), {ba}
no, {ba}
swap them [over]
turn it upside down, {ba}
the reverse, {ba}
it should be {ba}
make that {ba}
~transpose them
""", more="carrying_on_words.REVERSED")
THEN_THAT = Phrases("""
3*okay, {x} then
3*then {x}
2*spoilsport. {x}
2*shame. {x}
2*all right, {x} [then|instead]
2*fine, {x} [then|instead]
2*well, {x} at least
2*okay okay, {x} then
pity. {x}
too bad. {x}
oh well, {x}
then (just|at least) {x}
never mind. {x}
at least {x}
(sorry|only joking|just kidding|i was joking), {x}
fair enough. {x} [then|instead]
you are no fun. {x}
alright alright, {x} instead
in that case {x}
so {x} instead
(can|could) you {x} then
(can|could) you at least {x}
~as you wish, {x} instead
""", more="carrying_on_words.THEN_THAT")
EITHER_PLACE = Phrases("""
3*put it in one of (those two|the two|them), you decide which
2*put it (in|into) either of (them|those|the two)
2*put it in one of (them|those), (i don't care|it doesn't matter|no matter) which
(one of the two|either of them) will do, put it in
it can go in (either|any) of them, you choose
you choose which of the two it goes in
~deposit it in whichever you fancy
""")
# {t} goes {in} what was just counted or looked into; {y} is what lies there.
IN_TOO = Phrases("""
3*put {t} {in} there too
3*pop {t} {in} there too
2*put {t} in with {y}
2*{t} can go in with {y}
put {t} {in} there as well
add {t} to {y}
~let {t} keep {y} company {in} there
""", more="carrying_on_words.IN_TOO")
