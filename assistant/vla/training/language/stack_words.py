"""Putting one thing on a cube, in words. {t} is the thing, {d} the cube, {on} the preposition.

STACK: verb phrases in the base form; STACK_SENTENCE: whole sentences. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases

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
""", more="stack_words.STACK")
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
""", more="stack_words.STACK_SENTENCE")
