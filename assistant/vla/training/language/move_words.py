"""Putting one thing beside another, in words. {t} is the thing, {d} the other, {by} the relation.

MOVE: verb phrases in the base form; MOVE_SENTENCE: whole sentences. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

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
""", more="move_words.MOVE")
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
""", more="move_words.MOVE_SENTENCE")
