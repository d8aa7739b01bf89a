"""Putting one thing in or on a container, in words. {t} is the thing, {d} where it goes, {in} the preposition.

PLACE: verb phrases in the base form; PLACE_SENTENCE: whole sentences. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

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
""", more="place_words.PLACE")
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
""", more="place_words.PLACE_SENTENCE")
