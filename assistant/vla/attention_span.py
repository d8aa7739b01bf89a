"""What an instruction is about, kept in mind while it is carried out: the thing, where it goes, and that both go on existing when the hand hides them.

Knows object tokens; nothing of pixels, words or joints.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from assistant.vla.action import THING, thing_columns
from assistant.vla.language import NO_GOAL, NO_TARGET, SKILLS
from assistant.vla.shapes import HALF_HEIGHTS, RADII
from assistant.vla.sight import COLORS, KINDS, PICKABLE, SIZES, Objects
from assistant.vla.spot import Disc, spot_beside, spot_for_down, spot_inside

LIKE = 0.2
"""Likeness from which a token may be the thing that is kept in mind."""
_ON_GOAL = ("put_in", "put_on")
_ON_TOP = 0.018  # metres between the middles of two things that are picked up within which one stands on the other
_GATE = 0.06  # metres a thing may seem to have moved between two looks and still be the same one
_FALL = 0.15  # the same, just after the fingers let go of it
_JUMP = 0.025  # metres it seems to have moved from which it must be seen there twice running to be believed
_HOLLOW = 0.006  # metres from the table to what lies in a bowl, in a box or on a plate
_TWIN = 0.03  # metres from where its twin stood within which what is seen is the twin
_ABOUT = 0.08  # metres from the fingertips within which they hide how high a thing stands
_MEASURED = 0.8  # share that is believed of a place that was measured
_STILL = 0.15  # opening a second below which the fingers stand still
_RESISTED = 0.025  # opening by which the fingers stay wider than told when something is between them
_WIDEST_HOLD = 0.50  # opening beyond which the fingers hold nothing that Vela can pick up
_WIDTH, _NARROWER = 0.148, 0.0085  # metres between fingers that hold something: the first times their opening, less the second; measured on the model's grasps, within 1.5 mm
_ASKEW = 0.5  # share that is believed of how far a thing that was not measured seems to lie aside from the middle of the fingers
_EMPTY_HAND = 0.10  # opening below which the fingers touch and nothing can be between them
_GRASP = 0.06  # metres from the fingertips within which what resists them is the thing
_ARRIVED = 0.045  # metres from its spot, or from the middle of what it lies in, within which a thing may be said to be there
_HEIGHT = 0.008  # metres by which what stands on something may seem higher or lower than that
_BELOW_RIM = 0.003  # metres over the rim of what it lies in at which its lowest point still may seem to be
_LIKELY = 0.5  # the hand's own judgement from which it is worth a look
_PATIENCE = 8  # looks without the thing after which the hand's word counts
_LOST = 4  # looks without it, after which it is searched for anywhere, and the hand moves aside
_GONE = 14  # looks without it, after which going on would be groping


def feels(opening: float, told: float, speed: float) -> bool:
    """Whether something is between the fingers, by their opening in [0, 1], the one they were told to have, and how fast they move (1/s).

    Closing on nothing they lag behind what they are told, too; but then they move.
    """
    return opening - told > _RESISTED and abs(speed) < _STILL and _EMPTY_HAND < opening < _WIDEST_HOLD


@dataclass
class Thing:
    """One thing kept in mind. place (3,) metres, base frame; exact: it was measured, and measured: at this very look; the rest as in Objects, without batch and slot."""

    kind: Tensor
    color: Tensor
    size: Tensor
    place: Tensor
    turn: Tensor
    held: Tensor
    pixel: Tensor
    exact: bool = False
    measured: bool = False
    missing: int = 0
    rumour: Tensor | None = None  # where it was seen last, if that was elsewhere: once is no proof, for a hand in the way may look like anything
    twins: Tensor = field(default_factory=lambda: torch.zeros(0, 3))  # (K, 3) where others stood that look like it

    @classmethod
    def of(cls, objects: Objects, index: int) -> "Thing":
        thing = cls(*(getattr(objects, name)[0, index].clone() for name in ("kind", "color", "size", "place", "turn", "held", "pixel")))
        thing.exact = bool(objects.exact[0, index])
        others = thing.likeness(objects) > LIKE
        others[index] = False
        thing.twins = objects.place[0, others].clone()
        return thing

    def likeness(self, objects: Objects) -> Tensor:
        """(N,) how far each token has this thing's kind and colour, 0 to 1."""
        return (objects.kind[0] * self.kind).sum(-1) * (objects.color[0] * self.color).sum(-1) * objects.present[0]

    def write_to(self, objects: Objects, index: int) -> None:
        """Makes slot `index` of the tokens, in place, this thing."""
        for name in ("kind", "color", "size", "place", "turn", "held", "pixel"):
            getattr(objects, name)[0, index] = getattr(self, name)
        objects.present[0, index] = True

    def columns(self) -> Tensor:
        return thing_columns(self.kind, self.size, self.place, self.turn, self.held, torch.ones(()))[None]

    @property
    def label(self) -> str:
        return f"{COLORS[int(self.color.argmax())]} {KINDS[int(self.kind.argmax())]}"

    def follow(self, objects: Objects, trust: float = 0.6, fallen: bool = False, level: bool = False, guessed: float = 0.012) -> None:
        """Takes in the object token that is this thing, if one is: like it, and not far from where it was.

        trust: how far the new place replaces the old; fallen: the fingers just let go of it; level: it stands as high as it stood; guessed: metres
        aside within which a guess, which knows least of heights, says nothing against what was measured before.

        A token that looks held is passed over: what the fingers feel is not looked for, so the hand is only in front of it, and its height a guess.
        """
        like = self.likeness(objects) * (objects.kind[0, :, :PICKABLE].sum(-1).round() == self.kind[:PICKABLE].sum().round())
        gap = (objects.place[0] - self.place).norm(dim=-1)
        gate = 1.0 if self.missing >= _LOST else _FALL if fallen else _GATE
        fit = torch.where((gap < gate) & (like > LIKE) & (objects.held[0] < 0.5) & ~self._twin(objects, gap), like.sqrt() - gap / 0.10, -torch.inf)
        best, self.measured = int(fit.argmax()), False
        if not torch.isfinite(fit[best]):
            self.missing += 1
            return
        far = float(gap[best]) > _JUMP
        heard, self.rumour = self.rumour, objects.place[0, best].clone() if far else None
        if far and not fallen and (heard is None or float((heard - objects.place[0, best]).norm()) > _JUMP):
            self.missing += 1
            return
        exact = self.measured = bool(objects.exact[0, best])
        share = 1.0 if far else max(trust, _MEASURED) if exact else trust
        moved = objects.place[0, best] - self.place
        if not exact and not far and not fallen:
            if level:
                moved[2] = 0.0
            if self.exact and float(moved[:2].norm()) < guessed:
                moved.zero_()
        self.place, self.exact = self.place + share * moved, exact or (self.exact and not far)
        self.turn = torch.nn.functional.normalize(self.turn + share * (objects.turn[0, best] - self.turn), dim=-1)
        self.pixel, self.missing = objects.pixel[0, best].clone(), 0

    def _twin(self, objects: Objects, gap: Tensor) -> Tensor:
        """(N,) which tokens are a twin that stands where it stood, and not this thing, which is `gap` (N,) metres from them."""
        if not len(self.twins):
            return torch.zeros_like(gap, dtype=torch.bool)
        return (torch.cdist(objects.place[0], self.twins).amin(1) < _TWIN) & (gap > _TWIN)


