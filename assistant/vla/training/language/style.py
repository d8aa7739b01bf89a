"""How a sentence is dressed: politeness, hesitation, names, typing errors, and case and punctuation as people type or as Whisper writes.

Knows nothing of what the sentence means; it never changes that.
"""

from __future__ import annotations

from assistant.vla.training.language.mishearing import mishear
from assistant.vla.training.language.phrases import Draw, Phrases, tidy

# {x} is a verb phrase in the base form: "pick up the red cup".
REQUEST = Phrases("""
2*(my mum|my mom|mommy|mum|mama|daddy|grandma|grandpa|my wife|my husband|my boss|the boss|the teacher|she|he) (says|said) you should {x}
(my mum|my mom|mommy|daddy|grandma|my wife|my husband|my boss|the teacher) (wants|asked) you to {x}
2*{x}, (love|mate|dear|buddy|pal|my friend|darling|sir|sweetheart|little robot|old chap|honey|bro|dude|man)
(oi|right then|come on|go on|hello|hi|listen|look|say|ah|oh), {x}
(mate|buddy|dear|friend|sweetie|dear robot|little robot|mister robot|computer), {x}
{x}, that's all
{x}, that is all
{x}, nothing else
{x}, (okay|ok|yeah|alright|got it|understood)?
{x}, thanks
{x}, thank you
{x} and that's it
{x} (quickly|slowly|carefully|gently|nicely)
i dare you to {x}
you're supposed to {x}
i'd be happy if you {x}
be (a star|a dear|a good robot|a sport|so kind) and {x}
{x}, will (ya|you)
{x}, (quick|quickly)!
come on, {x}
~be an angel and {x}
~{x}, there's a good robot
34*{x}
6*please {x}
6*{x} please
4*(can|could|would|will) you {x}
3*(can|could|would|will) you please {x}
3*(can|could|would|will) you {x} please
2*now {x}
okay {x}
ok, now {x}
i want you to {x}
i need you to {x}
i would like you to {x}
i'd like you to {x}
i'd love you to {x}
you (should|must|can|may|have to|need to|could) {x} [now]
go ahead and {x}
go and {x}
just {x}
{x} for me
{x} for me please
could you just {x}
can you quickly {x}
could you possibly {x}
could you maybe {x}
would you be so kind (as to|and) {x}
(do you think|think) you (can|could) {x}
are you able to {x}
be a dear and {x}
let's {x}
let us {x}
your (task|job) is to {x}
your next task is to {x}
try to {x}
see if you can {x}
i was wondering if you could {x}
i wonder if you could {x}
it would be (nice|great|good) if you (could|would) {x}
if you could {x} that would be great
help me and {x}
hey, {x}
hey robot, {x}
(robot|vela|hey vela), {x}
(robot|vela), please {x}
{x}, (robot|vela)
{x}, will you
{x}, would you
{x}, can you
{x} right now
{x} now
{x} if you can
{x} if you don't mind
(alright|all right|right|so|well|good|great|perfect|next|next up|now then), {x}
(um|uh|er|hmm|erm|well|so), {x}
(um|uh|er|hmm), (can|could) you {x}
i think you should {x}
let me see, {x}
my command is: {x}
do me a favor and {x}
do me a favour, {x}
would it be possible to {x}
i want to see you {x}
first thing, {x}
show me how you {x}
thanks, now {x}
thank you, now {x}
the next thing to do is to {x}
what i want is for you to {x}
you know what, {x}
~might you {x}
~kindly {x}
~i'd appreciate it if you could {x}
~mind if i ask you to {x}
~{x} when you get a chance
~be so good as to {x}
~would you kindly {x}
~if it isn't too much trouble, {x}
~time to {x}
~here's what i need: {x}
~yo, {x}
""", more="style.REQUEST")
# {x} is a sentence of its own: "i need the red cup", "where is the ball".
SENTENCE = Phrases("""
2*(my mum|my mom|mommy|mum|daddy|grandma|grandpa|my wife|my husband|my boss|the teacher|she|he) (says|said|thinks) {x}
2*{x}, (love|mate|dear|buddy|pal|my friend|darling|sir|little robot|honey|bro|dude)
(oi|right then|come on|hello|hi|listen|look|ah|oh), {x}
(mate|buddy|dear|friend|dear robot|little robot|computer), {x}
{x}, that's all
{x}, (okay|ok|yeah|alright|got it)?
{x}, thanks
{x}, thank you
{x} now
{x}, nothing else
20*{x}
2*{x} please
please, {x}
(okay|ok|so|well|hey|alright|now|and|um|uh|hmm|er), {x}
(robot|vela|hey robot|hey vela), {x}
{x}, (robot|vela)
(tell me|quick question|one question), {x}
~say, {x}
~listen, {x}
""", more="style.SENTENCE")


