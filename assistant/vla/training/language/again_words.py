"""How people go on about what was done, or was not: try again, leave it, I helped you, what did you do, why.

Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

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
""", more="again_words.RETRY")
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
""", more="again_words.HELPED")
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
""", more="again_words.NO_MORE")
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
""", more="again_words.AGAIN")
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
""", more="again_words.DONE_WHAT")
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
""", more="again_words.WHY")
