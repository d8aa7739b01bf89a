"""Picking one thing up, in words. {t} is the thing.

PICK: verb phrases in the base form; PICK_SENTENCE: whole sentences. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

PICK = Phrases("""
lift {t} (a bit|a little|as high as you can|off the surface|for a second)
raise {t} off the table
take {t} and keep holding it
hold on to {t}
keep hold of {t}
get a grip on {t} and lift
have a go at lifting {t}
have {t} in your (hand|gripper)
have {t} up [off the (table|bench|desk)]
get {t} up off the (table|bench)
up with {t}
grab {t} and show it to me
bring {t} up where i can see it
let me see {t} up close
let me have a closer look at {t}
show {t} to me
show me {t}
take hold of {t} and raise it
~bag me {t}
pick {t} for me
fish out {t}
gimme {t}
hand us {t}
get us {t}
bring us {t}
take up {t}
make {t} go up
let {t} rise
lift for me {t}
off you go and get {t}
be quick and grab {t}
get {t} up
get {t} in the air
raise {t} so that i can see it
get {t} out of there
grab {t} with your (hand|gripper|claw)
close your claw on {t} and lift
~whip up {t}
~fish {t} up
9*pick up {t}
7*pick {t} up
6*grab {t}
6*take {t}
5*lift {t}
4*lift up {t}
2*lift {t} up
3*get {t}
3*fetch {t}
2*fetch me {t}
4*give me {t}
3*hand me {t}
3*bring me {t}
2*get me {t}
2*pass me {t}
2*raise {t}
hold {t}
hold up {t}
hold {t} up
get hold of {t}
grab hold of {t}
take hold of {t}
grasp {t}
grip {t}
pick {t}
collect {t}
pick out {t}
choose {t}
select {t} and pick it up
go get {t}
go grab {t}
go for {t}
reach for {t}
reach out and (take|grab) {t}
take {t} in your (hand|gripper)
take {t} off the table
lift {t} off the table
lift {t} from the table
raise {t} up
raise {t} into the air
lift {t} (into|in) the air
lift {t} up high
bring {t} up
bring {t} to me
bring {t} here
bring {t} over
give {t} to me
hand {t} over
hand over {t}
hand {t} to me
pass {t} to me
pass {t}
show me {t} by lifting it
find {t} and pick it up
find {t} and lift it
grab {t} and lift it
grab {t} and hold it up
take {t} and hold it
take {t} and lift it up
pick {t} up and hold it
pick up {t} and show it to me
catch hold of {t}
seize {t}
snatch {t}
scoop up {t}
get {t} for me
get {t} off the table
move to {t} and pick it up
use your (arm|gripper|hand) to pick up {t}
close your gripper around {t} and lift it
clamp {t} and lift it
~hoist {t}
~elevate {t}
~retrieve {t}
~pluck {t} from the table
~lay hold of {t}
~nab {t}
~get your (hand|gripper) on {t}
~lift {t} clear of the table
~heft {t}
~have {t} off the table
""", more="pick_words.PICK")
PICK_SENTENCE = Phrases("""
{t}, up it goes
{t}, up (she|he) goes
{t} could do with (a bit of|some|a little) (altitude|height|air)
up with {t}
a bit of (altitude|height) for {t}
{t}, get it up in your (mitt|paw|claw)
all aboard, {t} goes up
{t}, whatever color it is
{t} isn't going to pick itself up
{t} won't lift itself
i could (really|) do with {t} in your (hand|gripper|claw)
i'd love to see {t} in your (hand|gripper|claw)
any chance {t} could leave the table for a moment
go win me {t}
which one is {t}? that's the one you should be holding
up, up, up goes {t}
{t} should be in your (hand|gripper), not on the table
just {t} then
just {t} please
show (him|her|them|us) {t}
let (him|her|them|us) see {t}
let (the kids|everybody|the children) see {t}
it's {t} i'd go for, so get me that
if i were you i'd go for {t}
(hold|lift) {t} up so (everybody|they|the kids) can see it
{t}, up with it
up you come, {t}
{t} gets lifted
can you reach {t}? then take it
may i see {t}
i'd like a closer look at {t}
{t} off the table please
you can hold {t} for me
i'll have {t}
i'll go for {t}
my choice is {t}
i am looking for {t}, (get it|take it|pick it up)
{t} first
somebody wants {t}, take it
why don't you take {t}
why don't you pick up {t}
it has to be {t}
there must be {t} somewhere, (take|lift|grab) it
there should be {t}, (take|lift|grab) it
~{t} is what i fancy
2*i wanna have {t}
i want to hold {t}
me want {t}
want {t}
i choose {t}
i pick {t}
let's go with {t}
make it {t}
i vote for {t}
{t} for me
{t} quick
{t} now
up with {t}
{t}! lift
lift! {t}
{t} i want
my favourite is {t}, grab it
my favorite is {t}, take it
i can't reach {t}, get it for me
i can't reach {t}, could you get it
the one to lift is {t}
of all these, {t}
you take {t}
please to lift {t}
there's {t}, (lift|take|grab) it
do you see {t}? i would like to have it
i dropped {t}, pick it up
i left {t} there, hand it to me
{t} is mine, give it to me
{t}, could you get it
{t}, can you lift it
{t} is the one i want
what about {t}
i think {t} would be good
~{t}'s the one
~give us {t}
4*i need {t}
4*i want {t}
3*i would like {t}
3*i'd like {t}
2*{t} please
2*{t}
can i have {t}
could i have {t}
may i have {t}
can i get {t}
i'll take {t}
let me have {t}
let's have {t}
i want you to have {t} in your hand
i'd like to have {t}
i'd like to see you lift {t}
would you mind (picking up|grabbing|lifting|passing me|handing me|taking) {t}
how about picking up {t}
how about {t}
what about picking {t} up
i could use {t}
you can take {t}
it's {t} that i want
if you see {t}, pick it up
if you can see {t}, take it
if there is {t}, pick it up
if {t} is there, grab it
if you find {t}, give it to me
look for {t} and pick it up
where is {t}? pick it up
i can see {t}, please take it
that is {t}, pick it up
the thing i want is {t}
what i need is {t}
{t} is what i want
{t} is the one to (take|lift|pick up|grab)
{t}, pick it up
{t}, take it
{t}, grab it
see {t}? pick it up
which one is {t}? pick that one up
which one is {t}? (take|grab|lift) (it|that one)
do you know which one is {t}? take that
do you see {t}? take it
there is {t}, take it
i want to have {t} lifted
{t} should be lifted
{t} up
{t} has to come up
{t} needs to be picked up
next, {t}
now {t}
and {t}
~i fancy {t}
~{t}, if you would
~might i have {t}
~i'm after {t}
~{t} wants lifting
~i'd be glad of {t}
""", more="pick_words.PICK_SENTENCE")