# What people say beside what they want.
ASIDE = Phrases("""
my eyes are bad
(my feet|these shoes|these heels|my back) (are|is) killing me
my (boss|wife|mother|teacher) will (kill|murder) me
i'm dying for a (coffee|tea|break)
i could murder a (sandwich|curry|biscuit)
break a leg
(the crowd|everybody) goes wild
two seconds on the clock
breathe in
what a shot
for the (halloween|christmas) window
practice is over
i can't see (well|it properly) without my glasses
i can't make out the color
i forgot my glasses
i can't tell the colors apart
my (hand|arm|back|knee|leg) hurts
i hurt my (hand|arm|finger|back)
i cut my finger
i (broke|sprained) my (arm|wrist)
i'm sitting in a wheelchair
i'm too old to bend over
i've just had my coffee
it would help me a lot
nobody will mind
i'd do it myself but i'm busy
you always do this so well
the others can stay
leave the rest as it is
leave everything else alone
the rest stays where it is
don't touch anything else
don't touch the others
watch out for the others
mind the others
don't drop it
don't break it
and don't (drop|crush|break|squeeze) it
~my glasses are upstairs
~i've thrown my back out
sorry to (bother|disturb|trouble) you
it's my turn
my turn
we are in a hurry
i am in a hurry
i'm a little (tired|nervous|late) today
my (son|daughter|mother|father|grandma|grandpa|friend|boss|wife|husband) wants to see (this|it|that)
the (children|kids|guests|visitors|others) are watching
we are (filming|recording|testing|waiting)
this is my first time (here|with a robot)
i have never (done this|talked to a robot) before
i don't know how this works
i hope you can hear me
i am (hungry|thirsty|bored|curious|in the kitchen)
it's (late|early|cold|warm|dark|time for dinner|my birthday|nice here)
i've been looking forward to this
let's (see|try|test this|start|begin|play)
my (granddaughter|grandson|son|daughter|brother|sister|friend) says you can lift things
(they|somebody) told me you can do this
i (heard|read) that you can do that
i want to (see|know) if you can do it
show (him|her|them|us) what you can do
(nice|what a nice|lovely) table
there is a lot (here|on this table)
so many things here
ha, everything here is (red|blue|green|yellow|the same color)
all of these look the same
i've lost my (pen|glasses|keys)
i (need|want) to (wipe|clean) the table
lunch is ready
the photographer is here
it (makes|is making) me nervous
i'm (parched|starving|freezing)
we are (playing|having tea|moving house)
we need (some room|more space|it for later|to tidy up)
it's a mess (here|on this table)
i promised (him|her|them|my son)
you did (well|that well)
that was (nice|good|great|fine|fun)
here we go
are you ready
you know what to do
take your time
be careful
no rush
i can't reach it
my hands are (full|dirty|wet)
i have only one hand free
we always do it like this
it is for (my mother|a friend|the game|later|the photo)
i'd like to (clean up|set the table|play a game|show them something)
everybody is looking at you
i love (robots|this|that)
i hate this
i am (fed up|so angry|so happy)
we (have|had) guests
there is (not much|no) time
hello there
good (morning|afternoon|evening)
thanks a lot
thank you very much
listen
pay attention
one more thing
first of all
everything is in the wrong (spot|place)
everything's (in the wrong place|out of place|all over the place|mixed up)
(nothing|no thing) is where it (should be|belongs)
somebody (moved|mixed up|left) everything [here]
(all of this|all this|this) is (wrong|a mess|out of order)
this table (is a mess|looks untidy|needs tidying)
what a (mess|muddle)
i like (things|everything) (tidy|in order|neat)
(you are|you're) (so|very) (good|clever|strong|helpful)
i (bet|know) you can (do it|do this)
(let me|i'll) (explain|tell you)
(here is|here's) (what i need|the plan|an easy one|a hard one)
this (one is|should be) (easy|hard|tricky)
(we|they) (just|only) (moved in|arrived|had lunch)
(the baby|he|she) is (sleeping|crying)
(i|we) (always|usually|often) lose things
(it|that) (looks|would look) (nicer|better) that way
i (think|guess|believe) (it's|that's) (right|better|best)
(tidy-up|tidying up|clean-up|bath|bed|lunch|play|show|tea|coffee) time
it's (tidy-up|tidying|clean-up|bed|lunch|tea|show) time
time to (tidy up|clean up|go to bed|set the table|show off|shine|pack)
it's (recycling|laundry|cleaning|moving|market|washing|school|sports|match) day
(recycling|laundry|cleaning|moving|market|washing|school|sports|match) day
this (desk|table|room|kitchen|place) is a (disgrace|mess|shambles|disaster|pigsty|nightmare)
(my|our) (desk|kitchen|room) is a (disgrace|mess|shambles|disaster)
on your marks
ready steady
less is more
more is more
safety first
all hands on deck
chop chop
no pain no gain
practice makes perfect
better late than never
easy does it
time is money
waste not want not
your big moment has come
here is the deal
(mission|task|order) of the day
(final|last|next) (round|question|exercise|task|one)
(my|the) (doctor|boss|teacher|wife|coach) (said so|insists|wants it)
(they|the neighbours|the guests|the inspectors) will be here (soon|any minute|in no time)
i have (visitors|guests|a class|a meeting) (coming|waiting|in a minute)
~i have got a train to catch
~the cat is asleep
~my phone is ringing
~dinner is nearly ready
~we're live on air
""", more="style.ASIDE")
# Why, and by when.
TAIL = Phrases("""
2*before {they} come
2*so i can get on
while i'm at it
because i asked nicely
as i need it
until {they} come back
before it gets late
~lest i forget
""".replace("{they}", "(they|the visitors|the others)"), more="style.TAIL")
_BESIDE = Phrases("""
4*{aside}, {x}
3*{aside}. {x}
2*{aside}, so {x}
{aside}, but {x}
{aside} and {x}
{aside}! {x}
2*{x}, {aside}
{x}. {aside}
{x}, because {aside}
2*{aside}: {x}
2*{aside}. at least {x}
{aside}, at least {x}
{aside}. please {x}
{aside}, go: {x}
""", more="style._BESIDE")


