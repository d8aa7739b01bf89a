"""Commands without a place: put down what is held, go home, open and close the gripper, wave.

Knows scenes and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import dressed
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import phrase, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, any_look, build, held, loaded
from assistant.vla.training.language.style import request, written

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
""", more="gestures.HOME")
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
""", more="gestures.OPEN")
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
""", more="gestures.CLOSE")
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
""", more="gestures.WAVE")
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
""", more="gestures.DOWN_IT")
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
""", more="gestures.DOWN_NAMED")
GESTURES = {"go home": HOME, "open the gripper": OPEN, "close the gripper": CLOSE, "wave": WAVE}


def any_table(draw: Draw, most: int = 6, in_hand: bool = False) -> Table:
    """A scene of any things, some of them lying in others; in_hand: one of them is held."""
    count = max(1 if in_hand else 0, min(most, draw.of((0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7))))
    for _ in range(4):  # the crowded ones fail more often, and must not become rare by that
        try:
            return _any_table(draw, count, in_hand)
        except NoRoom:
            continue
    return _any_table(draw, count, in_hand)


def _any_table(draw: Draw, count: int, in_hand: bool) -> Table:
    looks = [any_look(draw) for _ in range(count)]
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
