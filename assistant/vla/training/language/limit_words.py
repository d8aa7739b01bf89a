"""What people ask for that an arm cannot do, or cannot know: other bodies' work, two things at once, anything, it, away.

{t} is a thing, {d} a place, {k} a kind, {n} its plural, {in} and {by} a preposition or relation, {s} a side. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

ABILITY = Phrases("""
cook (dinner|lunch|breakfast|me an egg|something|pasta|a meal|soup)
make (me|us|) (a coffee|coffee|tea|a sandwich|a cake|breakfast|dinner|a cup of tea)
bake (a cake|bread|cookies)
bring me a (beer|coffee|glass of water|drink) from the (kitchen|fridge|bar)
go to the (kitchen|door|bathroom|shop|store|supermarket|other room|garden|living room)
come (here|over here|to me|with me|to the kitchen)
walk (to the door|around|over here|with me)
follow me
drive (the car|me home|to work|me to the station)
open the (door|window|fridge|drawer|bottle|curtains)
close the (door|window|fridge|drawer|curtains)
turn (on|off) the (light|lights|tv|radio|music|heating|lamp)
switch (on|off) the (light|lights|tv|radio|lamp)
call (my mother|my mom|my wife|the police|a taxi|john|the office|an ambulance)
send (an email|a message|a text) [to my boss|to my mother|to john]
play (some|) music
play (a song|chess with me|football|a game|the piano|the guitar|a video)
sing (a song|for me|something)
dance [for me|with me]
jump [up and down]
run [away]
fly [to the moon|around the room]
swim
climb (the stairs|up the wall)
clean (the house|the kitchen|my room|the windows|the floor)
wash (the dishes|my car|the clothes|your hands)
vacuum the (floor|room)
mow the lawn
water the (plants|flowers)
order (a|some) pizza
book (a flight|a table|a hotel)
buy (me|) (some milk|a ticket|a car|groceries)
write (a letter|a poem|an email|my homework)
draw (a picture|me a cat|a circle)
paint (a picture|the wall|the cup green)
read (me a story|the newspaper|this book|my mail)
set (an alarm|a timer) [for ten minutes]
wake me up at seven
translate this [into french]
feed the (cat|dog|baby|fish)
walk the dog
iron my shirt
do (my homework|the laundry|the dishes|my taxes|a backflip|a handstand)
fix (my car|the computer|the sink)
print (this|the document)
download (a file|the update)
search the internet
take a (photo|picture|selfie)
scratch my back
give me a (massage|hug|haircut)
shake my hand
brush my (teeth|hair)
lift (the table|the car|yourself|me)
pick up (the table|the car|the house|yourself|the floor|the whole table)
move the (table|wall|sofa|car)
teleport {t}
make {t} (disappear|float|bigger|invisible|blue)
turn {t} into gold
change the color of {t}
eat {t}
drink from {t}
fill {t} with water
~whistle a tune
~peel potatoes
~fetch the newspaper from the porch
~unload the dishwasher
~hang up the laundry
~tune the radio
~sharpen a pencil
~sew a button
~chop some onions
~do a somersault
""", more="limit_words.ABILITY")
WHERE_ONLY = Phrases("""
2*give {t} a (little nudge|nudge|push|poke|shake|spin|kick|tap|shove)
poke {t} a bit
roll {t} over
make {t} (roll|spin|wobble)
turn {t} round
{t} should be between {a} and {b}
swap {t} with {a}
move {t} away from {a}
push {t} (forward|back) a little
turn {t} (around|upside down|over|by 90 degrees|on its side)
rotate {t} [a bit|by 90 degrees]
flip {t} [over]
spin {t}
roll {t}
roll {t} (away|to me|across the table)
tilt {t}
put {t} upside down
lay {t} on its side
shake {t}
tap {t}
slide {t} around
put {t} between {a} and {b}
place {t} between {a} and {b}
move {t} in between {a} and {b}
swap {t} and {a}
exchange {t} with {a}
(arrange|line up|sort) (all the things|everything|the objects) (in a line|in a row|by color|by colour|by size)
put everything in a (row|line|circle)
sort the (objects|things) by (color|colour|size|kind)
(make|build) a (circle|bridge|house|wall|pyramid) (with|from|out of) the (things|objects|blocks)
lean {t} against {a}
push {t} (forward|back)
move {t} a (bit|little) (to the left|to the right|forward|back|further|closer|away)
(push|nudge|shove|slide) {t} a (bit|little) (left|right|forward|back|further)
hide {t} (under|below) {a}
put {t} under {a}
put {t} below {a}
hold {t} upside down
point (at|to) {t}
touch {t}
~invert {t}
~interchange {t} with {a}
~wedge {t} between {a} and {b}
~twirl {t}
~pivot {t}
""", more="limit_words.WHERE_ONLY")
TWO = Phrases("""
3*pick up {a} and {b}
2*pick up {a} and {b} at the same time
2*take {a} and {b}
take {a} and {b} at once
grab {a} and {b}
grab {a} and {b} together
lift {a} and {b}
hold {a} and {b}
pick up both {a} and {b}
give me {a} and {b}
pick {a} and {b} up
pick up {a} and also {b}
pick up {a} and then pick up {b}
grab {a} and then grab {b}
take {a} and pick up {b} too
i want {a} and {b}
~hoist {a} together with {b}
~snatch up {a} plus {b}
""", more="limit_words.TWO")
TWO_KIND = Phrases("""
pick up (both|all|all the|both the) {n}
grab (both|all|all the|both the) {n}
lift (both|all|all the|both the) {n}
take (both|all|all the|both the) {n}
hold (both|all the) {n}
pick up everything
take everything
grab everything at once
lift all the things
pick up two (things|objects) at the same time
give me (both|all the) {n}
~gather up all the {n} in your hand
""", more="limit_words.TWO_KIND")
ANY = Phrases("""
3*anything
3*something
2*any (object|thing)
any one
whatever you like
2*anything but {x}
anything except {x}
something other than {x}
any object but {x}
anything you like
something you like
one of the (things|objects)
one of those
any of them
any of these things
whichever you want
some (thing|object)
a random (object|thing)
one object, you choose
one thing, i don't care which
~any old thing
~anything bar {x}
~whatever takes your fancy
""", more="limit_words.ANY")
# A {k}, but not the {c} one.
ANY_BUT = Phrases("""
3*any {k} but the {c} one
2*any {k} except the {c} one
2*any {k} so long as it's not the {c} one
2*any {k} as long as it is not {c}
any {k} that is not {c}
any {k} that isn't {c}
a {k}, just not the {c} one
a {k} but not the {c} one
one of the {n} but not the {c} one
one of the {n}, just not the {c} one
any of the {n} except the {c} one
any of the {n}, not the {c} one though
some {k} other than the {c} one
i don't mind which {k}, only not the {c} one
whichever {k} you like except the {c} one
~any {k} bar the {c} one
""", more="limit_words.ANY_BUT")
ANY_KIND = Phrases("""
4*a {k}
4*any {k}
3*any of the {n}
3*one of the {n}
2*a {k}, any {k}
2*some {k}
a {k}, it doesn't matter which
a {k}, no matter which
either {k}
whichever {k} you like
2*any one of the {n}
2*one of them {n}
any one of (them|those|these) {n}
just one of the {n}
(only|just) one of (them|those) {n}, (any|whichever)
one {k}, you choose
a {k}, whichever you want
one of those {n}
any {k} you like
a {k}, i don't care which
a random {k}
~any old {k}
~a {k} of your choosing
""", more="limit_words.ANY_KIND")
PICK_IT = Phrases("""
hold it up (so|where) (i|we|everybody|the kids) can see it
lift it so that (i|we) can have a look
show it to (me|us|everybody)
now hold it up [in the air]
(better|nice|good|fine), [but] now (hold it up|lift it|pick it up)
4*pick it up
3*take it
2*grab it
2*lift it
2*give it to me
pick that up
take that
grab that
hold it
lift it up
get it
hand it to me
bring it to me
pick up that
pick this up
take this one
grab this
pick that one up
pick one up
take that thing
pick up the thing
pick up the object
grab the thing
grab one
fetch it
~hoist it
~retrieve it
~nab that
""", more="limit_words.PICK_IT")
PUT_IT = Phrases("""
5*put it {in} {d}
3*place it {in} {d}
2*drop it {in} {d}
2*put that {in} {d}
2*put this {in} {d}
move it to {d}
set it {in} {d}
toss it {in} {d}
throw it {in} {d}
place that {in} {d}
lay it {in} {d}
stick it {in} {d}
pop it {in} {d}
put this one {in} {d}
drop that {in} {d}
bring it to {d}
put the thing {in} {d}
it goes {in} {d}
i want it {in} {d}
it should go {in} {d}
~plonk it {in} {d}
~shift it {in} {d}
~dump that {in} {d}
""", more="limit_words.PUT_IT")
# {d} is a cube.
STACK_IT = Phrases("""
5*put it {on} {d}
3*stack it {on} {d}
2*place it {on} {d}
2*set it {on} {d}
2*put it on top of {d}
2*put that {on} {d}
stack it on top of {d}
stack that {on} {d}
set it down {on} {d}
put this {on} {d}
lay it {on} {d}
balance it {on} {d}
balance it carefully on {d}
let it stand {on} {d}
let it sit {on} {d}
stand it {on} {d}
drop it {on} {d}
move it {on} {d}
get it {on} {d}
lower it {on} {d}
pile it {on} {d}
build a tower with it on {d}
make a tower: it goes {on} {d}
it goes {on} {d}
it should go {on} {d}
it should stand {on} {d}
i want it {on} {d}
i'd like it {on} {d}
use {d} as its base
{on} {d} with it
make {d} the bottom and it the top
see if it will stay {on} {d}
park it {on} {d}
~perch it {on} {d}
~crown {d} with it
""")
MOVE_IT = Phrases("""
4*put it {by} {d}
3*move it {by} {d}
2*place it {by} {d}
2*set it {by} {d}
put that {by} {d}
move that {by} {d}
set it down {by} {d}
put it down {by} {d}
it should go {by} {d}
i want it {by} {d}
~park it {by} {d}
~shift it {by} {d}
""", more="limit_words.MOVE_IT")
PUT_WHERE = Phrases("""
2*put {t} (in|into|on) the, (in the|on the|er|um), (oh|), what do you call it
put {t} (in|into|on) the... (what's it called|what do you call it|thingy|oh i forget)
put {t} in, oh, what's the word
put {t} in the, you know, the thing
{t} goes in the, er
3*put {t} away
2*put {t} in
put {t} in there
2*put {t} somewhere else
put {t} over there
5*move {t}
shift {t}
relocate {t}
2*move {t} somewhere else
move {t} over there
place {t}
put {t}
drop {t} in
put {t} inside
put {t} into it
put {t} where it belongs
tidy {t} away
tidy up {t}
store {t}
put {t} in its place
bring {t} away
relocate {t}
set {t} somewhere
clear {t} away
~stow {t}
~shift {t} elsewhere
~file {t} away
""", more="limit_words.PUT_WHERE")
SIDE = Phrases("""
3*move {t} to the {s}
2*move {t} {s}
2*put {t} to the {s}
move {t} further to the {s}
push {t} to the {s}
shift {t} to the {s}
slide {t} to the {s}
put {t} on the {s}
~nudge {t} {s}ward
~edge {t} to the {s}
""", more="limit_words.SIDE")
