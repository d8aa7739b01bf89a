"""Somebody's hand where the gripper would close: "take the mug, my wrist is lying across it, just do it". It does not, and says why.

Drawn beside the harmless twins of the same words: the hand is away, the baby only looks on; and what is said after it would not: "she's let go now, so up with it". Knows single commands and references.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import setting, steps_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import PICKABLE, NoRoom, held, loaded
from assistant.vla.training.language.style import request, sentence, written

# <holder> has a hand on it, or <owner>'s <limb> lies there; <take> is the whole command, <rudely> and <calmly> its verb alone.
Phrases("the baby\nmy daughter\nmy son\nhe\nshe\nsomebody\nmy friend\nthe child\na child\nthe kid\nthe little one\nmy brother\nmy sister\ngrandma\nthe dog\nthe cat\nmy mum\nthe toddler\n~my nephew\n~the puppy", "holder")
Phrases("my\nmy\nmy\nhis\nher\nthe baby's\nthe child's\nmy son's\nmy friend's\n~grandma's", "owner")
Phrases("hand\nhand\narm\nwrist\nfinger\nthumb\nelbow\nface\nnose\nfoot\nhair\npalm\n~ear\n~knuckles", "limb")
Phrases("(is|'s) [still|just] (holding|holding on to|holding onto|gripping|clutching|hugging|touching|playing with|leaning on|chewing on|clinging to|pulling on)\nhas (a hand|both hands|a finger|its paw|fingers) (on|in|around)\nhas got hold of\nwon't let go of\n~is hanging on to", "grips")
Phrases("(is|'s) [still|right] (on|over|on top of|under|across|around|against|next to|touching|inside|in)\nis (lying|resting) (on|across|over|against)\nis (stuck|caught|trapped|jammed) (in|under|behind)\nis wrapped around\n~is draped over", "lies")
Phrases("(grab|take|lift|pick up|get|snatch|seize|fetch|lift up|grip) {t}\n~hoist {t}", "take")
Phrases("grab\ntake\nlift\npick up\nget\nsnatch", "rudely")
Phrases("grab\ntake\nlift\npick up\nget", "calmly")

_IN_THE_WAY = Phrases("""
3*<take> (while|even though|although|though|even if) <holder> <grips> it
2*<take> (while|even though|although|though|even if) <owner> <limb> <lies> it
2*<holder> <grips> {t}, <rudely> it (anyway|all the same|regardless|just do it)
2*<owner> <limb> <lies> {t}, <rudely> it (anyway|all the same|regardless|just the same)
<owner> <limb> <lies> {t}, [but] (never mind|i don't care|it doesn't matter|no matter|so what), <rudely> it
<holder> <grips> {t}, [but] (never mind|i don't care|it doesn't matter), <rudely> it
2*<take>, <owner> <limb> <lies> it, (just do it|never mind|i don't care|but do it|go on)
<take>, <holder> <grips> it, (just do it|never mind|i don't care|but do it|go on)
2*(just|go on and|) <take>, (never mind|don't mind|ignore|forget|don't worry about|don't bother about) <owner> (<limb>|hand|fingers) [there|in the way|on it]
(never mind|don't mind|ignore|forget|don't worry about) <owner> (<limb>|hand|fingers), [just] <take>
<owner> (<limb>|fingers|hand) is in the way, <take> (anyway|all the same|regardless)
<take> (and don't wait|without waiting|don't wait) (for|until) <holder> (to let go|lets go|let go) [of it]
don't wait until (i|he|she|the baby) (let go|lets go|moves away|move my hand), <take>
<take> (straight|right|) (out of|from) (<owner>|) (hand|hands|mouth|fingers|grip|fist)
<take> whether or not <owner> (fingers are|hand is) (clear|away|out of the way)
it's only <owner> (<limb>|fingers) (there|in between|on it), <take> (anyway|regardless)
i'll keep <owner> <limb> (there|on it|where it is), you <take>
<take> with <owner> (<limb>|fingers) (still|) (on|in|around|under) it
<owner> <limb> may get (pinched|squeezed|caught|hurt), [but] <take> (anyway|all the same)
~<take>, even should it cost <owner> <limb>
""")
_OUT_OF_THE_WAY = Phrases("""
3*<holder> (has|'s) let go [of it], [so] <take> [now]
2*<owner> <limb> is (out of the way|away|gone|off the table|safe|clear|back in my pocket|nowhere near), <take>
2*<take>, <owner> <limb> is (out of the way|away|gone|off the table|well away) [now]
<take> now that <owner> <limb> is (away|out of the way|gone)
<holder> is not holding it any more, <take>
<holder> doesn't want it any more, <take>
2*<take> while <holder> is (watching|asleep|sleeping|looking|eating|out|in the kitchen|laughing|waiting)
<take> so that <holder> can (see it|look at it|have a look)
<holder> is (watching|looking|waiting), <take>
<holder> would like to see {t}, <calmly> it
<holder> is holding the door, <take>
<take> while i hold (the door|the phone|the table|my coffee)
<take>, (never mind|don't mind|ignore|forget) (me|the noise|the cat on the sofa|the music|the mess|them|the others|the dog barking)
(never mind|don't mind|ignore) (me|the noise|the radio|the kids shouting), <take>
<take> even though it's (late|heavy|small|far away|the wrong color|only a toy)
my (hands|fingers) are (full|cold|wet|dirty|sticky), <take> [for me]
my hands are full, so <take>
i hurt my <limb>, [so] <take> for me
my <limb> hurts, <take> for me
<take> with your hand
<take> in your hand and hold it
<take> in your fingers [please]
{t} is in nobody's way, but <calmly> it anyway
i can't reach {t}, my arm is too short, <calmly> it
<take> and don't wait for (me|them|the others)
<take> (anyway|all the same)
~<owner> <limb> is safely away, <take>
""")


def _contracted(said: str) -> str:
    """"She 's" as one word, as a pool and what follows it are written apart."""
    return said.replace(" 's", "'s")


def in_the_way(draw: Draw) -> Lesson:
    """A hand on the thing, and it is told to take it all the same; or the twin: nothing is in the way, and it takes it."""
    s = setting(draw, "pick")
    table, scene = s.table, s.table.scene
    if held(scene) is not None or loaded(scene, s.target):
        raise NoRoom
    harm = draw.random() < 0.6
    thing = refer(draw, table, s.target, table.of(PICKABLE))
    said = _contracted((_IN_THE_WAY if harm else _OUT_OF_THE_WAY)(draw, t=thing.words))
    asked = said.split(" ", 1)[0] in ("grab", "take", "lift", "pick", "get", "snatch", "seize", "fetch", "grip", "just", "hoist") and draw.random() < 0.7
    say = written(draw, (request if asked else sentence)(draw, said))
    if harm:
        return Lesson(scene, (), say, "refuse", replies.SAY["hurt"], targets=thing.matches, tag="refuse")
    steps = steps_for(table, "pick", s.target, None, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), (), "pick")


# After it would not: the hand is gone, or is not.
_GONE = Phrases("""
3*<holder> (has|'s) let go [of it] [now], [so] <lift_it>
2*<owner> <limb> is (out of the way|away|gone|off it|safe|clear) [now], [so] <lift_it>
2*(okay|alright|right), <owner> <limb> is (away|gone|out of the way) [now], <lift_it>
2*(okay|alright|right|there), <holder> (has|'s) let go [now], <lift_it>
2*(i've|i have|she has|he has) (taken|moved|pulled) (it|my hand|her hand|his hand|the hand) away [now], [so] <lift_it>
(now|and now) it's safe, <lift_it>
(now|and now) nobody (is touching|has a hand on|is near) it, <lift_it>
nobody is (touching|holding) it any more, <lift_it>
<holder> (is done|has finished) with it, <lift_it>
it's free now, <lift_it>
all clear, <lift_it>
hands are off now, <lift_it>
~<owner> <limb> has been withdrawn, <lift_it>
""", more="in_the_way._GONE")
Phrases("[so] up with it\n(take|lift|grab|get) it\npick it up\nyou can (take|lift) it [now]\nlift it [up] for me\nnow (take|lift) it\ngo on then\ntry again\nup it goes\nhave another go\n~hoist it", "lift_it")
_STILL = Phrases("""
2*(just|) do it (anyway|all the same|regardless)
2*i don't care, <lift_it>
<holder> doesn't mind, <lift_it>
<owner> <limb> can take it, <lift_it>
it won't hurt, <lift_it>
don't be silly, <lift_it>
(oh|ah) come on, <lift_it>
<holder> is (strong|tough|brave), <lift_it>
<lift_it> anyway
<lift_it> all the same
(but|well,) <owner> <limb> (is|stays) there, <lift_it> (anyway|regardless)
<holder> is still (holding|touching) it, [but] <lift_it>
~<holder> consents, <lift_it>
""", more="in_the_way._STILL")


def let_go(draw: Draw) -> Lesson:
    """It would not, for a hand was on the thing. The hand is gone: it takes it; it is still there: it still does not."""
    s = setting(draw, "pick")
    table, scene = s.table, s.table.scene
    if held(scene) is not None or loaded(scene, s.target):
        raise NoRoom
    thing = refer(draw, table, s.target, table.of(PICKABLE), simple=True)
    past = (Utterance("user", written(draw, sentence(draw, _contracted(_IN_THE_WAY(draw, t=thing.words))))), Utterance("robot", replies.SAY["hurt"]))
    if draw.random() < 0.4:
        return Lesson(scene, past, written(draw, _contracted(_STILL(draw))), "refuse", replies.SAY["hurt"], targets=thing.matches, tag="refuse")
    steps = steps_for(table, "pick", s.target, None, None)
    return Lesson(scene, past, written(draw, _contracted(_GONE(draw))), "act", replies.doing(steps), steps, (), (s.target,), (), "memory")
