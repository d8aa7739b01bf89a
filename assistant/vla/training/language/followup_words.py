"""How people go on after something was said or done. {x} is "the blue one" or the like, {d} a place, {p} a preposition, {t} a bare name.

Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

PICK_PLAIN = Phrases("""
6*pick up the {t}
3*take the {t}
3*grab the {t}
2*lift the {t}
give me the {t}
get the {t}
pick the {t} up
could you pick up the {t}
please take the {t}
bring me the {t}
hand me the {t}
can you grab the {t}
i want the {t}
hold the {t}
""", more="followup_words.PICK_PLAIN")
PUT_PLAIN = Phrases("""
6*put the {t} {p} the {d}
2*place the {t} {p} the {d}
drop the {t} {p} the {d}
set the {t} {p} the {d}
could you put the {t} {p} the {d}
please put the {t} {p} the {d}
move the {t} to the {d}
the {t} goes {p} the {d}
""", more="followup_words.PUT_PLAIN")
OTHER = Phrases("""
6*the other one
3*the other
2*the other {k}
that other one
~the remaining one
~its twin
""", more="followup_words.OTHER")
CORRECT_THING = Phrases("""
5*no, {x}
3*no, i meant {x}
3*no, i mean {x}
2*i meant {x}
2*not that one, {x}
2*wrong one, {x}
no no, {x}
not this one, {x}
sorry, i meant {x}
i said {x}
that's the wrong one, take {x}
no, not that, {x}
no, take {x}
put that back and take {x}
no wait, {x}
actually, {x}
actually i want {x}
oh, i wanted {x}
i'd rather have {x}
{x} instead
take {x} instead
{x}, not that one
hmm, no, {x}
that is wrong, i want {x}
i changed my mind, {x}
sorry, i changed my mind, take {x} instead
actually i'd prefer {x}
on second thought, {x}
hmm, i think i'd like {x} better
no, i wanted {x}
oops, i meant {x}
let's take {x} instead
no, the one i want is {x}
~mistake, {x}
~that's not it, {x}
~swap it for {x}
~i was after {x}
""", more="followup_words.CORRECT_THING")
# Another thing, elsewhere: "and the other can into the box".
AND_INTO = Phrases("""
4*and {x} {in} {d}
3*{x} {in} {d}
2*now {x} {in} {d}
2*and now {x} {in} {d}
2*then {x} {in} {d}
2*and {x} goes {in} {d}
and {x} to {d}
next {x} {in} {d}
now put {x} {in} {d}
and put {x} {in} {d}
{x} goes {in} {d}
but {x} {in} {d}
~and as for {x}, {in} {d}
""", more="followup_words.AND_INTO")
AND_NOW = Phrases("""
4*now {x}
3*and now {x}
2*and {x}
2*next {x}
then {x}
okay, now {x}
now take {x}
ok then take {x}
now get {x}
then take {x}
then give me {x}
good, now {x}
great, and now {x}
and then {x}
next, {x} please
{x} now
alright, {x}
how about {x} now
now i want {x}
~onward to {x}
~{x} next up
""", more="followup_words.AND_NOW")
SAME_WITH = Phrases("""
4*do the same with {x}
3*and {x}
3*now {x}
2*and {x} too
2*{x} too
2*same with {x}
2*the same for {x}
2*{x} as well
also {x}
and also {x}
now do the same with {x}
same deal (for|with) {x}
(sick|nice|cool|great), same deal for {x}
{x} gets the same (treatment|place|)
same treatment for {x}
(and|) last but not least, {x} (likewise|too|as well)
and {x} likewise
and {x}, ditto
{x} goes the same way
{x} may (join|follow) it
let {x} follow
and put {x} there too
put {x} there too
put {x} there as well
put {x} in the same place
and now {x}
{x} goes there too
do that with {x} as well
do it again with {x}
same again with {x}
repeat that with {x}
same thing for {x}
likewise {x}
{x} can go there as well
and {x} wants to go there too
what about {x}? same place
now the same thing with {x}
and do that for {x}
likewise {x}
and {x} please
{x} next
~ditto for {x}
~{x} likewise
~{x} should join it
""", more="followup_words.SAME_WITH")
CORRECT_GOAL = Phrases("""
3*no, {p} {x}
2*no, i meant {p} {x}
2*no, {x}
i meant {x}
not there, {p} {x}
no, put it {p} {x}
wrong place, {p} {x}
sorry, i meant {p} {x}
actually, put it {p} {x}
no, it goes {p} {x}
not that one, {x}
whoops, should have been {x}
oops, it should be {p} {x}
hm, should have been {p} {x}
that should be {p} {x}
i said {p} {x}
move it to {x} instead
put it {p} {x} instead
(she|he|my boss|the lady|my wife|my mum) would (rather|prefer) it (went|to go|was) {p} {x}
(she|he) has reconsidered, {p} {x}
it would be better off {p} {x}
i'd (sooner|rather) see it {p} {x}
i'd prefer it {p} {x}
on reflection, {p} {x}
let it go {p} {x} after all
it may go {p} {x} after all
{p} {x} instead
i'd rather have it {p} {x}
i changed my mind, {p} {x}
sorry, i changed my mind, put it {p} {x} instead
i've changed my mind, move it {p} {x}
on second thought, {p} {x}
on second thoughts put it {p} {x}
actually i'd like it {p} {x}
actually, move it {p} {x} instead
hmm, maybe {p} {x} instead
oh no, {p} {x} i meant
that's wrong, it belongs {p} {x}
no no, it should be {p} {x}
wait, {p} {x}
~wrong spot, {p} {x}
~make that {p} {x}
""", more="followup_words.CORRECT_GOAL")
IT_OUT = Phrases("""
3*take it out again
2*take it out
2*take it out of the {b}
2*pick it up again
pick it up
take it back out
get it out of there
take it again
lift it up again
remove it from the {b}
remove it
grab it again
get it back
now pick it up
and now take it again
lift it out
take it off again
give it to me
no, i want it back
hold it up
fetch it back
~fish it out
~extract it
~retrieve it again
""", more="followup_words.IT_OUT")
PUT_BACK = Phrases("""
5*put it back
2*put that back
put it back where it was
put it back on the table
put it back where you found it
return it
return it to where it was
bring it back to where it was
put it where it was
place it back
set it back
move it back
undo that
undo it
take it back
put it where you got it from
back where it came from please
~restore it
~return it to its old place
~reverse that
""", more="followup_words.PUT_BACK")
THEM = Phrases("""
4*put them {p} {d}
3*put them all {p} {d}
2*place them {p} {d}
2*drop them {p} {d}
move them to {d}
put those {p} {d}
put all of them {p} {d}
they go {p} {d}
throw them {p} {d}
they belong {p} {d}
toss them {p} {d}
clear them away {p} {d}
~dump them {p} {d}
~shift them {p} {d}
""", more="followup_words.THEM")
IT_COLOR = Phrases("""
3*what color is it
3*what colour is it
and what color is it
which color does it have
what's its color
tell me its color
and its colour
what color does it have
~what hue is it
~which shade is it
""", more="followup_words.IT_COLOR")
IT_WHERE = Phrases("""
4*where is it
3*where is it now
2*and where is it
where did you put it
where is it lying
where exactly is it
so where is it now
where does it lie
tell me where it is
~whereabouts is it
~what's its location
""", more="followup_words.IT_WHERE")
