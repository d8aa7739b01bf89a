"""What follows once something was undone, shown or put away: home, thanks, a word on how it looked, which of the two it went into; back with it and then something else; and things taken one after the other.

Knows commands, gestures, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.chat import TALK, thanks
from assistant.vla.training.language.commands import distractors
from assistant.vla.training.language.exchanges import act, back_with_it, did, put_plainly, taken
from assistant.vla.training.language.followup_words import PICK_PLAIN, PUT_BACK
from assistant.vla.training.language.gestures import DOWN_IT, DOWN_NAMED, GESTURES, any_table
from assistant.vla.training.language.leaving import filled, two_put
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.once_done_words import ALL_DONE, BACK_NAMED, BACK_THEN, IN_WHICH, LIKENED, LIKENED_DEED, ONCE_MORE, STAY_THEN, TURN
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import CLAUSES, asking, sentence, written
from assistant.vla.training.language.undoing import moved, stacked


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
    """Something was put away, alone or as one of two; "wait, did you put it in the bowl or the box": where it is, and no command."""
    if draw.random() < 0.55:
        table, things, _, past = two_put(draw, spare=1)
        thing, named = things[-1], draw.random() < 0.2
        if draw.random() < 0.2:
            thing, named = things[0], True
    else:
        table, goal, inside, past = filled(draw)
        if len(inside) > 1:
            raise NoRoom
        thing, named = inside[0], draw.random() < 0.25
    scene, goal = table.scene, table.scene[thing].inside
    others = [i for i in table.of(CONTAINERS) if i != goal]
    if not others or " the " in table.names[thing]:
        raise NoRoom
    places = draw.shuffled((goal, draw.of(others)))
    x, y = (refer(draw, table, i, table.of(CONTAINERS), simple=True).words for i in places)
    t = refer(draw, table, thing, table.of(PICKABLE), simple=True).words if named else draw.of(("it", "it", "it", "that"))
    said = IN_WHICH(draw, t=t, x=x, y=y, **{"in": preposition(scene[places[0]].kind)})
    if named and t not in said:
        raise NoRoom  # which of the two things?
    if draw.random() < 0.4:
        said = ONCE_MORE(draw, x=said)
    return Lesson(scene, tuple(past)[-6:], asking(draw, said), "answer", replies.whereabouts(scene, thing, table.names), targets=(thing,), tag="question")


def likened(draw: Draw) -> Lesson:
    """It waved, opened its hand, put something somewhere; "like a little crab! Thank you": nothing to do."""
    if draw.random() < 0.35:
        table, said, past = _deed(draw)
    else:
        table, gesture = any_table(draw, 6), draw.of((*GESTURES, "open the gripper", "close the gripper"))
        past, said = did(draw, GESTURES[gesture](draw), (gesture,)), LIKENED(draw)
    roll = draw.random()
    if roll < 0.5:
        said = f"{said}{draw.of((', ', '! ', '. ', '! ', ' haha, '))}{TALK[draw.of(('welcome', 'welcome', 'thanks'))](draw)}"
    elif roll < 0.65:
        said = f"{TALK[draw.of(('welcome', 'welcome', 'thanks'))](draw)}{draw.of((', ', '! ', '. '))}{said}"
    return Lesson(table.scene, tuple(past)[-6:], written(draw, said), "answer", replies.SAY["welcome" if thanks(said) else "thanks"], tag="chat")


def _deed(draw: Draw):
    """Something was put somewhere or taken: the table, what that was like, and what was said."""
    if draw.random() < 0.6:
        table, _, _, past = filled(draw)
        return table, LIKENED_DEED(draw), past
    table = any_table(draw, 6, True)
    return table, LIKENED_DEED(draw), taken(draw, table.names[held(table.scene)].removeprefix("held "))


def back_then(draw: Draw) -> Lesson:
    """ "Put the ball back and go home", "set it down where it was, then take a break", "leave that there and go back to your place": first the one, then the other."""
    roll = draw.random()
    if roll < 0.3:
        looks = [any_look(draw, PICKABLE)]
        distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
        scene, where = build(draw, looks, None, 0)
        table, thing = Table(scene), where[0]
        name = f"{scene[thing].color} {scene[thing].kind}"
        past, first = taken(draw, name), (replies.put_back(name),)
    else:
        table, thing, past = _put(draw)
        name = table.names[thing]
        first = (f"pick up the {name}", replies.put_back(name))
    scene = table.scene
    end = draw.of(("go home", "go home", "go home", "go home", "wave", "open the gripper"))
    then = GESTURES[end](draw)
    if roll > 0.72:
        return act(draw, table, past, STAY_THEN(draw, b=then), (end,), (), (), False)
    things = [thing]
    others = [i for i in table.of(PICKABLE) if i != thing and scene[i].inside is None and not loaded(scene, i) and scene[i].kind != scene[thing].kind and " the " not in table.names[i]]
    if others and draw.random() < 0.3:
        things.append(draw.of(others))
        then = f"{draw.of(('pick up', 'take', 'lift', 'grab', 'get'))} {refer(draw, table, things[1], table.of(PICKABLE), simple=True).words}"
        end = f"pick up the {table.names[things[1]]}"
    named = draw.random() < 0.5 and sum(o.kind == scene[thing].kind for o in scene) == 1
    t = refer(draw, table, thing, table.of(PICKABLE), simple=True).words if named else draw.of(("it", "it", "that"))
    back = BACK_NAMED(draw, t=t) if named or draw.random() < 0.5 else back_with_it(draw)
    if then.startswith(CLAUSES) or back.startswith(CLAUSES) or "," in back:
        raise NoRoom
    return act(draw, table, past, BACK_THEN(draw, a=back, b=then), (*first, end), things, (), False, "sequence")


def _put(draw: Draw):
    """A thing was put in, on or beside another: the table, the thing, and what was said."""
    roll = draw.random()
    if roll < 0.3:
        table, thing, _, _, past = moved(draw, RELATIONS)
        return table, thing, past
    if roll < 0.5:
        table, thing, _, past = stacked(draw)
        return table, thing, past
    table, _, inside, past = filled(draw)
    if len(inside) > 1 or " the " in table.names[inside[0]] or held(table.scene) is not None:
        raise NoRoom
    return table, inside[0], past


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
    lift, then, things = f"{verbs[0]} {words[0]}", f"{verbs[1]} {words[1]}", (first, second)
    if draw.random() < 0.15:
        lift = PICK_PLAIN(draw, t=table.names[first])
    steps = (f"pick up the {table.names[first]}", f"put down the {table.names[first]}", f"pick up the {table.names[second]}")
    if draw.random() < 0.25:
        end = draw.of(("go home", "go home", "wave"))
        then, things, steps = GESTURES[end](draw), (first,), (*steps[:2], end)
    if any(part.startswith(CLAUSES) for part in (lift, down, then)):
        raise NoRoom
    return Lesson(scene, (), written(draw, sentence(draw, TURN(draw, a=lift, b=down, c=then))), "act", replies.doing(steps), steps, (), things, (), "sequence")
