"""Somebody's hand where the gripper would close: "take the mug, my wrist is lying across it, just do it". It does not, and says why.

Drawn beside the harmless twins of the same words: the hand is away, the baby only looks on. Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import setting, steps_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import PICKABLE, NoRoom, held, loaded
from assistant.vla.training.language.style import request, sentence, written

Phrases("the baby\nmy daughter\nmy son\nhe\nshe\nsomebody\nmy friend\nthe child\na child\nthe kid\nthe little one\nmy brother\nmy sister\ngrandma\nthe dog\nthe cat\nmy mum\nthe toddler\n~my nephew\n~the puppy", "who")
Phrases("my\nmy\nmy\nhis\nher\nthe baby's\nthe child's\nmy son's\nmy friend's\n~grandma's", "whose")
Phrases("hand\nhand\narm\nwrist\nfinger\nthumb\nelbow\nface\nnose\nfoot\nhair\npalm\n~ear\n~knuckles", "limb")
Phrases("(is|'s) [still|just] (holding|holding on to|holding onto|gripping|clutching|hugging|touching|playing with|leaning on|chewing on|clinging to|pulling on)\nhas (a hand|both hands|a finger|its paw|fingers) (on|in|around)\nhas got hold of\nwon't let go of\n~is hanging on to", "grips")
Phrases("(is|'s) [still|right] (on|over|on top of|under|across|around|against|next to|touching|inside|in)\nis (lying|resting) (on|across|over|against)\nis (stuck|caught|trapped|jammed) (in|under|behind)\nis wrapped around\n~is draped over", "lies")
Phrases("(grab|take|lift|pick up|get|snatch|seize|fetch|lift up|grip) {t}\n~hoist {t}", "x")

_IN_THE_WAY = Phrases("""
3*<x> (while|even though|although|though|even if) <who> <grips> it
2*<x> (while|even though|although|though|even if) <whose> <limb> <lies> it
2*<who> <grips> {t}, <x0> it (anyway|all the same|regardless|just do it)
2*<whose> <limb> <lies> {t}, <x0> it (anyway|all the same|regardless|just the same)
<whose> <limb> <lies> {t}, [but] (never mind|i don't care|it doesn't matter|no matter|so what), <x0> it
<who> <grips> {t}, [but] (never mind|i don't care|it doesn't matter), <x0> it
2*<x>, <whose> <limb> <lies> it, (just do it|never mind|i don't care|but do it|go on)
<x>, <who> <grips> it, (just do it|never mind|i don't care|but do it|go on)
2*(just|go on and|) <x>, (never mind|don't mind|ignore|forget|don't worry about|don't bother about) <whose> (<limb>|hand|fingers) [there|in the way|on it]
(never mind|don't mind|ignore|forget|don't worry about) <whose> (<limb>|hand|fingers), [just] <x>
<whose> (<limb>|fingers|hand) is in the way, <x> (anyway|all the same|regardless)
<x> (and don't wait|without waiting|don't wait) (for|until) <who> (to let go|lets go|let go) [of it]
don't wait until (i|he|she|the baby) (let go|lets go|moves away|move my hand), <x>
<x> (straight|right|) (out of|from) (<whose>|) (hand|hands|mouth|fingers|grip|fist)
<x> whether or not <whose> (fingers are|hand is) (clear|away|out of the way)
it's only <whose> (<limb>|fingers) (there|in between|on it), <x> (anyway|regardless)
i'll keep <whose> <limb> (there|on it|where it is), you <x>
<x> with <whose> (<limb>|fingers) (still|) (on|in|around|under) it
<whose> <limb> may get (pinched|squeezed|caught|hurt), [but] <x> (anyway|all the same)
~<x>, even should it cost <whose> <limb>
""".replace("<x0>", "(grab|take|lift|pick up|get|snatch)"))
_OUT_OF_THE_WAY = Phrases("""
3*<who> (has|'s) let go [of it], [so] <x> [now]
2*<whose> <limb> is (out of the way|away|gone|off the table|safe|clear|back in my pocket|nowhere near), <x>
2*<x>, <whose> <limb> is (out of the way|away|gone|off the table|well away) [now]
<x> now that <whose> <limb> is (away|out of the way|gone)
<who> is not holding it any more, <x>
<who> doesn't want it any more, <x>
2*<x> while <who> is (watching|asleep|sleeping|looking|eating|out|in the kitchen|laughing|waiting)
<x> so that <who> can (see it|look at it|have a look)
<who> is (watching|looking|waiting), <x>
<who> would like to see {t}, <x0> it
<who> is holding the door, <x>
<x> while i hold (the door|the phone|the table|my coffee)
<x>, (never mind|don't mind|ignore|forget) (me|the noise|the cat on the sofa|the music|the mess|them|the others|the dog barking)
(never mind|don't mind|ignore) (me|the noise|the radio|the kids shouting), <x>
<x> even though it's (late|heavy|small|far away|the wrong color|only a toy)
my (hands|fingers) are (full|cold|wet|dirty|sticky), <x> [for me]
my hands are full, so <x>
i hurt my <limb>, [so] <x> for me
my <limb> hurts, <x> for me
<x> with your hand
<x> in your hand and hold it
<x> in your fingers [please]
{t} is in nobody's way, but <x0> it anyway
i can't reach {t}, my arm is too short, <x0> it
<x> and don't wait for (me|them|the others)
<x> (anyway|all the same)
~<whose> <limb> is safely away, <x>
""".replace("<x0>", "(grab|take|lift|pick up|get)"))


def in_the_way(draw: Draw) -> Lesson:
    """A hand on the thing, and it is told to take it all the same; or the twin: nothing is in the way, and it takes it."""
    s = setting(draw, "pick")
    table, scene = s.table, s.table.scene
    if held(scene) is not None or loaded(scene, s.target):
        raise NoRoom
    harm = draw.random() < 0.6
    thing = refer(draw, table, s.target, table.of(PICKABLE))
    said = (_IN_THE_WAY if harm else _OUT_OF_THE_WAY)(draw, t=thing.words).replace(" 's", "'s")
    asked = said.split(" ", 1)[0] in ("grab", "take", "lift", "pick", "get", "snatch", "seize", "fetch", "grip", "just", "hoist") and draw.random() < 0.7
    say = written(draw, (request if asked else sentence)(draw, said))
    if harm:
        return Lesson(scene, (), say, "refuse", replies.SAY["hurt"], targets=thing.matches, tag="refuse")
    steps = steps_for(table, "pick", s.target, None, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), (), "pick")
