"""Sentences that order one thing: pick, place, stack, move.

{t} is the thing, {d} where it goes, {in}, {on} and {by} the preposition or relation. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

# Verb phrases in the base form; {t} is the thing, {d} where it goes, {in} / {by} the preposition.
PICK = Phrases("""
lift {t} (a bit|a little|as high as you can|off the surface|for a second)
raise {t} off the table
take {t} and keep holding it
hold on to {t}
keep hold of {t}
get a grip on {t} and lift
have a go at lifting {t}
have {t} in your (hand|gripper)
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
""")
PICK_SENTENCE = Phrases("""
{t}, up it goes
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
""")
PLACE = Phrases("""
see if {t} fits {in} {d}
feed {t} to {d}
feed {d} {t}
hide {t} {in} {d}
serve {t} {in} {d}
park {t} {in} {d}
put {t} to bed {in} {d}
put {t} where it belongs, {in} {d}
treat {d} to {t}
drop {t} off {in} {d}
throw {t} away, {in} {d}
file {t} away {in} {d}
keep {t} {in} {d}
set {t} to rest {in} {d}
make {d} the home of {t}
use {d} to keep {t} in
fix it so that {t} is {in} {d}
get {t} over there {in} {d}
take {t} off the table and put it {in} {d}
help {t} {in} {d}
have {t} lie {in} {d}
let {t} sleep {in} {d}
~entrust {t} to {d}
2*put {t} to {d}
return {t} to {d}
put {t} back {in} {d}
{in} {d} you put {t}
{in} {d} please you place {t}
{in} {d} please put {t}
{in} {d} place {t}
find a place for {t} {in} {d}
bring {t} over to {d}
grab {t}, {in} {d} it goes
let {d} have {t}
get {t} off the table and {in} {d}
clear {t} away {in} {d}
tidy {t} away {in} {d}
move {t} over {in} {d}
pack {t} {in} {d}
load {t} {in} {d}
~bung {t} {in} {d}
~pitch {t} {in} {d}
14*put {t} {in} {d}
7*place {t} {in} {d}
4*drop {t} {in} {d}
3*set {t} {in} {d}
4*move {t} {in} {d}
3*lay {t} {in} {d}
2*set {t} down {in} {d}
2*put {t} down {in} {d}
2*bring {t} to {d}
2*move {t} to {d}
2*take {t} to {d}
2*carry {t} to {d}
2*transfer {t} to {d}
transfer {t} {in} {d}
2*throw {t} {in} {d}
2*toss {t} {in} {d}
stick {t} {in} {d}
pop {t} {in} {d}
chuck {t} {in} {d}
leave {t} {in} {d}
deposit {t} {in} {d}
store {t} {in} {d}
stow {t} {in} {d}
release {t} {in} {d}
let {t} fall {in} {d}
let go of {t} {in} {d}
rest {t} {in} {d}
position {t} {in} {d}
relocate {t} to {d}
deliver {t} to {d}
get {t} {in} {d}
pick up {t} and put it {in} {d}
pick {t} up and put it {in} {d}
pick up {t} and place it {in} {d}
take {t} and put it {in} {d}
take {t} and place it {in} {d}
take {t} and drop it {in} {d}
grab {t} and put it {in} {d}
grab {t} and drop it {in} {d}
lift {t} and put it {in} {d}
lift {t}, then place it {in} {d}
pick up {t}, then put it {in} {d}
pick up {t} and then drop it {in} {d}
find {t} and put it {in} {d}
if you see {t}, put it {in} {d}
look for {t} and put it {in} {d}
pick and place {t} {in} {d}
put {t} away {in} {d}
add {t} to {d}
{in} {d}, put {t}
use {d} for {t}
fill {d} with {t}
slide {t} {in} {d}
lower {t} {in} {d}
send {t} {in} {d}
sort {t} {in} {d}
gently (put|place|set) {t} {in} {d}
carefully (put|place|set) {t} {in} {d}
make sure {t} is {in} {d}
make sure that {t} ends up {in} {d}
have {t} {in} {d}
let me see {t} {in} {d}
put {t} over {in} {d}
~plonk {t} {in} {d}
~dump {t} {in} {d}
~shift {t} {in} {d}
~convey {t} to {d}
~see that {t} gets {in} {d}
~plop {t} {in} {d}
~house {t} {in} {d}
~pick up {t} and dump it {in} {d}
~tuck {t} {in} {d}
""")
PLACE_SENTENCE = Phrases("""
i don't want {t} on the table any more, use {d}
{t} shouldn't lie on the table, {in} {d} with it
{t} has no business on the table, put it {in} {d}
get {t} out of my sight, {in} {d}
get rid of {t}, use {d}
there should be {t} {in} {d}
{d} needs {t}
{d} is hungry, feed it {t}
bedtime for {t}, its bed is {d}
{d} is the bed of {t}, put it to bed
{t} lives {in} {d} from now on
slam dunk, {t} {in} {d}
dinner is served, {t} {in} {d}
only {t} belongs {in} {d}, see to it
why is {t} not {in} {d} yet? sort it out
{t} would be (much|so much) happier {in} {d}
{d} is hungry for {t}
{d} is lonely, give it {t}
{d} looks (a bit|so) empty, {t} would help
{t} would like to take a nap {in} {d}
{t} is cold, {in} {d} with it
why don't you put {t} {in} {d}
why isn't {t} {in} {d}? put it there
i thought {t} was {in} {d}, put it there
would {t} fit {in} {d}? try it
{t} is tired, it wants to lie {in} {d}
{t} and {d} belong together, put it {in} there
i keep {t} {in} {d}
{t} is not {in} {d} yet, put it there
next stop for {t}: {in} {d}
~{t} resides {in} {d}
2*{in} {d} goes {t}
2*{t} goes to {d}
2*{t} to {d}
{t} over to {d}
{in} {d} with {t}
{t} back {in} {d}
{d} should get {t}
{d} gets {t}
the place for {t} is {d}
{t} is supposed to be {in} {d}
{t} wants to be {in} {d}
could {t} be {in} {d}
{in} {d} is where i want {t}
there's {d}, put {t} {in} it
see {d}? put {t} {in} it
you see {d}, right? {t} goes {in} there
{d} is empty, so put {t} {in} it
{t} please, {in} {d}
{d}: put {t} there
i wanna have {t} {in} {d}
i want {t} to go {in} {d}
i'd say {t} goes {in} {d}
{t} has to be {in} {d}
what if {t} were {in} {d}
{t} is dirty, so {in} {d} with it
i don't need {t} any more, {in} {d} with it
{t} now {in} {d}
~{t} finds its home {in} {d}
3*{t} goes {in} {d}
2*{t} {in} {d}
2*{t} {in} {d} please
2*i want {t} {in} {d}
2*i'd like {t} {in} {d}
i would like {t} to be {in} {d}
{t} should go {in} {d}
{t} should be {in} {d}
{t} belongs {in} {d}
{t} needs to go {in} {d}
{t} needs to be {in} {d}
{t} must go {in} {d}
i need {t} {in} {d}
i need {t} to be {in} {d}
would you mind (putting|placing|dropping) {t} {in} {d}
how about putting {t} {in} {d}
what about {t} {in} {d}
can {t} go {in} {d}
{d} is where {t} goes
{d} should have {t} in it
{t}, put it {in} {d}
{t}, {in} {d}
{t} to {d}
{d} is for {t}
{t} has to go {in} {d}
i want to see {t} {in} {d}
let {t} go {in} {d}
and {t} {in} {d}
~{t} lives {in} {d}
~{t} ought to be {in} {d}
~{d} wants {t}
~i'd rather have {t} {in} {d}
~the home of {t} is {d}
""")
STACK = Phrases("""
make {t} sit {on} {d}
give {d} {t} as a hat
put {t} on the head of {d}
let {t} climb {on} {d}
make {t} climb up on {d}
give {d} {t} to carry
use {t} as a roof for {d}
cover {d} with {t}
heave {t} up on {d}
sit {t} {on} {d}
seat {t} {on} {d}
have {t} stand {on} {d}
let {t} stand {on} {d}
put {t} on the top of {d}
start with {d} and put {t} on it
with {d} as the base, stack {t} on it
build something: {t} on {d}
put one on the other: {t} on {d}
raise {t} {on} {d}
~enthrone {t} {on} {d}
2*stack {t} over {d}
2*put {t} over {d}
{on} {d} you put {t}
{on} {d} please you place {t}
{on} {d} put {t}
{on} {d} please put {t}
put {t} up on {d}
put {t} right on {d}
set {t} up on {d}
stack the two, {t} on {d}
stack them, {t} over {d}
stack {t} and {d}, {t} on top
stack {t} and {d} with {d} at the bottom
have {d} carry {t}
make {d} the bottom and {t} the top
let {t} ride on {d}
build a tower, {d} at the bottom, {t} on it
~plonk {t} up on {d}
8*put {t} {on} {d}
8*stack {t} {on} {d}
5*place {t} {on} {d}
3*set {t} {on} {d}
3*put {t} on top of {d}
4*stack {t} on top of {d}
2*balance {t} on {d}
2*lay {t} {on} {d}
2*pile {t} {on} {d}
stack {d} with {t} on top
build a (tower|stack) with {t} on {d}
build a (tower|stack) with {d} at the bottom and {t} on top
make a (tower|stack|pile) with {t} on top of {d}
make a tower: {t} on {d}
make a tower, {t} on {d}
pick up {t} and put it {on} {d}
pick up {t} and stack it {on} {d}
take {t} and stack it {on} {d}
take {t} and put it on top of {d}
grab {t} and set it {on} {d}
use {d} as a base and put {t} on it
set {t} down {on} {d}
move {t} {on} {d}
drop {t} {on} {d}
rest {t} {on} {d}
position {t} {on} {d}
get {t} {on} {d}
lift {t} {on} {d}
put {d} under {t}, so {t} goes on top
carefully (stack|put|place|set) {t} {on} {d}
~perch {t} {on} {d}
~build up from {d} with {t}
~heap {t} on {d}
~crown {d} with {t}
~top {d} with {t}
""")
STACK_SENTENCE = Phrases("""
i bet you can't (stack|put) {t} {on} {d}
{t} wants to sit {on} {d}
{d} is the ground floor and {t} goes on it
{d} is lonely, so {t} has to sit on top of it
underneath should be {d}, on top {t}
on top {t}, underneath {d}
{d} is the cake and {t} is the cherry
{t} is the king and {d} is the throne
{d} first, then {t} on it
{t} would look good {on} {d}
why don't you put {t} {on} {d}
what about {t} {on} {d}
could {t} stand {on} {d}
~{d} shall carry {t}
2*{t} over {d}
2*{d} at the bottom, {t} on top
{d} below, {t} above
{d} under {t}
{t} up on {d}
{on} {d} goes {t}
{t} goes up on {d}
i wanna have {t} on {d}
there's {d}, its top is free, so put {t} up there
see {d}? put {t} on it
{d}: put {t} on top of it
{d} should be under {t}
{t} as the top and {d} as the bottom
i want {t} standing on {d}
~{t} uppermost, {d} beneath
2*{t} goes {on} {d}
2*{t} {on} {d}
i want {t} {on} {d}
i'd like {t} {on} {d}
{t} should be on top of {d}
{t} should stand on {d}
{t} on top of {d} please
{t} needs to be {on} {d}
would you mind (stacking|putting) {t} {on} {d}
i want to see {t} on top of {d}
i want a (tower|stack): {t} on {d}
~{t} ought to sit on {d}
~let {t} top {d}
""")
MOVE = Phrases("""
have {t} stand {by} {d}
hide {t} {by} {d}
squeeze {t} {by} {d}
snuggle {t} up {by} {d}
pull {t} over {by} {d}
shove {t} {by} {d}
drag {t} {by} {d}
have {t} queue up {by} {d}
tuck {t} {by} {d}
sneak {t} {by} {d}
shuffle {t} {by} {d}
make {t} stand {by} {d}
let {t} wait {by} {d}
put {t} so that it ends up {by} {d}
swing {t} over so it's {by} {d}
bring {t} around so that it's {by} {d}
get {t} to stand {by} {d}
keep {t} {by} {d}
send {t} {by} {d}
line up {t} so it's {by} {d}
find {t} a place {by} {d}
put {t} down again {by} {d}
change the place of {t}, it should be {by} {d}
scoot {t} {by} {d}
budge {t} {by} {d}
scoot {t} over {by} {d}
{by} {d} you put {t}
{by} {d} put {t}
place {t} directly {by} {d}
put {t} somewhere {by} {d}
put {t} over {by} {d}
put {t} right {by} {d}
put {t} to {d}, {by} it
take {t} and set it down {by} {d}
move {t} over {by} {d}
give {t} a new place {by} {d}
line {t} up {by} {d}
~budge {t} up {by} {d}
~shove {t} over {by} {d}
8*put {t} {by} {d}
7*place {t} {by} {d}
6*move {t} {by} {d}
4*set {t} {by} {d}
2*lay {t} {by} {d}
2*set {t} down {by} {d}
2*put {t} down {by} {d}
position {t} {by} {d}
stand {t} {by} {d}
bring {t} {by} {d}
shift {t} {by} {d}
slide {t} {by} {d}
push {t} so that it is {by} {d}
leave {t} {by} {d}
drop {t} {by} {d}
get {t} {by} {d}
relocate {t} so it's {by} {d}
pick up {t} and put it {by} {d}
pick {t} up and place it {by} {d}
take {t} and put it {by} {d}
take {t} and place it {by} {d}
grab {t} and set it {by} {d}
lift {t} and put it down {by} {d}
move {t} so that it is {by} {d}
move {t} over until it is {by} {d}
make sure {t} is {by} {d}
arrange {t} {by} {d}
gently (put|place|set|move) {t} {by} {d}
carefully (put|place|set|move) {t} {by} {d}
put {t} on the table {by} {d}
place {t} on the table, {by} {d}
~park {t} {by} {d}
~situate {t} {by} {d}
~reposition {t} {by} {d}
~see that {t} stands {by} {d}
~nudge {t} {by} {d}
""")
MOVE_SENTENCE = Phrases("""
i need {t} {by} {d}
why don't you put {t} {by} {d}
{t} would look good {by} {d}
{t} wants to hide {by} {d}
{t} and {d} had a fight but made up again, so put {t} {by} {d}
{t} and {d} are friends, put {t} {by} {d}
if {t} were {by} {d} i could reach it
{by} {d}, that's where {t} goes
{t} is lonely, it wants to be {by} {d}
{t} is on the wrong side, it should be {by} {d}
i'd much prefer {t} {by} {d}
{t} ought to come {by} {d}
for my photo {t} must be {by} {d}
{t} has to be {by} {d}
{t} must stand {by} {d}
{t} is in the wrong place, it goes {by} {d}
could you have {t} {by} {d}
what about {t} {by} {d}
the place for {t} is {by} {d}
2*{t} {by} {d}
{by} {d} goes {t}
{by} {d} i want {t}
{by} {d} is where {t} goes
i wanna have {t} {by} {d}
i want {t} standing {by} {d}
{t} goes on the table {by} {d}
see {d}? put {t} {by} it
you see {d}, right? {t} goes {by} it
could {t} be {by} {d}
{t} should go {by} {d}
what if {t} stood {by} {d}
~{t} wants to be {by} {d}
2*{t} goes {by} {d}
2*{t} {by} {d} please
i want {t} {by} {d}
i'd like {t} {by} {d}
i'd like to have {t} {by} {d}
{t} should be {by} {d}
{t} should stand {by} {d}
{t} belongs {by} {d}
{t} needs to be {by} {d}
would you mind (putting|moving|placing) {t} {by} {d}
{t}, put it {by} {d}
i want to see {t} {by} {d}
~{t} ought to be {by} {d}
~i'd rather have {t} {by} {d}
""")
VERBS = {"pick": (PICK, PICK_SENTENCE), "place": (PLACE, PLACE_SENTENCE), "stack": (STACK, STACK_SENTENCE), "move": (MOVE, MOVE_SENTENCE)}
# {wrong} is a place that was not meant, {x} the right one with its preposition.
CORRECTED = Phrases("""
4*{wrong}, no, {x}
2*{wrong}, no wait, {x}
2*{wrong}, sorry, {x}
{wrong}, i mean {x}
{wrong}, actually {x}
{wrong}, actually no, {x}
{wrong}, no, sorry, {x}
{wrong}, or rather {x}
{wrong}, no, {x} instead
~{wrong}, correction, {x}
""")
