"""Two and three commands in one sentence, some of them unclear or impossible.

Knows single commands and gestures.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, goal_kinds, step_for, twin, unusual_pair
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table
from assistant.vla.training.language.move_words import MOVE
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.pick_words import PICK
from assistant.vla.training.language.place_words import PLACE
from assistant.vla.training.language.references import Reference, in_or_on, refer, refer_absent, refer_vaguely
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, SIZES, NoRoom, any_look, build, near_miss
from assistant.vla.training.language.stack_words import STACK
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, ON, RELATION_SAID, SMALLER

_TWO = Phrases("""
5*{a} and then {b}
4*{a}, then {b}
3*{a} then {b}
4*{a} and {b}
2*{a}, and then {b}
2*first {a}, then {b}
2*first {a} and then {b}
{a}, after that {b}
{a} and after that {b}
{a}, and after that {b}
{a}, afterwards {b}
{a}. then {b}
{a}. after that {b}
{a}. now {b}
{a}. {b}
{a} and when you are done {b}
{a}, when that is done {b}
{a}, and also {b}
{a}, next {b}
{a}, and next {b}
{a}, and finally {b}
{a} before you {b}
start with this: {a}. then {b}
before doing anything else {a}, then {b}
before anything else, {a}, and then {b}
the first thing you do is {a}, then {b}
start by this: {a}, and finish with this: {b}
{a} to begin with, and then {b}
first of all {a}, then {b}
when you've finished this: {a}, do this: {b}
{a}, followed by this: {b}
two things: {a} and {b}
step one, {a}, step two, {b}
1. {a} 2. {b}
begin by this: {a}, then {b}
{a}, then stack nothing else and {b}
after you {a}, {b}
once you {a}, {b}
once you've done this: {a}, {b}
{a}, and once you've done that, {b}
{a}. once that is done, {b}
{a}, as soon as you are finished {b}
{a} and only then {b}
two jobs for you: {a}, {b}
{a} for starters, then {b}
{a} plus {b}
i need two things done, {a} and {b}
could you do two things, {a} and then {b}
{a} and while you are at it {b}
{a}, {b}
{a}, and at last {b}
{a}, at the end {b}
you must first {a} and next {b}
first you {a}, next you {b}
you (first|) {a} and (after|then) you {b}
at first {a}, later {b}
{a}, and this done {b}
~{a}, subsequently {b}
~{a}; thereafter {b}
~to begin with {a}, and from there {b}
~{a} and, that done, {b}
""", more="sequences._TWO")
_TWO_BACK = Phrases("""
3*{b} after you {a}
before you {b}, {a}
2*{b}, but first {a}
{b}, but before that {a}
2*before you {b}, please {a}
{b}, but only after you {a}
{b}, but {a} first
{b} last, {a} first
{b} when you have done this: {a}
~{b}, only do this first: {a}
""", more="sequences._TWO_BACK")
# {t} is to be {in} {d}; when it is, {b}.
_ONCE = Phrases("""
3*once {t} is {in} {d}, {b}
2*when {t} is {in} {d}, {b}
2*as soon as {t} is {in} {d}, {b}
2*before you {b}, make sure {t} is {in} {d}
2*make sure {t} is {in} {d}, then {b}
{b} once {t} is {in} {d}
{b}, but first make sure {t} is {in} {d}
{b}, but first get {t} {in} {d}
{b} after {t} is {in} {d}
see that {t} is {in} {d} before you {b}
{t} should be {in} {d} before you {b}
first i want {t} {in} {d}, then {b}
after {t} has gone {in} {d}, {b}
~with {t} safely {in} {d}, {b}
""", more="sequences._ONCE")
_THREE = Phrases("""
3*{a}, then {b}, then {c}
3*{a}, {b} and {c}
2*{a}, {b} and then {c}
2*first {a}, then {b} and then {c}
first {a}, then {b}, and finally {c}
first {a}, second {b}, third {c}
{a} and {b} and {c}
{a}, then {b} and {c}
{a} and then {b} and after that {c}
{a}. then {b}. then {c}
{a}. {b}. {c}
three things: {a}, {b} and {c}
~{a}, subsequently {b}, and at last {c}
~{a}; {b}; {c}
""", more="sequences._THREE")


GAP = Phrases("""
2*{t} to {d}, {u} to {e}
2*{t} to {d} and {u} to {e}
2*{t} {in} {d}, {u} {on} {e}
{t} {in} {d}. {u} {on} {e}
{t} to {d}, then {u} to {e}
{in} {d} goes {t}, {on} {e} goes {u}
2*i need {u} {on} {e}, but first {t} {in} {d}
{u} goes {on} {e}, but {t} {in} {d} first
{u} {on} {e}, but before that {t} {in} {d}
i want {u} {on} {e} after {t} is {in} {d}
i want {t} {in} {d} first and {u} {on} {e} after that
i need {t} {in} {d} and {u} {on} {e}, in that order
take {t} to {d} and {u} to {e}
move {t} to {d} and {u} to {e}
{d} gets {t}, {e} gets {u}
{t} goes to {d} and {u} to {e}
put away {t} and {u}: {t} {in} {d}, {u} {on} {e}
4*put {t} {in} {d} and {u} {on} {e}
2*{t} {in} {d} and {u} {on} {e}
2*put {t} {in} {d}, and {u} {on} {e}
place {t} {in} {d} and {u} {on} {e}
{t} goes {in} {d} and {u} {on} {e}
{t} goes {in} {d}, {u} goes {on} {e}
move {t} {in} {d} and {u} {on} {e}
drop {t} {in} {d} and {u} {on} {e}
i want {t} {in} {d} and {u} {on} {e}
sort them: {t} {in} {d}, {u} {on} {e}
put {t} {in} {d}, {u} {on} {e}
{t} should go {in} {d} and {u} {on} {e}
put {t} {in} {d} and put {u} {on} {e}
~plonk {t} {in} {d} and {u} {on} {e}
~{t} lives {in} {d}, {u} {on} {e}
""", more="sequences.GAP")
_GAP_SAME = Phrases("""
2*{t} and {u} {in} {d}
put {t} and {u} {in} {d}
put {t} and also {u} {in} {d}
{t} {in} {d}, {u} as well
{t} goes {in} {d} and so does {u}
{t} to {d}, {u} too
put {t} {in} {d} with {u}
put {t} {in} {d}, same for {u}
both {t} and {u} go {in} {d}
3*put {t} {in} {d}, and {u} too
2*put {t} {in} {d} and {u} as well
2*put {t} {in} {d} and then {u}
put {t} {in} {d} and also {u}
place {t} {in} {d}, then {u}
put {t} {in} {d}, {u} too
put {t} together with {u} {in} {d}
put {t} {in} {d} and do the same with {u}
~plonk {t} {in} {d}, {u} likewise
""", more="sequences._GAP_SAME")


_GAP_MOVE = Phrases("""
3*put {t} {by} {d} and {u} {to} {e}
2*move {t} {by} {d} and {u} {to} {e}
2*{t} {by} {d} and {u} {to} {e}
2*{t} should be {by} {d} and {u} {to} {e}
{t} should stand {by} {d} and {u} {to} {e}
i want {t} {by} {d} and {u} {to} {e}
{t} goes {by} {d}, {u} goes {to} {e}
place {t} {by} {d}, {u} {to} {e}
set {t} {by} {d} and then {u} {to} {e}
{by} {d} put {t}, and {u} {to} {e}
~park {t} {by} {d} and {u} {to} {e}
""", more="sequences._GAP_MOVE")


_GAP_VERBS = ("put", "place", "drop", "move", "take", "set", "park", "plonk", "sort")


def gap_said(draw: Draw, said: str) -> str:
    """A wording of GAP or its kin as it reaches the robot: a request where it begins with its verb, else a sentence."""
    return written(draw, (request if said.split(" ", 1)[0] in _GAP_VERBS else sentence)(draw, said))


def gapped_beside(draw: Draw) -> Lesson:
    """The same of two things that go beside others, or one of them into something: "the cup left of the plate and the can right of it"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    same = draw.random() < 0.5
    if not same:
        looks.append(any_look(draw))
    if len({l[:2] for l in looks}) < len(looks):
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.4)
    scene, where = build(draw, looks)
    table, (a, b, c), e = Table(scene), where[:3], where[2] if same else where[3]
    t, u, d = (refer(draw, table, i, range(len(scene)), simple=True).words for i in (a, b, c))
    first, second = draw.of(("in", *RELATIONS)), draw.of(RELATIONS)
    if same and first == second:
        raise NoRoom
    into = not same and scene[e].kind in CONTAINERS and draw.random() < 0.5
    other = draw.of(("it", d)) if same else refer(draw, table, e, range(len(scene)), simple=True).words
    to = in_or_on(draw, scene[e].kind) if into else RELATION_SAID[second](draw)
    if scene[a].kind == scene[b].kind and draw.random() < 0.5:
        u = f"the {COLOR_WORDS[scene[b].color](draw)} one"
    by = in_or_on(draw, scene[c].kind) if first == "in" else RELATION_SAID[first](draw)
    if same and second in ("left_of", "right_of") and draw.random() < 0.4:
        to, other = f"to its {second[:-3]}", ""
    said = _GAP_MOVE(draw, t=t, d=d, u=u, e=other, by=by, to=to)
    steps = (step_for(table, "place" if first == "in" else "move", a, c, first), step_for(table, "place" if into else "move", b, e, second))
    return Lesson(scene, (), gap_said(draw, said), "act", replies.doing(steps), steps, (), (a, b), (c,) if same else (c, e), "sequence")