@dataclass
class Span:
    """skill (1, 13) probabilities; spot (1, 3): x, y in metres where the thing is to stand and whether there is such a place;
    aside (2,): metres by which the spot lies aside from the middle of the goal that it is in or on.

    checking: the hand thinks that it is done, and goes out of the way to see; looked: how often in vain.
    carried: where the thing is in the fingers' frame while they feel it, or None: a camera above cannot tell how high a thing hangs,
    the fingers' own position can. reached: the same while they are about it and do not feel it yet.
    rest: the height of the target's middle above what it stands on, metres.
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

    @classmethod
    def begin(cls, instruction: str, skill: Tensor, objects: Objects, points: Tensor) -> "Span | None":
        """points (N + 1, 2): how surely each token is the thing, and where it goes; the last: that it is not there. None when one that is needed is not."""
        named, absent = int(skill.argmax()), len(points) - 1
        indexes = [None if named in none else int(points[:, column].argmax()) for column, none in enumerate((NO_TARGET, NO_GOAL))]
        if absent in indexes:
            return None
        target, goal = (None if index is None else Thing.of(objects, index) for index in indexes)
        rest = 0.015 if target is None else HALF_HEIGHTS[KINDS[int(target.kind.argmax())]][int(target.size.argmax())]
        span = cls(instruction, skill, target, goal, rest=rest)
        if target is not None and SKILLS[named] != "pick":
            others = [_disc(objects.kind[0, i], objects.size[0, i], objects.place[0, i]) for i in range(absent) if objects.present[0, i] and i not in indexes]
            span.spot = span._spot(SKILLS[named], others)
            if goal is not None:
                span.aside = span.spot[0, :2] - goal.place[:2]
        return span

    def _spot(self, skill: str, others: list[Disc]) -> Tensor:
        thing = _disc(self.target.kind, self.target.size, self.target.place)
        if self.goal is None:
            x, y = spot_for_down(thing, others)
        elif skill not in _ON_GOAL:
            x, y = spot_beside(skill, thing, _disc(self.goal.kind, self.goal.size, self.goal.place), others)
        elif self._on_what_is_picked_up:
            x, y = self.goal.place[:2].tolist()
        else:
            x, y = spot_inside(thing, _disc(self.goal.kind, self.goal.size, self.goal.place), KINDS[int(self.goal.kind.argmax())], others)
        return torch.tensor([[x, y, 1.0]])

    @property
    def lost(self) -> bool:
        """Whether what it acts on has not been seen or felt for so long that to go on would be to grope."""
        return self.target is not None and self.target.missing > _GONE and not self.checking

    @property
    def in_the_way(self) -> bool:
        """Whether the hand is to move aside, for the thing is not to be seen: where the hand is, it sees least."""
        return self.checking or (self.target is not None and self.target.missing > _LOST)

    def check(self, done: float) -> float:
        """How sure it is that the instruction is carried out, of the hand's own judgement `done`, by what is to be seen of the thing now.

        What the hand has put somewhere it hides as well. So nothing is done before it is seen there; see `checking`.
        """
        if self.target is None or not float(self.spot[0, 2]):
            return done
        if self.carried is not None or not (self.checking or done > _LIKELY):
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
    def arrived(self) -> bool:
        """Whether the thing is, as far as is known, where it is to stand, and neither on top of something else there nor fallen off."""
        wide = self.goal is not None and self._named in _ON_GOAL and not self._on_what_is_picked_up
        where = self.goal.place[:2] if wide else self.spot[0, :2]
        if float((self.target.place[:2] - where).norm()) > (_ON_TOP if self._on_what_is_picked_up else _ARRIVED):
            return False
        if not self.target.exact or self.goal is None or self._named not in _ON_GOAL:
            return True
        over = float(self.target.place[2]) - 2 * float(self.goal.place[2])  # its middle, over the goal's top
        return over - self.rest < (_BELOW_RIM if wide else _HEIGHT) and (wide or over - self.rest > -_HEIGHT)

    @property
    def settled(self) -> bool:
        """Whether the thing was put where it is to stand, and let go."""
        return self.target is not None and float(self.spot[0, 2]) > 0 and self.carried is None and not self.target.missing and self.arrived

    @property
    def _named(self) -> str:
        return SKILLS[int(self.skill.argmax())]

    @property
    def _on_what_is_picked_up(self) -> bool:
        """Whether it is to stand on a cube or the like, not in or on something wide."""
        return self.goal is not None and self._named in _ON_GOAL and float(self.goal.kind[:PICKABLE].sum()) > 0.5

    def target_columns(self) -> Tensor:
        return self.target.columns() if self.target else torch.zeros(1, THING)

    def goal_columns(self) -> Tensor:
        return self.goal.columns() if self.goal else torch.zeros(1, THING)

    def follow(self, objects: Objects, tip: Tensor, turn: Tensor, felt: float | None) -> None:
        """The next look. tip (3,) and turn (3, 3): the fingers now; felt: their opening when something is between them."""
        if self.target:
            self._follow_target(objects, tip, turn, felt)
        if self.goal:
            before = self.goal.place.clone()
            self.goal.follow(objects, trust=0.3, level=float((self.goal.place - tip).norm()) < _ABOUT, guessed=_JUMP)
            if float(self.goal.place[2] - before[2]) > _HEIGHT:  # a goal does not rise: what was seen lies on it
                self.goal.place, self.goal.measured = before, False
            if self._named in _ON_GOAL:  # it may have been pushed
                self.spot[0, :2] = self.goal.place[:2] + self.aside

    def begin_held(self, tip: Tensor, turn: Tensor, felt: float | None) -> None:
        """At the start of an instruction: a thing at the fingers that they feel is carried."""
        if self.target is None:
            return
        self.target.held = torch.zeros(())
        self.reached = self._reach(tip, turn)
        if felt is not None and self.reached is not None:
            self.carried = self._gripped(self.reached, felt)
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
        self.target.held = torch.zeros(())
        if dropped:
            self._fall()
        self.target.follow(objects, fallen=dropped or self.checking, level=float((self.target.place - tip).norm()) < _ABOUT)
        self._stand_on_goal(objects)
        self.reached = self._reach(tip, turn)

    def _fall(self) -> None:
        """What was let go lies on what is under it, though the hand may hide it: the goal, if it was over that, or the table."""
        floor = 0.0
        if self.goal is not None and float((self.target.place - self.goal.place)[:2].norm()) < (_ON_TOP if self._on_what_is_picked_up else _ARRIVED):
            floor = 2 * float(self.goal.place[2]) if self._on_what_is_picked_up else _HOLLOW
        self.target.place[2], self.target.exact = min(float(self.target.place[2]), floor + self.rest), False

    def _stand_on_goal(self, objects: Objects) -> None:
        """Two things cannot be in one place: what is seen where the goal stands lies on it, though from above it looks as if on the table.

        And what was measured as high over the goal as the thing would stand there is the thing, whatever colour the two of them give it.
        """
        if not self._on_what_is_picked_up:
            return
        height = 2 * self.goal.place[2] + self.rest
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
        width = _WIDTH * opening - _NARROWER
        return torch.stack([torch.tensor(width / 2), reached[1] * (1.0 if self.target.exact else _ASKEW), reached[2]])

    def _carry(self, tip: Tensor, turn: Tensor) -> None:
        self.target.place = tip + turn @ self.carried
        self.target.held, self.target.missing = torch.ones(()), 0

    def places(self) -> list[tuple[tuple[Tensor, Tensor], str]]:
        return [((t.pixel, t.place), t.label) for t in (self.target, self.goal) if t is not None]


def _disc(kind: Tensor, size: Tensor, place: Tensor) -> Disc:
    return Disc(float(place[0]), float(place[1]), RADII[KINDS[int(kind.argmax())]][int(size.argmax())])
