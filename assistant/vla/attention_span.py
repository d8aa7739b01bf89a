"""What an instruction is about, kept in mind while it is carried out: the thing, where it goes, and that both go on existing when the hand hides them.

Knows object tokens; nothing of pixels, words or joints.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Sequence

import torch
from torch import Tensor

from assistant.vla.action import THING
from assistant.vla.fingers import held_width
from assistant.vla.former_places import FormerPlace
from assistant.vla.language import NO_GOAL, NO_TARGET, SKILLS
from assistant.vla.shapes import FLOORS, HALF_HEIGHTS
from assistant.vla.sight import KINDS, PICKABLE, Objects
from assistant.vla.spot import TALL, Disc, spot_beside, spot_for_down, spot_inside
from assistant.vla.thing import JUMP, LOST, TWIN, Thing
from assistant.vla.walls import Grip

_ON_GOAL = ("put_in", "put_on")
_ON_TOP = 0.018  # metres between the middles of two things that are picked up within which one stands on the other
_HOLLOW = 0.006  # metres from the table to what lies in a bowl, in a box or on a plate
_ABOUT = 0.08  # metres from the fingertips within which they hide how high a thing stands
_ASKEW = 0.5  # share that is believed of how far a thing that was not measured seems to lie aside from the middle of the fingers
_UP, _CLEAR = 0.105, 0.03  # metres over the table, and over what was let go, from which the fingers are clear of it
_GRASP = 0.06  # metres from the fingertips within which what resists them is the thing
_ABOUT_IT = 0.028  # metres from a thing's middle, seen from above, within which some of it is as high as that: a cup is hollow
_ARRIVED = 0.045  # metres from its spot, or from the middle of what it lies in, within which a thing may be said to be there
_HEIGHT = 0.008  # metres by which what stands on something may seem higher or lower than that
_BELOW_RIM = 0.003  # metres over the rim of what it lies in at which its lowest point still may seem to be
_COLOR = 0.5  # share of a colour from which what lies somewhere may be the thing, whatever it looks like otherwise
_PUSHED = 0.03  # metres, seen from above, that a thing seems to have moved since it was last measured, from which the hand goes aside and looks at it anew
_ASIDE = 0.12  # metres from the fingers, seen from above, from which a thing is seen as it is, though it may not be measured: a can on its side
_LOW = 0.012  # metres over where it is to stand from which a thing may be let go; into what is hollow it may fall twice as far
_NEAR, _NEAR_ON_TOP = 0.025, 0.012  # metres from its spot within which it may be let go: on the table or in something wide, and on a cube
_HARDLY = 0.004  # metres between two looks below which what is carried does not move
_LONG_ENOUGH = 4  # looks for which it may stand still where it is to be let go, before it is let go
_LIKELY = 0.5  # the hand's own judgement from which it is worth a look
_PATIENCE = 8  # looks without the thing after which the hand's word counts
_GONE = 14  # looks without it, after which going on would be groping


@dataclass
class Span:
    """skill (1, 13) probabilities; spot (1, 3): x, y in metres where the thing is to stand and whether there is such a place;
    aside (2,): metres by which the spot lies aside from the middle of the goal that it is in or on.

    checking: the hand thinks that it is done, and goes out of the way to see; looked: how often in vain.
    carried: where the thing is in the fingers' frame while they feel it, or None: a camera above cannot tell how high a thing hangs,
    the fingers' own position can. reached: the same while they are about it and do not feel it yet.
    rest: the height of the target's middle above what it stands on, metres. others: what else stood on the table when the spot was chosen;
    stood (K, 3): where, at the very beginning, it all stood; obstacles (K, 4): x, y, radius and top of all but the thing and the goal, then; began, goal_began (3,): where the thing and the goal stood.
    sure (3,): where the thing was when it was last surely seen, or felt; None where no depth picture tells. waited: looks from aside at a thing that was pushed.
    rumour: where the thing was last seen lying, as something else; once is no proof.
    let_go: the fingers held it, and no longer do. tip (3,): the fingers now. idle: at how many looks running it hung where it is to stand, and did not move.
    slack: metres by which it may hang lower than is believed, where nobody saw how it was gripped.
    measured_height: of the goal's middle, metres, when it was last measured.
    grip: how a low thing is taken from between the walls of a box.
    former: where the thing stood, and in or on what, when it began; None where it has no thing. back (3,): metres, where it stood before, if it is to be put back there.
    """

    instruction: str
    skill: Tensor
    target: Thing | None
    goal: Thing | None
    spot: Tensor = field(default_factory=lambda: torch.zeros(1, 3))
    aside: Tensor = field(default_factory=lambda: torch.zeros(2))
    checking: bool = False
    looked: int = 0
    carried: Tensor | None = None
    reached: Tensor | None = None
    rest: float = 0.015
    others: list[Disc] = field(default_factory=list)
    stood: Tensor = field(default_factory=lambda: torch.zeros(0, 3))
    obstacles: Tensor = field(default_factory=lambda: torch.zeros(0, 4))
    began: Tensor = field(default_factory=lambda: torch.zeros(3))
    sure: Tensor | None = None
    waited: int = 0
    goal_began: Tensor = field(default_factory=lambda: torch.zeros(3))
    rumour: Tensor | None = None
    let_go: bool = False
    tip: Tensor = field(default_factory=lambda: torch.zeros(3))
    idle: int = 0
    slack: float = 0.0
    measured_height: Tensor | None = None
    grip: Grip | None = None
    former: FormerPlace | None = None
    back: Tensor | None = None

    @classmethod
    def begin(cls, instruction: str, skill: Tensor, objects: Objects, points: Tensor, unseen: Sequence[Thing] = (), back: Tensor | None = None) -> "Span | None":
        """points (N + 1, 2): how surely each token is the thing, and where it goes; the last: that it is not there. None when one that is needed is not.

        unseen: what else is known to stand somewhere. back: see Span.
        """
        named, absent = int(skill.argmax()), len(points) - 1
        indexes = [None if named in none else int(points[:, column].argmax()) for column, none in enumerate((NO_TARGET, NO_GOAL))]
        if absent in indexes:
            return None
        target, goal = (None if index is None else Thing.of(objects, index) for index in indexes)
        rest = 0.015 if target is None else target.rest
        span = cls(instruction, skill, target, goal, rest=rest, back=back)
        span._plan(objects, indexes, unseen)
        return span

    def again(self, objects: Objects, index: int, unseen: Sequence[Thing]) -> "Span":
        """The same once more, with token `index` being the thing, whatever it looks like now."""
        target = Thing.of(objects, index)
        span = Span(self.instruction, self.skill, replace(target, color=self.target.color), self.goal, rest=target.rest, stood=self.stood)
        span._plan(objects, [index], unseen)
        return span

    def _plan(self, objects: Objects, mine: Sequence[int | None], unseen: Sequence[Thing]) -> None:
        """Where the thing goes, beside what else there is. mine: the tokens that are the thing and the goal."""
        rest = [i for i in objects.present[0].nonzero()[:, 0].tolist() if i not in mine]
        others = [*(Thing.of(objects, i) for i in rest), *unseen]
        if self.target is not None or self._named == "home":
            self.obstacles = torch.stack([t.obstacle for t in others]) if others else self.obstacles
        if self.target is None:
            return
        self.grip = None if self.rest > TALL else Grip.between(others, self.target)
        self.began, self.former = self.target.place.clone(), FormerPlace.of(self.target, others)
        self.sure = self.began if self.target.exact else None
        if self.goal is not None:
            self.goal_began = self.goal.place.clone()
        if not len(self.stood):
            self.stood = objects.place[0, [*rest, *(i for i in mine[1:] if i is not None)]].clone()
        if self._named == "pick":
            return
        self.others = [t.disc for t in others]
        self._aim()

    def _aim(self) -> None:
        self.spot = self._spot(self._named, self.others)
        if self.goal is not None:
            self.aside = self.spot[0, :2] - self.goal.place[:2]

    def _spot(self, skill: str, others: list[Disc]) -> Tensor:
        thing = self.target.disc
        if self.goal is None:
            x, y = spot_for_down(thing if self.back is None else replace(thing, x=float(self.back[0]), y=float(self.back[1])), others)
        elif skill not in _ON_GOAL:
            x, y = spot_beside(skill, thing, self.goal.disc, others)
        elif self._on_what_is_picked_up:
            x, y = self.goal.place[:2].tolist()
        else:
            goal, kind = self.goal.disc, KINDS[int(self.goal.kind.argmax())]
            x, y = spot_inside(thing, goal, kind, others, tuple(self.goal.along.tolist()), tall=self.rest > TALL)
        return torch.tensor([[x, y, 1.0]])

    @property
    def lost(self) -> bool:
        """Whether what it acts on has not been seen or felt for so long that to go on would be to grope."""
        return self.target is not None and self.target.missing > _GONE and not self.checking

    @property
    def in_the_way(self) -> bool:
        """Whether the hand is to move aside, for the thing is not to be seen: where the hand is, it sees least."""
        return self.checking or (self.target is not None and (self.target.missing > LOST or self._pushed))

    @property
    def _pushed(self) -> bool:
        """Whether the hand pushes the thing ahead of it: where it seems to be, with the fingers before it, is where they push it next."""
        return self.sure is not None and self.carried is None and float((self.target.place - self.sure)[:2].norm()) > _PUSHED

    def check(self, done: float) -> float:
        """How sure it is that the instruction is carried out, of the hand's own judgement `done`, by what is to be seen of the thing now.

        What the hand has put somewhere it hides as well. So nothing is done before it is seen there; see `checking`.
        """
        if self.target is None or not float(self.spot[0, 2]):
            return done
        put_there = self.let_go and self.arrived and not self.parting  # a hand over what it put may take it for something to be put there
        if self.carried is not None or not (self.checking or done > _LIKELY or put_there):
            return 0.0
        if self._on_what_is_picked_up and self.goal.measured:  # its own top is bare
            self.checking = False
            return 0.0
        guessed = self._on_what_is_picked_up and self.goal.exact and not self.target.measured
        if not (self.target.missing or guessed):
            self.looked = 0
        elif self.looked < _PATIENCE:
            self.checking, self.looked = True, self.looked + 1
            return 0.0
        self.checking = self.arrived
        return float(self.arrived)

    @property
    def unproven(self) -> float:
        """Metres about its thing's place within which a part of it must stand, where that is believed to be there and was not measured; 0 where it was, or where no depth picture could tell."""
        if self.target is None or self.target.measured or not float(self.spot[0, 2]):
            return 0.0
        if not self.on_goal or self._on_what_is_picked_up:
            return _ABOUT_IT
        return _ARRIVED if KINDS[int(self.goal.kind.argmax())] == "plate" else 0.0

    def give_up(self) -> None:
        """The thing is not where it was believed to be, nor anywhere: what it acts on is lost."""
        self.checking, self.target.missing = False, _GONE + 1

    @property
    def arrived(self) -> bool:
        """Whether the thing is, as far as is known, where it is to stand, and neither on top of something else there nor fallen off."""
        if not bool(self.within(self.target.place[None])):
            return False
        wide = not self._on_what_is_picked_up
        if not self.target.exact or self.goal is None or self._named not in _ON_GOAL:
            return True
        over = float(self.target.place[2]) - self._top  # its middle, over the goal's top
        return over - self.rest < (_BELOW_RIM if wide else _HEIGHT) and (wide or over - self.rest > -_HEIGHT)

    @property
    def settled(self) -> bool:
        """Whether the thing was put where it is to stand, and let go, as far as is known."""
        return self.target is not None and float(self.spot[0, 2]) > 0 and self.carried is None and (self.let_go or not self.target.missing) and self.arrived

    def sunk(self, objects: Objects) -> Tensor:
        """(N,) which tokens were measured to lie lower than what stands on a cube or the like can."""
        low = objects.place[0, :, 2] < (self._top + self.rest - 2 * _HEIGHT if self._on_what_is_picked_up else -1.0)
        return objects.exact[0] & low

    def outlasts(self, later: "Span") -> bool:
        """Whether what was put is still meant to be there after `later`: that took neither it nor what it stands on elsewhere."""
        taken = [self.target.place] + ([self.goal.place] if self._on_what_is_picked_up else [])
        return self.instruction != later.instruction and all(float((place - later.began).norm()) > TWIN for place in taken)

    @property
    def _named(self) -> str:
        return SKILLS[int(self.skill.argmax())]

    @property
    def on_goal(self) -> bool:
        """Whether its thing is to stand in or on another one."""
        return self.goal is not None and self._named in _ON_GOAL

    @property
    def _on_what_is_picked_up(self) -> bool:
        """Whether it is to stand on a cube or the like, not in or on something wide."""
        return self.on_goal and float(self.goal.kind[:PICKABLE].sum()) > 0.5

    @property
    def _top(self) -> float:
        """Metres from the table to the goal's top; the goal may itself stand on something."""
        return float(self.goal.place[2]) + self.goal.rest

    def target_columns(self) -> Tensor:
        return self.target.columns() if self.target else torch.zeros(1, THING)

    @property
    def opens(self) -> Tensor | None:
        """(1,) rad, base frame: the way the fingers are to open where walls leave only some; None where they open as they always do."""
        return None if self.grip is None or not self.reaching else torch.tensor([self.grip.opens(self.target)])

    def goal_columns(self) -> Tensor:
        return self.goal.columns() if self.goal else torch.zeros(1, THING)

    def follow(self, objects: Objects, tip: Tensor, turn: Tensor, felt: float | None) -> None:
        """The next look. tip (3,) and turn (3, 3): the fingers now; felt: their opening when something is between them."""
        self.tip = tip
        if self.target:
            self._follow_target(objects, tip, turn, felt)
        if self.goal:
            before, lay = self.goal.place.clone(), bool(self.goal.along.any())
            self.measured_height = before[2] if self.goal.exact else self.measured_height
            self.goal.follow(objects, trust=0.3, level=float((self.goal.place - tip).norm()) < _ABOUT, guessed=JUMP)
            if float(self.goal.place[2] - before[2]) > _HEIGHT:  # a goal does not rise: what was seen lies on it
                self.goal.place, self.goal.measured = before, False
            elif self.measured_height is not None and not self.goal.measured:  # nor does it sink: half hidden by what lies on it, its height is a guess
                self.goal.place[2] = self.measured_height
            if self._named in _ON_GOAL and self.carried is None and bool(self.goal.along.any()) != lay:  # the hand hid how it lies
                self._aim()
            if self._named in _ON_GOAL:  # it may have been pushed
                self.spot[0, :2] = self.goal.place[:2] + self.aside

    def begin_held(self, tip: Tensor, turn: Tensor, felt: float | None) -> None:
        """At the start of an instruction: a thing at the fingers that they feel is carried."""
        if self.target is None:
            return
        self.target.held = torch.zeros(())
        self.reached = self._reach(tip, turn)
        if felt is not None and self.reached is not None:
            self.carried, self.slack = self._gripped(self.reached, felt), _LOW
            self._carry(tip, turn)

    def _follow_target(self, objects: Objects, tip: Tensor, turn: Tensor, felt: float | None) -> None:
        before, self.reached = self.reached, self._reach(tip, turn)
        if felt is not None and self.carried is None:
            reached = self.reached if before is None else before  # it may have been lifted since the last look
            self.carried = None if reached is None else self._gripped(reached, felt)
        if felt is not None and self.carried is not None:
            self._carry(tip, turn)
            return
        dropped, self.carried = self.carried is not None, None
        self.let_go = self.let_go or dropped
        self.target.held = torch.zeros(())
        if dropped:
            self._fall()
        put, there = self.let_go and self.arrived and not self.checking, self.target.place
        self.target.follow(objects, fallen=dropped or self.checking, level=float((there - tip).norm()) < _ABOUT)
        if put and not self.target.measured and float((there - tip)[:2].norm()) < _ASIDE:
            self.target.place = there  # half hidden by the hand that let go of it, it seems to be elsewhere
        if not (self.let_go or dropped) and self._sank(there):
            self.target.place, self.target.measured = there, False
        self._stand_on_goal(objects)
        self._find_astray(objects, tip)
        self.waited = self.waited + 1 if self._pushed and not self.target.missing else 0
        plain = not self.target.missing and (self.waited > _PATIENCE or float((self.target.place - tip)[:2].norm()) > _ASIDE)
        if self.sure is not None and (self.target.measured or plain):
            self.sure = self.target.place.clone()
        self.reached = self._reach(tip, turn)

    def _sank(self, there: Tensor) -> bool:
        """Whether the thing, which stood at `there` (3,) on another, now seems to be where that is: the fingers hide it, and what is seen under them is the other."""
        fell = there - self.target.place
        return float(there[2]) > self.rest + _HEIGHT and float(fell[2]) > _HEIGHT and float(fell[:2].norm()) < self.rest

    @property
    def parting(self) -> bool:
        """Whether the fingers are still about what they let go where it is to stand: they are to go straight up, whatever it looks like under them."""
        if not self.let_go or self.carried is not None or not float(self.spot[0, 2]) or self.in_the_way or not self.arrived:
            return False
        return float((self.target.place - self.tip)[:2].norm()) < _GRASP and float(self.tip[2]) < max(_UP, float(self.target.place[2]) + self.rest + _CLEAR)

    def _find_astray(self, objects: Objects, tip: Tensor) -> None:
        """What was let go and is not to be seen as what it was is what lies astray, and from now on that: a cup on its side is no cup to the eye."""
        index = self.astray(objects, tip) if self.let_go and self.target.missing >= LOST else None
        heard, self.rumour = self.rumour, None if index is None else objects.place[0, index].clone()
        if index is None or heard is None or float((heard - self.rumour).norm()) > JUMP:
            return
        self.target, self.rumour = replace(Thing.of(objects, index), color=self.target.color, twins=self.target.twins), None
        self.rest = self.target.rest

    def astray(self, objects: Objects, tip: Tensor, others: Tensor | None = None) -> int | None:
        """The token that may be the thing lying where it should not: of its colour, where nothing stood before, and not under the hand at `tip` (3,).

        others (N,): which tokens come into question, where not all do.
        """
        place, color = objects.place[0], (objects.color[0] * self.target.color).sum(-1)
        fit = (objects.present[0] if others is None else others) & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5) & (objects.held[0] < 0.5) & (color > _COLOR) & ~self.within(place)
        fit &= (place - tip)[:, :2].norm(dim=-1) > _ABOUT
        if len(self.stood):
            fit &= torch.cdist(place[:, :2], self.stood[:, :2]).amin(1) > TWIN
        gap = (place - self.target.place).norm(dim=-1).masked_fill(~fit, torch.inf)
        return int(gap.argmin()) if bool(fit.any()) else None

    def within(self, place: Tensor) -> Tensor:
        """(N,) whether what is at `place` (N, 3) is, seen from above, where the thing is to stand."""
        wide = self.on_goal and not self._on_what_is_picked_up
        where = self.goal.place[:2] if wide else self.spot[0, :2]
        near = min(_ON_TOP, HALF_HEIGHTS["cube"][int(self.goal.size.argmax())]) if self._on_what_is_picked_up else _ARRIVED  # beyond a cube's edge it is falling
        return (place[:, :2] - where).norm(dim=-1) < near

    def _fall(self) -> None:
        """What was let go lies on what is under it, though the hand may hide it: the goal, if it was over that, or the table."""
        floor = 0.0
        if self.goal is not None and float((self.target.place - self.goal.place)[:2].norm()) < (_ON_TOP if self._on_what_is_picked_up else _ARRIVED):
            floor = self._top if self._on_what_is_picked_up else _HOLLOW
        self.target.place[2], self.target.exact = min(float(self.target.place[2]), floor + self.rest), False

    def _stand_on_goal(self, objects: Objects) -> None:
        """Two things cannot be in one place: what is seen where the goal stands lies on it, though from above it looks as if on the table.

        And what was measured as high over the goal as the thing would stand there is the thing, whatever colour the two of them give it.
        """
        if not self._on_what_is_picked_up:
            return
        height = torch.tensor(self._top + self.rest)
        if self.target.missing:
            there = objects.exact[0] & ((objects.place[0, :, :2] - self.goal.place[:2]).norm(dim=-1) < _ON_TOP) & ((objects.place[0, :, 2] - height).abs() < _HEIGHT)
            if bool(there.any()):
                self.target.place, self.target.exact, self.target.measured, self.target.missing = objects.place[0, int(there.int().argmax())].clone(), True, True, 0
        elif not self.target.exact and float((self.target.place - self.goal.place)[:2].norm()) < _ON_TOP:
            self.target.place[2] = torch.maximum(self.target.place[2], height)

    def _reach(self, tip: Tensor, turn: Tensor) -> Tensor | None:
        """Where the thing is in the fingers' frame, if they are about it."""
        away = self.target.place - tip
        return (turn.T @ away).clamp(-0.04, 0.04) if float(away.norm()) < _GRASP else None

    def _gripped(self, reached: Tensor, opening: float) -> Tensor:
        """Where in the fingers' frame (3,) the thing is that they hold, from where it seemed to be and how wide they stand.

        A thing that is gripped lies against the fixed finger, half its own width away; closing may have pushed it there unseen.
        """
        return torch.stack([torch.tensor(held_width(opening) / 2), reached[1] * (1.0 if self.target.exact else _ASKEW), reached[2]])

    def _carry(self, tip: Tensor, turn: Tensor) -> None:
        before = self.target.place
        self.target.place = tip + turn @ self.carried
        self.target.held, self.target.missing = torch.ones(()), 0
        self.sure = None if self.sure is None else self.target.place.clone()
        there = float(self.spot[0, 2]) > 0 and bool(self.within(self.target.place[None]))
        self.idle = self.idle + 1 if there and float((self.target.place - before).norm()) < _HARDLY else 0

    @property
    def stuck(self) -> bool:
        """Whether what is carried is where it is to stand but goes no further: something is in its way, and it may be let go where it is; sooner where it is low."""
        return self.carried is not None and self.idle >= (_LONG_ENOUGH if self._low else 2 * _LONG_ENOUGH)

    @property
    def reaching(self) -> bool:
        """Whether the hand is on its way to take the thing, or about it."""
        return self.target is not None and self._named != "put_down" and self.carried is None and not (self.let_go and self.arrived) and not self.in_the_way

    @property
    def at_work(self) -> Tensor | None:
        """(2,) metres, base frame: where the hand may go low between other things; None where it is only on its way."""
        if self.target is None or self.in_the_way:
            return None
        if self.carried is None:
            return self.target.place[:2]
        return self.spot[0, :2] if float(self.spot[0, 2]) else None

    @property
    def neighbours(self) -> Tensor:
        """(K, 4): the obstacles, and the goal, which is one as long as the thing is to be taken."""
        if self.goal is None:
            return self.obstacles
        return torch.cat([self.obstacles, self.goal.obstacle[None]])

    @property
    def hangs(self) -> float:
        """Metres by which what is carried hangs below the fixed finger's tip."""
        return 0.0 if self.carried is None else max(float(self.tip[2] - self.target.place[2]) + self.rest, 0.0)

    @property
    def may_let_go(self) -> bool:
        """Whether fingers that hold the thing may open: it is where it is to stand. A hand that is still on its way is often told to open too early."""
        if self.carried is None or not float(self.spot[0, 2]):
            return True
        near = _NEAR_ON_TOP if self._on_what_is_picked_up else _NEAR
        return self._low and float((self.target.place[:2] - self.spot[0, :2]).norm()) < near

    @property
    def _low(self) -> bool:
        """Whether its lowest point is about where it is to stand."""
        if not self.on_goal:
            floor, over = 0.0, _LOW
        elif self._on_what_is_picked_up:
            floor, over = self._top, _LOW
        else:
            floor, over = FLOORS[KINDS[int(self.goal.kind.argmax())]], 2 * _LOW
        return float(self.target.place[2]) - self.rest - floor < over + self.slack

    def places(self) -> list[tuple[tuple[Tensor, Tensor], str]]:
        return [((t.pixel, t.place), t.label) for t in (self.target, self.goal) if t is not None]