def gapped(draw: Draw) -> Lesson:
    """Two things with the verb said once: "put the cup in the bowl and the ball on the plate"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if looks[0][0] in ("cube", "ball") and draw.random() < 0.5:
        looks[1] = (looks[0][0], draw.of((looks[0][1], looks[1][1])), draw.of([s for s in SIZES if s != looks[0][2]]))
    same = draw.random() < 0.3
    if same:
        looks.pop()
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.6)
    scene, where = build(draw, looks)
    table, (a, b, c), d = Table(scene), where[:3], where[2] if same else where[3]
    things, places = table.of(PICKABLE), table.of(CONTAINERS)
    t, u = refer(draw, table, a, things), refer(draw, table, b, things)
    ranked = u.meaning.rank and scene[a].kind == scene[b].kind and sum(o.kind == scene[a].kind for o in scene) == 2 and not (u.meaning.side or u.meaning.relation)
    if u.meaning.side or u.meaning.relation or (u.meaning.rank and not ranked):
        raise NoRoom
    goal, other = refer(draw, table, c, places).words, refer(draw, table, d, places, simple=True).words
    prepositions = [in_or_on(draw, scene[i].kind) for i in (c, d)]
    words = u.words
    if scene[a].kind == scene[b].kind and t.meaning.kinds and u.meaning == Meaning((scene[b].kind,), scene[b].color) and draw.random() < 0.6:
        words = f"the {COLOR_WORDS[scene[b].color](draw)} one"
    elif ranked and t.meaning.kinds and draw.random() < 0.7:
        words = f"the {(SMALLER if u.meaning.rank == 'small' else BIGGER)(draw)} one"
    said = (_GAP_SAME if same else GAP)(draw, t=t.words, d=goal, u=words, e=other, **{"in": prepositions[0], "on": prepositions[1]})
    steps = (step_for(table, "place", a, c, None), step_for(table, "place", b, d, None))
    return Lesson(scene, (), gap_said(draw, said), "act", replies.doing(steps), steps, (), (a, b), (c,) if same else (c, d), "sequence")


def sequence(draw: Draw, fault: str = "") -> Lesson:
    """Two or three commands. fault: "vague" or "absent" makes one of them so."""
    count = 3 if draw.random() < 0.25 else 2
    looks, things, goals, verbs = [], [], [], []
    for k in range(count):
        verb = draw.of(("place", "place", "place", "stack", "move", "move"))
        if k == 0 and draw.random() < 0.06:
            verb = "gesture"
        if k == count - 1:
            verb = draw.of(("place", "place", "pick", "pick", "move", "stack", "gesture", "gesture", "down"))
            if verb == "down" and (not things or verbs[-1] == "gesture"):
                verb = "pick"
        verbs.append(verb)
        if verb in ("gesture", "down"):
            things.append(None)
            goals.append(None)
            continue
        things.append(len(looks))
        looks.append(any_look(draw, ("cube",) if verb == "stack" else PICKABLE))
        if verb == "pick":
            goals.append(None)
        elif goals and goals[-1] is not None and looks[goals[-1]][0] in goal_kinds(verb) and verb != "stack" and draw.random() < 0.35:
            goals.append(goals[-1])
        else:
            goals.append(len(looks))
            looks.append(any_look(draw, goal_kinds(verb) if verb != "move" else CONTAINERS + ("cube",)))
    if verbs[-1] == "down":
        verbs[-2], goals[-2] = "pick", None
    fault_at = draw.whole(0, count - 1) if fault else -1
    if fault and (things[fault_at] is None or (fault == "vague" and verbs[fault_at] == "down")):
        raise NoRoom
    on_goal = bool(fault) and goals[fault_at] is not None and draw.random() < 0.35
    odd = None
    if fault:
        odd = goals[fault_at] if on_goal else things[fault_at]
        if fault == "vague":
            looks.append(twin(draw, looks[odd]))
        else:
            gone = looks[odd][:2]
            looks[odd] = near_miss(draw, looks[odd])
            if any(l[:2] == gone for l in looks):
                raise NoRoom
    distractors(draw, looks, min(draw.of((0, 0, 1, 1, 2)), 7 - len(looks)), 0.6)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table = Table(scene)
    parts, steps, targets, destinations, bad = [], [], [], [], None
    for k in range(count):
        if verbs[k] == "gesture":
            step = draw.of(("go home", "go home", "open the gripper", "close the gripper", "wave"))
            if step != "go home" and verbs[k - 1] == "pick":
                step = "go home"
            parts.append(GESTURES[step](draw))
            steps.append(step)
            continue
        if verbs[k] == "down":
            parts.append(draw.of(("put it down", "put it down again", "put it back down", "drop it", "release it", "let it go", "set it down")))
            steps.append(f"put down the {table.names[where[things[k - 1]]]}")
            continue
        thing = where[things[k]]
        goal = None if goals[k] is None else where[goals[k]]
        relation = draw.of(RELATIONS) if verbs[k] == "move" else None
        can = [i for i in table.of(PICKABLE) if i != goal]
        places = table.of(goal_kinds(verbs[k]), (thing,))
        if fault and k == fault_at and not on_goal:
            t = refer_vaguely(draw, table, thing, can) if fault == "vague" else refer_absent(draw, table, can, PICKABLE, gone)
            bad = t
            if set(t.matches) & set(targets):
                raise NoRoom  # one of them is out of the way by then
        else:
            t = refer(draw, table, thing, can)
        g = None
        if goal is not None:
            if fault and k == fault_at and on_goal:
                g = refer_vaguely(draw, table, goal, places) if fault == "vague" else refer_absent(draw, table, places, goal_kinds(verbs[k]), gone)
                bad = g
            elif verbs[k] == "place" and k and goals[k] == goals[k - 1] and draw.random() < 0.35:
                g = Reference(draw.of(("it", "there", "the same one", "the same place")), (goal,))
            else:
                g = refer(draw, table, goal, places)
            if t.meaning and g.meaning:
                unusual_pair(t, g)
        if k and any(m is not None and (m.side or m.relation or m.rank) for m in (t.meaning, g.meaning if g else None)):
            raise NoRoom  # what was said of places no longer holds after the first step
        parts.append(_part(draw, verbs[k], t.words, g.words if g else "", scene[goal].kind if goal is not None else None, relation))
        targets += [i for i in t.matches if i not in targets]
        destinations += [i for i in (g.matches if g else ()) if i not in destinations]
        steps.append(step_for(table, verbs[k], thing, goal, relation))
    if len(set(steps)) < len(steps) or len({t for t in things if t is not None}) < sum(t is not None for t in things):
        raise NoRoom
    say = _once(draw, table, where, things, goals, verbs, parts[-1]) if not fault and count == 2 and verbs[0] == "place" and draw.random() < 0.12 else _joined(draw, parts)
    say = written(draw, request(draw, say) if draw.random() < 0.5 and "." not in say and not say.startswith(("1", "step", "two", "three", "after", "once", "before", "when", "as soon", "first", "see that", "the ", "i ", "could")) else say)
    if bad is None:
        return Lesson(scene, (), say, "act", replies.doing(steps), tuple(steps), (), tuple(targets), tuple(destinations), "sequence")
    if fault == "vague":
        text, options = replies.which(scene, bad.matches, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, tuple(targets), tuple(destinations), "ask")
    return Lesson(scene, (), say, "answer", replies.absent(scene, bad.what), (), (), tuple(targets), tuple(destinations), "premise")


def _part(draw: Draw, verb: str, thing: str, goal: str, goal_kind: str | None, relation: str | None) -> str:
    if verb == "pick":
        return PICK(draw, t=thing)
    if goal == "there" or goal.startswith("the same place"):
        return draw.of((f"put {thing} {goal if goal == 'there' else 'in the same place'}", f"put {thing} there too", f"do the same with {thing}", f"put {thing} there as well"))
    if verb == "place":
        return PLACE(draw, t=thing, d=goal, **{"in": in_or_on(draw, goal_kind)})
    if verb == "stack":
        return STACK(draw, t=thing, d=goal, on=ON(draw))
    return MOVE(draw, t=thing, d=goal, by=RELATION_SAID[relation](draw))


def _once(draw: Draw, table: Table, where: list[int], things: list, goals: list, verbs: list[str], then: str) -> str:
    """ "Once the can is in the bowl, hold up the cup": the first command as a state that is to be. NoRoom where the second hangs on its words."""
    if verbs[1] == "down" or goals[0] == goals[1] or then.split(" ", 1)[0] in ("i", "the", "that", "this", "my", "your"):
        raise NoRoom
    thing, goal = where[things[0]], where[goals[0]]
    t = refer(draw, table, thing, table.of(PICKABLE), simple=True).words
    d = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
    return _ONCE(draw, t=t, d=d, b=then, **{"in": in_or_on(draw, table.scene[goal].kind)})


def _joined(draw: Draw, parts: list[str]) -> str:
    if len(parts) == 3:
        return _THREE(draw, a=parts[0], b=parts[1], c=parts[2])
    if draw.random() < 0.06 and not any(" it" in p or "there" in p for p in parts[1:]):
        return _TWO_BACK(draw, a=parts[0], b=parts[1])
    return _TWO(draw, a=parts[0], b=parts[1])
