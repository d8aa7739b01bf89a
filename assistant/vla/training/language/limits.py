"""What the robot cannot do: lift a bowl, hold two things, cook, leave the table; and commands that the scene makes pointless or incomplete.

Knows scenes, references and single commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import dressed, order_words, say_command, setting, step_for
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import phrase, plural, refer
from assistant.vla.training.language.scenes import (
    CONTAINERS, KINDS, PICKABLE, RELATIONS, RELATION_WORDS, NoRoom, any_look, build, held, in_order, loaded, preposition)
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.verbs import MOVE, PICK, PICK_SENTENCE, PLACE
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, ON, RELATION_SAID

SAY = replies.SAY
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
""")
WHERE_ONLY = Phrases("""
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
~invert {t}
~twirl {t}
~pivot {t}
""")
PUT_ONLY_PLACES = ("cup", "ball", "can")
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
""")
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
""")
ANY = Phrases("""
3*anything
3*something
2*any (object|thing)
any one
whatever you like
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
~whatever takes your fancy
""")
ANY_KIND = Phrases("""
4*any {k}
3*any of the {n}
3*one of the {n}
2*a {k}, any {k}
2*some {k}
a {k}, it doesn't matter which
a {k}, no matter which
either {k}
whichever {k} you like
any one of the {n}
one {k}, you choose
a {k}, whichever you want
one of those {n}
any {k} you like
a {k}, i don't care which
a random {k}
~any old {k}
~a {k} of your choosing
""")
PICK_IT = Phrases("""
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
""")
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
put something {in} {d}, you know what
it goes {in} {d}
i want it {in} {d}
it should go {in} {d}
~plonk it {in} {d}
~shift it {in} {d}
~dump that {in} {d}
""".replace("put something {in} {d}, you know what\n", ""))
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
""")
PUT_WHERE = Phrases("""
3*put {t} away
2*put {t} in
put {t} in there
2*put {t} somewhere else
put {t} over there
move {t}
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
""")
SIDE = Phrases("""
3*move {t} to the {s}
2*move {t} {s}
2*put {t} to the {s}
move {t} a bit to the {s}
move {t} further to the {s}
push {t} to the {s}
shift {t} to the {s}
slide {t} to the {s}
put {t} on the {s}
~nudge {t} {s}ward
~edge {t} to the {s}
""")


def cannot(draw: Draw) -> Lesson:
    """Things that no arm at a table does, and things that this one does not."""
    roll = draw.random()
    if roll < 0.38:
        table = any_table(draw, 6)
        things = table.of(PICKABLE)
        t = refer(draw, table, draw.of(things), things).words if things else "the cup"
        said = ABILITY(draw, t=t)
        return _refusal(draw, table, said, "ability", things if t in said and False else ())
    if roll < 0.68:
        table = any_table(draw, 6)
        things = table.of(CONTAINERS)
        if not things or held(table.scene) is not None:
            raise NoRoom
        kind = table.scene[draw.of(things)].kind
        fits = [i for i in things if table.scene[i].kind == kind]
        if len(fits) == 1 or draw.random() < 0.5:
            thing = refer(draw, table, fits[0], things)
            if thing.meaning is not None and thing.meaning.kinds is None:
                raise NoRoom
            words, fits = thing.words, list(thing.matches)
        else:
            words = phrase(draw, table, Meaning((kind,)))
        bare = draw.random() < 0.8
        said = (PICK if bare else PICK_SENTENCE)(draw, t=words)
        return Lesson(table.scene, (), dressed(draw, said, bare), "refuse", SAY["pick_only"], targets=tuple(fits), tag="premise")
    if roll < 0.78:
        return _onto_what_cannot_carry(draw)
    if roll < 0.86:
        table = any_table(draw, 6)
        things = table.of(PICKABLE)
        if not things:
            raise NoRoom
        thing = refer(draw, table, draw.of(things), things)
        return _refusal(draw, table, WHERE_ONLY(draw, t=thing.words), "where_only", thing.matches)
    table = any_table(draw, 6)
    things = table.of(PICKABLE)
    if len(things) < 2 or held(table.scene) is not None:
        raise NoRoom
    if draw.random() < 0.65:
        a, b = draw.shuffled(things)[:2]
        said, fits = TWO(draw, a=refer(draw, table, a, things).words, b=refer(draw, table, b, things).words), (a, b)
    else:
        kind = draw.of([table.scene[i].kind for i in things])
        fits = tuple(i for i in things if table.scene[i].kind == kind)
        if len(fits) < 2:
            raise NoRoom
        said = TWO_KIND(draw, n=plural(draw, (kind,)))
    return _refusal(draw, table, said, "one_hand", fits)


