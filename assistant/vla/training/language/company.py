"""Bringing two things together without saying "put": "the red can looks lonely, let the ball keep it company", "bring it closer to the white one so that they're side by side".

And one thing that is moved while all the others stay. Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, goal_kinds, steps_for, twin, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import PICKABLE, RELATIONS, NoRoom, any_look, build, preposition
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, IN, ON, RELATION_SAID

# {t} is moved, {d} stays where it is.
_TOGETHER = Phrases("""
3*bring {t} closer to {d} so that they're next to each other
2*bring {t} closer to {d}
2*bring {t} over to {d} so they stand together
2*bring {t} to {d} so that they're side by side
2*move {t} closer to {d} so that they're next to each other
2*move {t} up to {d} until they're neighbours
2*move {t} closer to {d}
move {t} nearer to {d}
move {t} over to {d} so they're together
get {t} closer to {d}
get {t} up close to {d}
get {t} together with {d}, side by side
2*{d} looks lonely, let {t} keep it company
2*{d} looks lonely, let {t} keep it company right beside it
2*{d} looks a bit lonely. put {t} with it, right next to it
2*{d} is lonely, bring {t} over to it
2*{d} is all alone. give it {t} for company
{d} is on its own, let {t} stand beside it
{d} seems lonely. could {t} stand next to it
{d} feels lonely, {t} should sit by its side
{d} needs company, bring {t} over
{d} needs a friend. {t} could stand beside it
{d} needs a neighbour, {t} please
{d} could do with some company from {t}
{d} would like {t} next to it
{d} would love {t} by its side
{d} misses {t}, bring them together
{d} wants {t} beside it
{d} wants {t} as its neighbour
2*{t} wants to sit beside {d}
2*{t} wants to be next to {d}
{t} wants to stand by {d}
{t} wants to be close to {d}
{t} wants to visit {d}
{t} would like to sit beside {d}
{t} would like to be near {d}
{t} would love to stand next to {d}
{t} would rather be next to {d}
{t} should keep {d} company
{t} should join {d}
{t} should snuggle up to {d}
{t} should come and stand with {d}, right beside it
{t} should be the neighbour of {d}
{t} goes to visit {d}
{t} is going to stand side by side with {d}
{t} could move in next door to {d}
{t} belongs at the side of {d}
{t} can be a friend for {d}, put it right there beside it
let {t} keep {d} company
let {t} join {d}
let {t} sit beside {d}
let {t} stand side by side with {d}
let {t} come closer to {d}
let {t} be the neighbour of {d}
let {t} snuggle up to {d}
have {t} keep {d} company
have {t} join {d}
have {t} move over to {d} so they're together
make {t} and {d} neighbours, move {t} [please]
make {t} the neighbour of {d}
make {t} stand shoulder to shoulder with {d}
pair {t} up with {d}, side by side
pair {t} with {d}, {d} stays where it is
reunite {t} with {d}
unite {t} with {d}, right beside it
i want {t} closer to {d}, right beside it
i'd like {t} to keep {d} company
i'd like {t} right up close to {d}
i think {t} should stand with {d}, side by side
i'd like to see {t} and {d} side by side, so move {t}
i want {t} and {d} together, {t} comes to {d}
give {d} some company, put {t} by its side
give {d} a neighbour, namely {t}
close the gap between {t} and {d}, move {t}
take {t} to {d} and leave it right beside it
take {t} over to {d} so they can be friends
push {t} up to {d} until they're close together
slide {t} over to {d} so that they stand side by side
pull {t} over to {d} so they're close together
shift {t} closer to {d} so that they're beside each other
put {t} with {d}, one next to the other
put {t} close to {d} so they're a pair
place {t} so that {d} has company
can {t} keep {d} company
could {t} stand next to {d}, it looks lonely
could {t} come over to {d}
~{t} fancies a spot beside {d}
~{d} pines for {t}, set them side by side
~cosy {t} up to {d}
""")
# {t} goes {p} {d}; {o} says the same as an order, {come} is a verb.
_ALONE = Phrases("""
3*everything but {t} stays put; {t} should {come} {p} {d}
2*everything but {t} stays where it is, {t} goes {p} {d}
2*everything except {t} stays put, {t} goes {p} {d}
2*leave all the others where they are and just {o}
2*leave everything else where it is and just {o}
2*leave the others alone and just {o}
2*leave the rest alone, just {o}
2*don't touch the others, just {o}
2*don't move anything else, just {o}
2*keep everything where it is, only {t} goes {p} {d}
2*only {t} moves, it goes {p} {d}
2*just {o}, everything else stays
2*just {o} and leave the rest alone
2*only {o}, nothing else
2*{o}, but leave everything else alone
2*{o}, everything else stays where it is
2*{o} and don't touch anything else
2*{o} and nothing else
all the others stay, {t} goes {p} {d}
all the others stay where they are; {t} should {come} {p} {d}
all the rest stays put, but {t} goes {p} {d}
all of them stay put except {t}, that goes {p} {d}
everything stays as it is, except that {t} goes {p} {d}
everything stays where it is, only {t} should {come} {p} {d}
everything can stay, only {o}
everything else stays, but {o}
everything else is fine, just {o}
everything else is fine where it is, but {t} should {come} {p} {d}
the others stay put and {t} goes {p} {d}
the others are fine, {o}
the others are fine where they are, only {o}
the others can stay, it's only {t} that goes {p} {d}
the rest stays, {t} goes {p} {d}
the rest is fine. {o}
the rest can stay where it is, just {o}
the only thing that moves is {t}, it goes {p} {d}
the only thing to move is {t}: {p} {d}
the only change: {t} goes {p} {d}
nothing else moves, but {o}
nothing moves except {t}, which goes {p} {d}
nothing but {t} is to be moved, and it goes {p} {d}
nothing changes, except that {t} goes {p} {d}
no need to touch anything else, just {o}
do not touch anything else, only {o}
don't bother with the others, just {o}
don't bother with the rest, {o}
forget about the others and {o}
forget everything else, {o}
ignore everything else and {o}
ignore the others, {o}
without touching anything else, {o}
without moving the others, {o}
let everything else be and {o}
let the others stay where they are, and {o}
let all the others be, only {o}
keep the others where they are but {o}
keep the rest as it is, just {o}
i only want {t} {p} {d}, the rest stays
i only want {t} moved, {p} {d}, all else stays
i just want {t} {p} {d}, leave the rest
apart from {t} everything stays; {t} goes {p} {d}
apart from {t}, which goes {p} {d}, leave it all
except for {t}, which should {come} {p} {d}, all things stay
move nothing but {t}, it goes {p} {d}
~barring {t} everything stays put, {t} goes {p} {d}
~hands off the others, only {o}
~let sleeping dogs lie, just {o}
""")
_COME = ("go", "go", "come", "be", "be put", "end up", "stand")
_ORDER = Phrases("""
4*put {t} {p} {d}
2*move {t} {p} {d}
2*place {t} {p} {d}
set {t} {p} {d}
get {t} {p} {d}
take {t} and put it {p} {d}
""")


def brought_together(draw: Draw) -> Lesson:
    """One thing goes next to another, whatever the words for it."""
    looks = [any_look(draw, PICKABLE), any_look(draw)]
    if draw.random() < 0.45:
        looks.append(twin(draw, looks[draw.whole(0, 1)]))
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.4)
    return _moved(draw, looks, "move", "next_to", lambda t, d, p: _TOGETHER(draw, t=t, d=d))


def alone_moved(draw: Draw) -> Lesson:
    """All stay but one: only that one is moved."""
    verb = draw.of(("place", "move", "move", "stack"))
    looks = [any_look(draw, ("cube",) if verb == "stack" else PICKABLE), any_look(draw, goal_kinds(verb))]
    distractors(draw, looks, draw.of((1, 1, 2, 3)), 0.4)

    def said(t: str, d: str, p: str) -> str:
        return _ALONE(draw, t=t, d=d, p=p, come=draw.of(_COME), o=_ORDER(draw, t=t, d=d, p=p))

    return _moved(draw, looks, verb, draw.of(RELATIONS) if verb == "move" else None, said)


def _moved(draw: Draw, looks: list, verb: str, relation: str | None, said) -> Lesson:
    """The first look goes where the second is. said: writes the sentence from the thing's words, the goal's and the preposition."""
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    things, goals = candidates(table, verb, target, goal)
    thing, place = refer(draw, table, target, things), refer(draw, table, goal, goals)
    unusual_pair(thing, place)
    if any(mark in reference.words for reference in (thing, place) for mark in (",", "...", "not ", ".", "between", " a ")):
        raise NoRoom
    t, d = thing.words, place.words
    o = scene[goal]
    if thing.meaning.kinds == (o.kind,) and place.meaning.kinds == (o.kind,) and place.meaning.relation is None and place.meaning.side is None and draw.random() < 0.4:
        if [i for i in goals if (scene[i].kind, scene[i].color) == (o.kind, o.color)] == [goal]:
            d = f"the {COLOR_WORDS[o.color](draw)} one"
    prep = (RELATION_SAID[relation] if relation else IN if verb == "place" and preposition(o.kind) == "in" else ON)(draw)
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), written(draw, sentence(draw, said(t, d, prep))), "act", replies.doing(steps), steps, (), (target,), (goal,), verb)
