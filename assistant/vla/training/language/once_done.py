"""What follows once something was undone, shown or put away: home, thanks, a word on how it looked, which of the two it went into; and things taken one after the other.

Knows commands, gestures, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.chat import TALK, thanks
from assistant.vla.training.language.commands import distractors
from assistant.vla.training.language.exchanges import act, did, put_plainly
from assistant.vla.training.language.followup_words import PICK_PLAIN, PUT_BACK
from assistant.vla.training.language.gestures import DOWN_IT, DOWN_NAMED, GESTURES, any_table
from assistant.vla.training.language.leaving import two_put
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.once_done_words import ALL_DONE, IN_WHICH, LIKENED
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import asking, sentence, written


def home_after_undoing(draw: Draw) -> Lesson:
    """A thing was put somewhere and put back; "thanks, that's it, go home": it stays where it is."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, thing, goal = Table(scene), *where[:2]
    if any(" the " in table.names[i] for i in (thing, goal)) or held(scene) is not None or scene[thing].inside is not None or loaded(scene, thing):
        raise NoRoom
    said, step = put_plainly(draw, table, thing, goal)
    back = (f"pick up the {table.names[thing]}", replies.put_back(table.names[thing]))
    past = did(draw, said, (step,)) + did(draw, PUT_BACK(draw), back)
    return _over(draw, table, past, (thing,))


def _over(draw: Draw, table: Table, past, things: tuple[int, ...]) -> Lesson:
    """That it is over, alone or with a gesture; or the gesture alone."""
    ending = draw.of(("go home", "go home", "go home", "wave", "open the gripper", None))
    over = ALL_DONE(draw) if ending is None or draw.random() < 0.5 else TALK[draw.of(("welcome", "thanks"))](draw)
    if ending is None:
        return Lesson(table.scene, tuple(past)[-6:], written(draw, over), "answer", replies.SAY["welcome" if thanks(over) else "okay"], tag="chat")
    said = GESTURES[ending](draw)
    if draw.random() < 0.75:
        said = f"{over}{draw.of((', ', ', ', '. ', ' and now ', ' '))}{said}"
    return act(draw, table, past, said, (ending,), (), (), draw.random() < 0.15)


def in_which(draw: Draw) -> Lesson:
    """Something was put away; "wait, did you put it in the bowl or the box": where it is, and no command."""
    table, things, _, past = two_put(draw, spare=1)
    thing = things[-1]
    scene, goal = table.scene, table.scene[thing].inside
    others = [i for i in table.of(CONTAINERS) if i != goal]
    if not others:
        raise NoRoom
    places = draw.shuffled((goal, draw.of(others)))
    x, y = (refer(draw, table, i, table.of(CONTAINERS), simple=True).words for i in places)
    t = draw.of(("it", "it", "it", "that", refer(draw, table, thing, table.of(PICKABLE), simple=True).words))
    said = IN_WHICH(draw, t=t, x=x, y=y, **{"in": preposition(scene[places[0]].kind)})
    return Lesson(scene, tuple(past)[-6:], asking(draw, said), "answer", replies.whereabouts(scene, thing, table.names), targets=(thing,), tag="question")


def likened(draw: Draw) -> Lesson:
    """It waved or opened its hand; "like a little crab, thank you": nothing to do."""
    table = any_table(draw, 6)
    gesture = draw.of(tuple(GESTURES))
    past = did(draw, GESTURES[gesture](draw), (gesture,))
    said = LIKENED(draw)
    if draw.random() < 0.5:
        said = f"{said}{draw.of((', ', '! ', '. '))}{TALK[draw.of(('welcome', 'thanks'))](draw)}"
    return Lesson(table.scene, past, written(draw, said), "answer", replies.SAY["welcome" if thanks(said) else "thanks"], tag="chat")


def in_turn(draw: Draw) -> Lesson:
    """ "Lift the can, put it down again, then lift the cube": each is taken, none is put on another."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE)]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, first, second = Table(scene), *where[:2]
    if any(" the " in table.names[i] for i in (first, second)) or held(scene) is not None or any(scene[i].inside is not None or loaded(scene, i) for i in (first, second)):
        raise NoRoom
    words = [refer(draw, table, i, table.of(PICKABLE), simple=True).words for i in (first, second)]
    down = DOWN_IT(draw) if draw.random() < 0.8 else DOWN_NAMED(draw, t=words[0])
    verbs = draw.of(("lift", "pick up", "take", "raise", "grab", "hold up")), draw.of(("lift", "pick up", "take", "raise", "grab", "get", "hold up"))
    joins = draw.of(((", then ", ", then "), (", ", " and then "), (" then ", " and "), (", ", ", "), (" and ", ", after that "), (". then ", ". then "), (", ", ", then ")))
    said = f"{draw.of(('', '', '', 'first '))}{verbs[0]} {words[0]}{joins[0]}{down}{joins[1]}{verbs[1]} {words[1]}"
    if draw.random() < 0.15:
        said = f"{PICK_PLAIN(draw, t=table.names[first])}{joins[0]}{down}{joins[1]}{verbs[1]} {words[1]}"
    steps = (f"pick up the {table.names[first]}", f"put down the {table.names[first]}", f"pick up the {table.names[second]}")
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (first, second), (), "sequence")
