"""Commands without a place: put down what is held, go home, open and close the gripper, wave; "all the cubes", two and three steps in one sentence.

Knows scenes and single commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import (
    dressed, goal_kinds, order_words, refer_absent, refer_vaguely, setting, step_for)
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import phrase, plural, refer
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, in_order, loaded, preposition)
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, NUMBER_WORDS, ON, RELATION_SAID

HOME = Phrases("""
4*go home
3*(go|move) (back|) to (your|the) (home|rest|resting|starting|start|initial) (position|pose)
2*return home
2*go back home
come home
come back
move home
go to rest
rest
take a rest
relax (now|your arm)
go (back|) to sleep
have a break
park (yourself|the arm|your arm)
fold (yourself|your arm|the arm) (up|)
go to (your|the) (home|parking) position
return to (your|the) (home|rest|starting|start) (position|pose)
reset your (pose|position|arm)
(move|bring|put) (your|the) arm (back|) home
(move|bring|put) (your|the) arm (in|to|into) (the|its) (home|rest|resting) (position|pose)
back to (your|the) (home|start|rest) position
back home
get back to where you started
go back to where you (started|were at the start)
tuck (yourself|your arm) in
go to your home pose
retract (your|the) arm
take your rest position
move out of the way
pull back your arm
~assume the (home|rest) position
~withdraw (the|your) arm
~head home
~stow (yourself|your arm)
~go back to base
""")
OPEN = Phrases("""
4*open (the|your) gripper
3*open (your|the) (hand|claw|fingers|jaw|jaws)
open up
open it up wide
open (your|the) gripper (wide|fully|completely|all the way)
open gripper
gripper open
spread your fingers
unclench (your|the) (gripper|hand|fingers)
make the gripper open
(move|set) the gripper to open
open (your|the) grip
open wide
~part (your|the) fingers
~unlock (your|the) claw
~widen (the|your) gripper
""")
CLOSE = Phrases("""
4*close (the|your) gripper
3*close (your|the) (hand|claw|fingers|jaw|jaws)
shut (the|your) (gripper|hand|claw|fingers|jaws)
close (your|the) gripper (fully|completely|all the way|tight)
close gripper
gripper closed
make a fist
clench (your|the) (gripper|hand|fingers|fist)
squeeze (your|the) (gripper|fingers) (shut|together)
(move|set) the gripper to closed
close (your|the) grip
press your fingers together
~snap (the|your) claw shut
~bring (the|your) fingers together
~seal (the|your) gripper
""")
WAVE = Phrases("""
5*wave
3*wave (at|to) (me|us|everybody|everyone|the camera|the audience|my friend|the kids)
2*wave your (arm|hand)
2*give (me|us) a wave
wave hello
wave goodbye
wave hi
say (hi|hello) with your (arm|hand)
say (hi|hello|goodbye) by waving
do a (little|) wave
greet us with (your|a wave of your) arm
greet me with a wave
make a waving (motion|gesture|movement)
wave to say hello
show me (a|your best) wave
can you do the wave
move your arm to say hello
~give a friendly wave
~flap your (hand|arm) at me
~salute us with your arm
~beckon with a wave
""")
DOWN_IT = Phrases("""
4*put (it|that) down
3*drop (it|that)
3*let go [of it]
3*release (it|that)
2*set (it|that) down
2*put (it|that) back down
lay (it|that) down
put (it|that) on the table
set (it|that) down on the table
place (it|that) on the table
place (it|that) down
let (it|that) go
let go of (that|what you have|what you are holding|the thing)
put down what you (have|are holding|hold)
put down the (thing|object) you (have|are holding)
drop (what|whatever) you (have|are holding)
release (the object|what you hold|your grip|the thing)
put the (thing|object) [back] down
leave it there
lower it
lower it to the table
lower it onto the table
put it somewhere on the table
put it down anywhere
put it down gently
gently put it down
set it on the table gently
you can put it down [now]
you can let go [now]
you can release it now
stop holding it
empty your (hand|gripper)
return it to the table
just put it down
don't hold it any longer, put it down
~lose it, just put it on the table
~relinquish it
~get rid of what you hold
~ease it down
~unhand it
""")
DOWN_NAMED = Phrases("""
5*put down {t}
5*put {t} down
3*drop {t}
3*release {t}
3*let go of {t}
2*set {t} down
2*set down {t}
2*put {t} [back] on the table
place {t} on the table
lay {t} down
lay {t} on the table
set {t} on the table
lower {t} to the table
return {t} to the table
put {t} back down
leave {t} on the table
gently put {t} down
place {t} down
~ease {t} down
~relinquish {t}
~park {t} on the table
""")
GESTURES = {"go home": HOME, "open the gripper": OPEN, "close the gripper": CLOSE, "wave": WAVE}


def any_table(draw: Draw, most: int = 6, in_hand: bool = False) -> Table:
    """A scene of any things, some of them lying in others; in_hand: one of them is held."""
    looks = [any_look(draw) for _ in range(draw.whole(1 if in_hand else 0, most))]
    if in_hand:
        looks[0] = any_look(draw, PICKABLE)
    inside = {}
    bases = [k for k, l in enumerate(looks) if l[0] in CONTAINERS]
    small = [k for k, l in enumerate(looks) if l[0] in PICKABLE and not (in_hand and k == 0)]
    if bases and small and draw.random() < 0.3:
        inside[draw.of(small)] = draw.of(bases)
    scene, _ = build(draw, looks, inside, 0 if in_hand else None)
    return Table(scene)


def gesture(draw: Draw) -> Lesson:
    """Go home, open or close the gripper, wave: whatever is on the table, held or not."""
    step = draw.of(("go home", "go home", "open the gripper", "close the gripper", "wave"))
    hold = draw.random() < (0.15 if step in ("go home", "wave") else 0.0)
    table = any_table(draw, 6, hold)
    say = written(draw, request(draw, GESTURES[step](draw)))
    return Lesson(table.scene, (), say, "act", replies.doing((step,)), (step,), tag="home" if step == "go home" else step.split()[0])


def down(draw: Draw) -> Lesson:
    """Put down what is held; said of nothing held, or of a thing that stands on the table: say so."""
    hold = draw.random() < 0.72
    table = any_table(draw, 6, hold)
    scene, hand = table.scene, held(table.scene)
    named = draw.random() < 0.45
    if hand is None:
        if named and draw.random() < 0.5:
            things = [i for i in table.of(PICKABLE) if not loaded(scene, i)]
            if not things:
                raise NoRoom
            index = draw.of(things)
            thing = refer(draw, table, index, table.of(PICKABLE))
            say = dressed(draw, DOWN_NAMED(draw, t=thing.words), True)
            if scene[index].inside is None:
                return Lesson(scene, (), say, "answer", replies.SAY["empty_hand"], targets=(index,), tag="put_down")
            raise NoRoom
        say = dressed(draw, DOWN_IT(draw), True)
        return Lesson(scene, (), say, "answer", replies.SAY["empty_hand"], tag="put_down")
    step = f"put down the {table.names[hand]}"
    if named:
        same = [i for i, o in enumerate(scene) if o.kind == scene[hand].kind]
        thing = Meaning((scene[hand].kind,), None if len(same) == 1 or draw.random() < 0.3 else scene[hand].color)
        words = DOWN_NAMED(draw, t=phrase(draw, table, thing))
    else:
        words = DOWN_IT(draw)
    return Lesson(scene, (), dressed(draw, words, True), "act", replies.doing((step,)), (step,), (), (hand,), (), "put_down")


ALL = Phrases("""
6*all the {n}
3*all {n}
2*all of the {n}
2*every one of the {n}
2*the {n}
all these {n}
each of the {n}
every single one of the {n}
all those {n}
~the whole lot of {n}
~any and all {n}
""")
BOTH = Phrases("""
5*both {n}
3*both the {n}
2*both of the {n}
the two {n}
the {n}
the 2 {n}
all the {n}
~the pair of {n}
~the couple of {n}
""")
EVERYTHING = Phrases("""
5*everything
2*all the things
2*all of it
all the objects
all the items
everything on the table
everything you see
all you can see
all the loose things
the lot
everything else
all the stuff
every object
~the whole lot
~each and every thing
""")


def everything(draw: Draw) -> Lesson:
    """All the cubes, both cups, everything, or two named things into one place: one step a thing, at most three."""
    kind, place = draw.of(PICKABLE), any_look(draw, CONTAINERS)
    count = draw.of((2, 2, 3, 3, 1))
    how = draw.of(("kind", "kind", "color", "everything", "named", "named"))
    looks, colors = [place], draw.shuffled(COLORS)
    if how == "kind":
        looks += [(kind, colors[k] if draw.random() < 0.9 else colors[0], "medium") for k in range(count)]
        others = [any_look(draw) for _ in range(draw.whole(0, 2))]
        looks += [l for l in others if l[0] not in (kind, place[0])]
    elif how == "color":
        kinds = draw.shuffled(PICKABLE)
        looks += [(kinds[k], colors[0], "medium") for k in range(max(2, count))]
        others = [any_look(draw) for _ in range(draw.whole(0, 3))]
        looks += [l for l in others if l[1] != colors[0] and l[0] != place[0]]
    else:
        looks += [any_look(draw, PICKABLE) for _ in range(max(2, count))]
        if how == "named":
            others = [any_look(draw) for _ in range(draw.whole(0, 2))]
            looks += [l for l in others if l[0] != place[0]]
    inside = {1: 0} if how != "named" and len(looks) > 3 and draw.random() < 0.1 else None
    scene, where = build(draw, looks, inside)
    table = Table(scene)
    goal = where[0]
    goal_words = refer(draw, table, goal, table.of(CONTAINERS)).words
    things = [i for i in table.of(PICKABLE)]
    if how == "kind":
        fits = [i for i in things if scene[i].kind == kind]
        words = (BOTH if len(fits) == 2 and draw.random() < 0.6 else ALL)(draw, n=plural(draw, (kind,)))
        if len(fits) == 3 and draw.random() < 0.2:
            words = draw.of(("the three ", "the 3 ", "all three ", "all 3 ")) + plural(draw, (kind,))
    elif how == "color":
        fits = [i for i in things if scene[i].color == colors[0]]
        words = ALL(draw, n=COLOR_WORDS[colors[0]](draw) + " " + plural(draw, None))
    elif how == "everything":
        fits, words = things, EVERYTHING(draw)
    else:
        fits = draw.shuffled(things)[:draw.of((2, 2, 2, 3))]
        named = [refer(draw, table, i, things).words for i in fits]
        words = ", ".join(named[:-1]) + draw.of((" and ", " and ", " and also ", " as well as ", " and then ")) + named[-1]
    todo = [i for i in (fits if how == "named" else in_order(scene, fits)) if scene[i].inside != goal]
    if not 1 <= len(todo) <= 3 or any(loaded(scene, i) for i in todo) or (how == "named" and len(todo) < 2):
        raise NoRoom
    if how == "kind" and len(fits) == 1:
        raise NoRoom
    steps = tuple(step_for(table, "place", i, goal, None) for i in todo)
    spoken, bare = order_words(draw, "place", words, goal_words, scene[goal].kind, None)
    spoken = spoken.replace(" put it ", " put them ").replace(" drop it ", " drop them ").replace(" place it ", " place them ").replace(" is ", " are ") \
        .replace(" goes ", " go ").replace(" belongs ", " belong ").replace(" needs ", " need ").replace(" has ", " have ").replace(" ends ", " end ")
    return Lesson(scene, (), dressed(draw, spoken, bare), "act", replies.doing(steps), steps, (), tuple(todo), (goal,), "sequence")
