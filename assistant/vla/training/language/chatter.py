"""What is heard but not meant for the robot: other people's talk, television, stock text of recognisers, nonsense, other languages.

Much of it names the very things on the table and the very verbs of commands.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

_WHO = "(he|she|my (sister|brother|mother|boss|friend|neighbor|wife|husband|aunt|colleague)|john|anna|the (doctor|teacher|old man|waiter|kid)|they|we|i)"
_THING = "(the (red|blue|green|yellow|white|black) (cup|ball|box|bowl|plate|can)|the (cup|ball|box|bowl|plate|can|cube|mug|block)|a (cup|ball|can|box|plate|bowl|mug)|the (dishes|keys|bags|car|kids|letter|phone|book))"
_NOUN = "(cup|ball|box|bowl|plate|can|cube|mug|block)"
CHATTER = Phrases(f"""
{_WHO} picked up {_THING} yesterday
(these|those|my) (new|) (heels|shoes|feet|stairs) are killing me
my (boss|wife|husband|mother|teacher|coach) will (kill|murder) me if i'm late [again]
(phew|oh|man), [i'm late,] my (boss|wife|mother) is going to kill me
i'm dying for a (coffee|cigarette|break|holiday)
i could murder a (curry|sandwich|pizza)
(it|that holiday|the car) cost me an arm and a leg
{_WHO} (crushed|smashed|nailed) the (exam|interview|test)
break a leg (tonight|at the show|on stage)
the traffic was murder [today]
that (joke|film|show) (killed|slayed) me
knock them dead [tonight]
it's killing me that i can't tell you
{_WHO} had a (red|blue|green|white) (cup|mug|bowl) just like this one
i bought {_THING} in (lisbon|paris|rome) (once|years ago|the summer we met)
{_WHO} bought {_THING} last week
{_WHO} always (leaves|forgets|drops) {_THING} in the car
{_WHO} put {_THING} in the (kitchen|garage|dishwasher|fridge) [yesterday|this morning]
{_WHO} (said|told me) that {_THING} (was|is) (broken|too expensive|gone|very nice)
{_WHO} dropped {_THING} and it broke
{_WHO} will pick up {_THING} on the way home
{_WHO} (used|wanted|tried) to have {_THING} like that
i told {_WHO} to pick up the kids at five
did you see {_WHO} last night
and then {_WHO} just left without saying a word
{_WHO} went to (paris|the store|work|the beach|london|school) (yesterday|last summer|on monday|again)
have you heard what {_WHO} did
no mom, i already ate
i'll call you back later
i'm on the phone right now
yes honey, i'll be home soon
the meeting starts at (three|four|ten|nine thirty)
can you believe what {_WHO} said
we should order pizza tonight
dinner is ready
what are we having for dinner
did you feed the cat
the weather has been so nice lately
it's going to rain all week
i think the train is late again
my back hurts today
pass the salt please dad
how was school today
the kids are playing outside
turn left at the next corner
in two hundred meters turn right
your call is important to us
please hold the line
breaking news tonight
and now the weather forecast
the president said today that taxes will rise
the home team scored a goal in the last minute
he shoots, he scores
welcome back to the show
coming up next on channel (four|five|seven)
stay tuned for more after the break
buy one, get one free
call now and get fifty percent off
this program was brought to you by
the stock market fell sharply on monday
once upon a time there was a little girl
ladies and gentlemen, welcome aboard
i can't believe you said that to me
you never listen to me
let's go out for a walk
i need a vacation
i love this song
the movie starts at eight
where did i put my glasses
who ate my sandwich
so anyway, as i was saying
yeah, totally, i know what you mean
no, not you, i was talking to her
sorry, i was talking to someone else
that reminds me of my (grandmother|old job|first car)
it costs about twenty dollars
the doctor will see you now
he lifted the cup in the final and everyone cheered
they won the world cup in nineteen ninety eight
we had a ball at the party
the red bowl is in the dishwasher, said my mother
she poured tea into the blue cup and looked out of the window
the recipe says to put the eggs in a bowl
first crack the eggs into a large bowl, then add the sugar
he kicked the ball into the net
{_WHO} (likes|loves|hates) (football|coffee|the color green|cats|mondays)
i have been working here for (three|ten) years
happy birthday to you
see the plate was from (italy|my grandmother|a flea market)
the box arrived (yesterday|this morning) but it was empty
my cup of tea is getting cold
the can opener is broken
what a day
did you remember to lock the door
i have a dentist appointment at noon
the bus was full so we walked
she is coming over for lunch
my phone is almost dead
he asked me whether i could help him move the sofa
they are building a new school down the road
could you repeat that, professor
let's meet at the cafe around six
that's what i told him
no way, are you serious
the cake needs ten more minutes
mommy, i want to go home
daddy, look at me
sit down, max, good boy
give me a call when you get there
did the mail come yet
turn down the music please
i'll have the soup and a glass of wine
how much is the blue one in the window
do you take credit cards
next stop, central station
mind the gap between the train and the platform
this call may be recorded
the number you have dialed is not available
you have one new message
temperatures will drop below zero tonight
traffic is heavy on the highway this morning
in other news, a bear was seen in the city park
the final score was three to two
goal, what a goal
and the winner is
previously on the show
i'd like to thank my parents
what did the doctor say about your knee
i think john is upset with me
it was {_WHO} who told me
{_WHO} would never do that
my brother needs a new pair of shoes
{_WHO} and i are going to the cinema
you should have seen {_WHO} dance
can you believe it, {_WHO} got the job
then {_WHO} took {_THING} and walked out of the shop
{_WHO} says, pick up {_THING}, and i say no
{_WHO} never puts {_THING} back
{_THING} was on sale for five dollars
i lent {_THING} to {_WHO}
we used to keep {_THING} in the attic
we had {_THING} just like that [one] when i was (little|a girl|a boy|young|at school)
{_WHO} had {_THING} just like that (one|) (once|years ago|at home)
{_WHO} kept (buttons|sweets|coins|pencils|tea|paint) in {_THING}
that {_NOUN} reminds me of (my grandmother|school|my old kitchen|our holiday)
{_THING} looks like the one at (home|my grandma's|the office|school)
{_WHO} made {_THING} (at school|with clay|in a pottery class)
{_WHO} thinks {_THING} is (ugly|pretty|too small|a bit old)
{_WHO} painted {_THING} (last year|with the kids|by hand)
i once broke {_THING} (at a wedding|in a shop|when i was ten)
i remember when {_WHO} broke {_THING}
look how (cute|small|shiny|pretty) {_THING} is
isn't {_THING} (cute|pretty|lovely|funny)
what a (cute|pretty|lovely|funny) little {_NOUN}
have you seen how {_WHO} (holds|moves) {_THING}
i wonder where they (bought|found|got) {_THING}
i wonder what {_THING} costs
and then (she|he|they) (goes|said|says|was like), just (put|take|leave) it (in|on|out of) {_THING}, and i'm like no way
and (he|she) said (put|take|leave|throw) (it|them|everything) (in|on) {_THING}, can you imagine
(dave|tom|sarah|linda|mum|dad|honey), remind me to buy (some more plates|a new bowl|cups|a box of eggs|milk) on the way home
(tommy|max|lisa|anna|kids), don't touch {_THING}, it isn't ours
(tommy|max|lisa|anna|kids), leave {_THING} alone
(tommy|max|lisa|anna|dave|sarah), did you take {_THING} [i left here]
(dave|sarah|linda|tom), pick me up at (six|five|noon), will you
honey, can you (put the kids to bed|take out the bins|pick up the dry cleaning) (tonight|today|tomorrow)
something's off today but i can't put my finger on it
i can't put my finger on it
let's put it behind us
take it easy, (man|mate|john)
(he|she) picked up (speed|the phone|the bill|the ball in midfield), what a run
hold the line please
give it a rest, will you, (john|dave)
drop me a line when you get there
our chefs put forty cans of tomatoes to the test
put that in your diary
(he|she|they|it) just put {_THING} down so gently, did you see that
it picked up {_THING} all by itself, did you see that
last time it picked up {_THING} in a second
when it lifts {_THING}, take a photo
wait until {_WHO} sees {_THING}
{_THING} belongs to {_WHO}, doesn't it
{_WHO} drank from {_THING} this morning
{_WHO} was playing with {_THING} before
do you think it can lift {_THING}, dad
mum, can we (get ice cream|go home|eat) after this
(mum|mom|dad|grandma), can i have (an ice cream|a robot|one of those) too
yesterday {_THING} fell on the floor
the one with {_THING} was better, i think
tell your brother i said hi
excuse me, is this seat taken
~{_WHO} misplaced {_THING} at the office
~{_WHO} once owned {_THING} from japan
~the plumber comes on thursday
~our flight got delayed twice
~in sports, the rangers lost again
~the choir sang beautifully on sunday
~grandpa, your soup is getting cold
~a gallon of milk costs how much
~as the detective opened the door, the lights went out
~preheat the oven to two hundred degrees
""", more="chatter.CHATTER")
NONSENSE = Phrases("""
purple monkey dishwasher
colorless green ideas sleep furiously
the the the the
blah blah blah
blorp fizzle wug
florb wibble zzzt
pling plang plong
gagaga
brrrm brrrm
pew pew pew
la la la
asdf
asdf jkl
qwerty
hjkl hjkl
xyzzy
foo bar baz
one two three testing
a b c d e f g
banana banana banana
the fridge is thinking of tuesday
seven loud carpets jump slowly
why is the of and to
to be or not to be
cup cup cup
ball the under a
of the and
bowl blue put the
and the and then the
red
the
hmm hmm hmm
ha ha ha
aaaaah
shhh
beep boop
ooga booga
wubba lubba
mumble mumble
three fish walk into a sandwich
my elbow tastes like thursday
the square root of cheese
invisible bananas dance on the ceiling
lorem ipsum dolor sit amet
12345
42
...
???
dfgh rty
zzz
okay google
hey siri
alexa
pick
put
the red
can you
could you please
i want
move
left
and
pick up the
put the
in the bowl
so if the
~gobbledygook
~snorkel waffle parade
~yada yada
~twelve angry lampposts hum
~fnord
~brillig and the slithy toves
~take the
""".replace("\nmove\n", "\n").replace("\nin the bowl\n", "\n").replace("\nred\n", "\n").replace("\nleft\n", "\n"), more="chatter.NONSENSE")
HALLUCINATIONS = Phrases("""
4*thanks for watching
3*thank you for watching
3*you
2*thanks for watching and see you next time
please subscribe
please subscribe to my channel
like and subscribe
don't forget to like and subscribe
see you in the next video
see you next time on the channel
subtitles by the amara.org community
subtitles by
transcription by castingwords
transcribed by otter
copyright 2019
www.mooji.org
{b}music{e}
{o}music{c}
{b}applause{e}
{b}laughter{e}
{b}blank_audio{e}
{b}silence{e}
{o}sighs{c}
{o}coughing{c}
so
oh
uh
ah
mm
mhm
huh
i'm sorry
i don't know
i'm going to go ahead and
the end
to be continued
be right back
we'll be right back
this is a test
silence
um, um, um
you, you, you
the first time
bon appetit
music playing
foreign
~thank you for listening to this episode
~subscribe for more videos
~captions by
~sponsored by
~i'll see you in the next one
""", more="chatter.HALLUCINATIONS")
FOREIGN = Phrases("""
guten morgen, wie geht es dir
nimm die rote tasse
bitte gib mir den blauen ball
heb den becher auf
wo ist der ball
ich weiss es nicht
was machst du heute abend
bonjour, comment ca va
prends la tasse rouge
donne moi le cube bleu
ou est la balle
je ne sais pas
merci beaucoup
hola, como estas
coge la taza roja
dame el cubo azul
pon la pelota en el plato
donde esta la pelota
no entiendo nada
muchas gracias
ciao, come stai
prendi la tazza rossa
metti la palla nella ciotola
dammi il cubo verde
grazie mille
ola, tudo bem
pegue a xicara vermelha
obrigado
hej, hur mar du
ta den roda koppen
pak de rode beker
waar is de bal
dank je wel
wez czerwony kubek
gdzie jest pilka
dziekuje bardzo
arigato gozaimasu
konnichiwa
akai koppu o totte
ni hao
xie xie
annyeonghaseyo
spasibo bolshoye
privet, kak dela
voz'mi krasnuyu chashku
merhaba, nasilsin
kirmizi bardagi al
shukran
namaste
~hvordan har du det
~leg den ball in die kiste
~mets le bol sur la table
~levanta la caja
~kde je ten hrnek
~anna minulle kuppi
""", more="chatter.FOREIGN")