def _onto_what_cannot_carry(draw: Draw) -> Lesson:
    """Onto a cup, a can, a ball; a ball onto a cube; a thing into itself; a bowl into a box."""
    table = any_table(draw, 6)
    scene = table.scene
    things, roll = table.of(PICKABLE), draw.random()
    if len(things) < 2:
        raise NoRoom
    a, b = draw.shuffled(things)[:2]
    if roll < 0.65:
        if scene[b].kind == "cube" and scene[a].kind != "ball":
            raise NoRoom
        reason = "roll" if scene[b].kind == "cube" else "put_only"
        thing = refer(draw, table, a, [i for i in things if i != b])
        goal = refer(draw, table, b, [i for i in things if i != a])
        if any(m is None or m.kinds is None for m in (thing.meaning, goal.meaning)):
            raise NoRoom
        said = PLACE(draw, t=thing.words, d=goal.words, **{"in": ON(draw) if scene[b].kind != "cup" or draw.random() < 0.5 else IN(draw)})
        if " to " in said or " for " in said or " with " in said:
            raise NoRoom
        return Lesson(scene, (), written(draw, request(draw, said)), "refuse", SAY[reason], targets=(a,), destinations=(b,), tag="premise")
    if roll < 0.8:
        thing = refer(draw, table, a, things, simple=True)
        relation = draw.of(RELATIONS)
        said = MOVE(draw, t=thing.words, d=draw.of(("itself", thing.words)), by=RELATION_SAID[relation](draw))
        return Lesson(scene, (), written(draw, request(draw, said)), "refuse", SAY["itself"], targets=(a,), destinations=(a,), tag="premise")
    goals = table.of(CONTAINERS)
    if len(goals) < 2:
        raise NoRoom
    a, b = draw.shuffled(goals)[:2]
    thing, goal = (refer(draw, table, i, goals, simple=True).words for i in (a, b))
    verb = "place" if draw.random() < 0.7 else "move"
    said, bare = order_words(draw, verb, thing, goal, scene[b].kind, draw.of(RELATIONS))
    return Lesson(scene, (), dressed(draw, said, bare), "refuse", SAY["pick_only"], targets=(a,), destinations=(b,), tag="premise")


def _refusal(draw: Draw, table: Table, said: str, reason: str, targets=()) -> Lesson:
    return Lesson(table.scene, (), written(draw, request(draw, said)), "refuse", SAY[reason], targets=tuple(targets), tag="premise")


def already(draw: Draw) -> Lesson:
    """Pick up what is in the hand; put into the bowl what is in the bowl; put down what stands."""
    if draw.random() < 0.5:
        table = any_table(draw, 5, True)
        hand = held(table.scene)
        thing = refer(draw, table, hand, table.of(PICKABLE))
        said = PICK(draw, t=thing.words)
        return Lesson(table.scene, (), dressed(draw, said, True), "answer", f"I already have the {table.names[hand]}.", targets=(hand,), tag="premise")
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    looks += [l for l in (any_look(draw) for _ in range(draw.of((0, 1, 1, 2)))) if l[:2] not in (looks[0][:2], looks[1][:2])]
    scene, where = build(draw, looks, {0: 1})
    table = Table(scene)
    thing = refer(draw, table, where[0], table.of(PICKABLE), simple=True)
    goal = refer(draw, table, where[1], table.of(CONTAINERS), simple=True)
    place = f"{preposition(scene[where[1]].kind)} the {table.names[where[1]]}"
    said, bare = order_words(draw, "place", thing.words, goal.words, scene[where[1]].kind, None)
    return Lesson(scene, (), dressed(draw, said, bare), "answer", f"The {table.names[where[0]]} is already {place}.", targets=(where[0],), destinations=(where[1],), tag="premise")