def request(draw: Draw, verb_phrase: str) -> str:
    """A verb phrase in the base form, as a request; what is a sentence already stays one."""
    if verb_phrase.startswith(CLAUSES):
        return sentence(draw, verb_phrase)
    return with_aside(draw, REQUEST(draw, x=verb_phrase))


def sentence(draw: Draw, text: str) -> str:
    """A whole sentence, perhaps with an opening or an address."""
    return with_aside(draw, SENTENCE(draw, x=text))


def with_aside(draw: Draw, text: str) -> str:
    """A command, now and then with something that is said beside it, or with why or by when."""
    roll = draw.random()
    if roll < 0.09:
        return _BESIDE(draw, aside=ASIDE(draw), x=text)
    return f"{text} {TAIL(draw)}" if roll < 0.12 and text[-1:].isalpha() else text


CLAUSES = ("you ", "i ", "it ", "they ", "let's ", "see ", "if ", "there ", "don't ", "careful", "your ", "could ", "can ", "would ", "may ", "what ", "how ", "why ", "where ", "is ", "i'd ", "i'm ", "i've ", "i'll ", "that's ", "it's ", "you're ", "there's ")
_HESITATION = ("um", "uh", "er", "like", "you know", "hmm", "erm", "well", "let me think")
_ASKING = ("what", "where", "which", "how", "is", "are", "do", "did", "can", "could", "would", "will", "who", "does", "have", "why", "has")


def written(draw: Draw, text: str, plain: bool = False) -> str:
    """The sentence as it reaches the robot: typed or transcribed, now and then with a hesitation, a slip or a misheard word.

    plain: only case and punctuation (for sentences whose exact words matter).
    """
    roll = draw.random()
    if not plain and roll < 0.21:
        if roll < 0.04:
            text = _hesitate(draw, text)
        elif roll < 0.07:
            text = _slip(draw, text)
        elif roll < 0.085:
            text = text.replace(" the ", " ")
        elif roll < 0.09:
            text = text.replace(" the ", " da ").replace("please", "pls").replace(" you ", " u ")
        else:
            text = mishear(draw, text)
    return _cased(draw, tidy(text).strip(" ,"))


def asking(draw: Draw, words: str) -> str:
    """A question as it reaches the robot, mostly with its mark."""
    return written(draw, words if words.endswith("?") else words + draw.of(("?", "?", "")))


def _cased(draw: Draw, text: str) -> str:
    roll = draw.random()
    if not text or roll < 0.42:
        return text if roll < 0.3 else text.replace(",", "")
    first = text.split(" ", 1)[0].strip(",")
    asks = first in _ASKING
    if roll < 0.86:  # as Whisper writes
        text = text[0].upper() + text[1:]
        text = text.replace(" i ", " I ").replace(" i'", " I'").replace("vela", "Vela")
        return text + ("?" if asks else "." if roll < 0.82 else "!")
    if roll < 0.93:
        return text + ("?" if asks else ".")
    if roll < 0.96:
        return text[0].upper() + text[1:]
    return text.upper() if roll < 0.985 else text.title()


def _hesitate(draw: Draw, text: str) -> str:
    parts = text.split(" ")
    at = draw.whole(0, len(parts) - 1)
    if draw.random() < 0.3 and len(parts) > 2:
        return " ".join(parts[:at] + [parts[at]] + parts[at:])  # "pick up the the cup"
    parts.insert(at, draw.of(_HESITATION) + draw.of(("", ",")))
    return " ".join(parts)


def _slip(draw: Draw, text: str) -> str:
    """A typing error in one longer word: a letter left out, doubled or swapped."""
    parts = text.split(" ")
    long = [i for i, word in enumerate(parts) if len(word) > 3 and word.isalpha()]
    if not long:
        return text
    i = draw.of(long)
    word, at, roll = parts[i], draw.whole(1, len(parts[i]) - 2), draw.random()
    vowels = [k for k, letter in enumerate(word) if letter in "aeiou"]
    if roll < 0.15 and vowels:
        k = draw.of(vowels)  # "the biiig one"
        word = word[:k] + word[k] * draw.of((2, 3)) + word[k:]
    elif roll < 0.4:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2:]
    elif roll < 0.7:
        word = word[:at] + word[at + 1:]
    else:
        word = word[:at] + word[at] + word[at:]
    parts[i] = word
    return " ".join(parts)
