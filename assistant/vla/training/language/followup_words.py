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
the second one
~the remaining one
~its twin
""".replace("the second one\n", ""), more="followup_words.OTHER")
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
RETRY = Phrases("""
5*try again
3*again
2*try again please
2*try it again
2*once more
one more time
please try again
try once more
give it another try
give it another go
retry
do it again
another try
have another go
try one more time
yes, try again
you missed it, try again
i moved it closer, try again
okay, i moved it, try again
now try again
no problem, try again
come on, again
don't give up, try again
i helped you, now try again
go on, once more
ok again
can you try again
could you try that again
~have one more crack at it
~second attempt please
~reattempt it
~take another shot
""", more="followup_words.RETRY")
# The person has helped, as she was asked to.
HELPED = Phrases("""
3*done
2*i did
2*there you go
2*here you go
2*there
here
here it is
okay, done
okay, i did
i moved it
i moved it closer
i have moved it closer
it's closer now
i brought it closer
i put it closer
closer now
is that better
better now
how about now
like this
can you reach it now
try now
now it should work
now
okay now
all right, it's nearer now
done, it's right in front of you
i've done it
yes, here
yes, i moved it
of course, here you are
sure, there you go
i straightened it
i stood it up again
~it's within reach now
~that should do it
""")
# She will not have it tried again.
NO_MORE = Phrases("""
3*no
2*no thanks
2*no, leave it
2*leave it
2*no, it's fine
2*that's fine, leave it
it's fine
it's okay
it's all right
never mind
no, never mind
forget it
no, forget it
don't bother
no need
not now
no, stop trying
let it be
leave it then
leave it where it is
then don't
then leave it
okay, leave it
no, that's enough
that's enough
doesn't matter
it doesn't matter
no matter
too bad
what a pity
~give up on it
~drop the matter
""")
AGAIN = Phrases("""
4*again
3*do it again
3*do that again
2*once more
2*one more time
again please
can you do that again
repeat that
do the same again
same again
another time
and again
encore
more
please repeat
~from the top
~another round
~replay that
""", more="followup_words.AGAIN")
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
DONE_WHAT = Phrases("""
5*what did you do
4*what did you just do
2*what have you done
what did you do just now
what have you just done
tell me what you did
what was the last thing you did
what did you do last
what have you been doing
what happened
can you tell me what you just did
which action did you perform
what did you do with it
sorry, i wasn't looking, what did you (just|) do
i missed that, what did you (just|) do
what was that
what was that you did
what did i miss
what did you do while i was away
so what did you do
and what did you do
remind me what you did
did you do something
~what was your latest action
~recount what you did
~what have you been up to
""", more="followup_words.DONE_WHAT")
WHY = Phrases("""
4*why
3*why not
2*why won't you
why can't you
why don't you
do it anyway
just do it
do it please
come on, do it
but i want you to
i said do it
that's an order
please, do it for me
but why
tell me why
what is the problem
are you sure
really
try anyway
i insist
~how come
~give me one good reason
~for what reason
""", more="followup_words.WHY")