def anything(draw: Draw) -> Lesson:
    """Any thing, any cube: the first in the robot's order is taken."""
    table = any_table(draw, 6)
    scene = table.scene
    if draw.random() < 0.45:
        words, fits = ANY(draw), table.of(PICKABLE)
        color = draw.of(scene).color if scene and draw.random() < 0.35 else None
        if color is not None and fits:
            fits = [i for i in fits if scene[i].color == color]
            words = draw.of(("something {}", "anything {}", "something that is {}", "anything that is {}", "any {} thing", "some {} object", "a {} thing, any one")).format(COLOR_WORDS[color](draw))
    else:
        kind = draw.of(PICKABLE)
        fits = table.of((kind,))
        if len(fits) < 2 and draw.random() < 0.7:
            raise NoRoom
        words = ANY_KIND(draw, k=KIND_WORDS[kind](draw), n=plural(draw, (kind,)))
    free = [i for i in fits if not loaded(scene, i)]
    if not free:
        raise NoRoom
    index = in_order(scene, free)[0]
    bare = draw.random() < 0.8
    goals = table.of(CONTAINERS)
    if goals and draw.random() < 0.25:
        goal = draw.of(goals)
        if any(scene[i].inside is not None for i in free):
            raise NoRoom
        said, bare = order_words(draw, "place", words, refer(draw, table, goal, goals).words, scene[goal].kind, None)
        steps = (step_for(table, "place", index, goal, None),)
        return Lesson(scene, (), dressed(draw, said, bare), "act", replies.doing(steps), steps, (), tuple(free), (goal,), "place")
    steps = (f"pick up the {table.names[index]}",)
    return Lesson(scene, (), dressed(draw, (PICK if bare else PICK_SENTENCE)(draw, t=words), bare), "act", replies.doing(steps), steps, (), tuple(free), (), "pick")


def incomplete(draw: Draw) -> Lesson:
    """Something is missing in the words: what to pick up, what to put, where to. With one thing only, it is that thing."""
    roll = draw.random()
    if roll < 0.3:
        table = any_table(draw, 5)
        things = table.of(PICKABLE)
        if not things or held(table.scene) is not None or any(loaded(table.scene, i) for i in things):
            raise NoRoom
        say = dressed(draw, PICK_IT(draw), True)
        if len(things) == 1:
            steps = (f"pick up the {table.names[things[0]]}",)
            return Lesson(table.scene, (), say, "act", replies.doing(steps), steps, (), tuple(things), (), "pick")
        text, options = replies.what_to("pick up", table.scene, things, table.names)
        return Lesson(table.scene, (), say, "ask", text, (), options, tuple(things), (), "ask")
    if roll < 0.62:
        verb = "place" if draw.random() < 0.7 else "move"
        s = setting(draw, verb)
        table, scene, hand = s.table, s.table.scene, held(s.table.scene)
        relation = draw.of(RELATIONS)
        kind = scene[s.destination].kind
        if scene[s.destination].held or scene[s.destination].inside is not None or (verb == "move" and any(o.inside is not None for o in scene)):
            raise NoRoom
        goals = table.of(CONTAINERS if verb == "place" else KINDS, () if hand is None else (hand,))
        goal = refer(draw, table, s.destination, goals).words
        if verb == "place":
            said = PUT_IT(draw, d=goal, **{"in": (IN if preposition(kind) == "in" else ON)(draw)})
        else:
            said = MOVE_IT(draw, d=goal, by=RELATION_SAID[relation](draw))
        say = dressed(draw, said, True)
        things = [i for i in table.of(PICKABLE) if i != s.destination and scene[i].inside != s.destination]
        if hand is not None or len(things) == 1:
            target = hand if hand is not None else things[0]
            steps = (step_for(table, verb, target, s.destination, relation),)
            return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), (s.destination,), verb)
        if not things:
            raise NoRoom
        place = step_for(table, verb, things[0], s.destination, relation).removeprefix(f"put the {table.names[things[0]]} ")
        text, options = replies.what_to(f"put {place}", scene, things, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, tuple(things), (s.destination,), "ask")
    s = setting(draw, "place")
    table, scene = s.table, s.table.scene
    things = table.of(PICKABLE)
    if scene[s.target].inside is not None or loaded(scene, s.target) or held(scene) not in (None, s.target):
        raise NoRoom
    thing = refer(draw, table, s.target, things)
    if roll < 0.85:
        goals = table.of(CONTAINERS)
        if len(goals) < 2:
            raise NoRoom
        say = dressed(draw, PUT_WHERE(draw, t=thing.words), True)
        text, options = replies.where_to(table.names[s.target], scene, goals, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, (s.target,), tuple(goals), "ask")
    others = [i for i, o in enumerate(scene) if i != s.target and o.inside is None and not o.held]
    if len(others) < 2:
        raise NoRoom
    side = draw.of(("left", "right"))
    say = dressed(draw, SIDE(draw, t=thing.words, s=side), True)
    text, options = replies.next_to_what(f"{side}_of", scene, others, table.names)
    return Lesson(scene, (), say, "ask", text, (), options, (s.target,), tuple(others), "ask")
