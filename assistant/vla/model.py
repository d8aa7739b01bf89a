"""RobotVLA: one model that sees, understands, talks and moves. The bundled brain.

Three parts with one flow: sight makes object tokens of a picture, language reads them with the conversation and writes the reply or grounds an
instruction, the hand decodes a chunk of joint targets from that. A `transformers` PreTrainedModel; safetensors only.
Knows nothing of servos, microphones or the simulator.
"""

from __future__ import annotations

import weakref
from collections import deque
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor
from transformers import PreTrainedModel

from assistant.interface import ActionChunk, Conversation, Explanation, Observation, Reply, Utterance
from assistant.vla.action import ROWS, THING, Hand
from assistant.vla.attention_span import Span
from assistant.vla.camera_pose import CameraPose
from assistant.vla.calibration import threshold
from assistant.vla.configuration import RobotVLAConfig
from assistant.vla.explaining import Thought, explained
from assistant.vla.depth import InDepth, measure
from assistant.vla.embodiment import BODIES, prompt_of, prompt_vector
from assistant.vla.end_effector import targets as joint_targets
from assistant.vla.fingers import felt_by
from assistant.vla.former_places import WHERE_IT_WAS
from assistant.vla.hidden import where_they_stood
from assistant.vla.language import NO_TARGET, SKILLS, Language
from assistant.vla.looking_back import look_back
from assistant.vla.loading import CheckpointError, model_type, quietly
from assistant.vla.passing import put_right
from assistant.vla.placed import make_out, still_there
from assistant.vla.pointing import in_line, place_point, point_of, points_of
from assistant.vla.recollection import Recollection
from assistant.vla.sight import HEIGHT, PICKABLE, SHARP_HEIGHT, SHARP_WIDTH, WIDTH, Fovea, Objects, Sight, copied, find_objects, look_again
from assistant.vla.thing import LIKE, Thing
from assistant.vla.thinking import Ahead, decide
from assistant.vla.tokens import MARKS, Reading, Writing

TOKENIZER = "tokenizer.json"
_GOING_HOME = F.one_hot(torch.tensor([SKILLS.index("home")]), len(SKILLS)).float(), torch.zeros(1, THING), torch.zeros(1, THING), torch.zeros(1, 3)
"""What the hand is given for an instruction to go home: its skill, and no thing, goal or spot."""
COVERAGE = 0.96
"""Share of commands whose meaning is to be among what the model considers, unless config.yaml says otherwise."""
_IN_HAND = 0.06  # metres from the fingertips to where a thing is seen within which it may be what they hold
_OPENED = 0.2  # share of the opening by which the fingers open to let go of what is stuck
REMEMBERED = 16
"""Replies whose thoughts are kept, in case somebody asks why: tens of kilobytes each."""


class RobotVLA(PreTrainedModel):
    """The bundled VLA (see `assistant.interface.VLA`). Not thread-safe: one owner, which calls `reset` before a new instruction."""

    config_class = RobotVLAConfig
    base_model_prefix = "robot_vla"
    main_input_name = "image"

    def __init__(self, config: RobotVLAConfig) -> None:
        super().__init__(config)
        self.sight = Sight(config.fine, config.coarse, config.blocks)
        self.fovea = Fovea()
        self.language = Language(config.pieces, len(config.words) + len(MARKS), config.width, config.heads, config.layers, config.decoder_layers)
        self.hand = Hand(config.hand_width, config.hand_heads, config.hand_layers)
        self.writing = Writing(config.words)
        self.reading: Reading | None = None
        self.coverage = COVERAGE
        self.body = "joints"
        self._told: Tensor | None = None  # what the hand is told of its body
        self._camera: CameraPose | None = None
        self.forget()
        self.post_init()

    def _init_weights(self, module) -> None:
        """The parts initialise themselves."""

    @property
    def threshold(self) -> float:
        """Chance from which a deed may be what is meant, by `coverage` (see calibration.py)."""
        return threshold(self.config.calibration, self.coverage)

    def embody(self, body: str, prompt: str | None = None) -> None:
        """Takes another body, one of BODIES. prompt: what the model is told of it, by default the body's own. ValueError for a body there is not."""
        if body not in BODIES:
            raise ValueError(f"There is no body {body!r}; the bodies are {', '.join(BODIES)}.")
        self.body = body
        self._told = prompt_vector(prompt_of(body) if prompt is None else prompt, self.reading.tokenizer, self.language.meaning)

    def _motion(self, joints: Tensor, tokens: Tensor) -> Tensor:
        """(ROWS, 6) absolute joint targets, from whatever the body's controller takes."""
        if self.body == "joints":
            return self.hand.chunk(joints, tokens, self.config.flow_steps)[0]
        return joint_targets(self.hand.body, joints[0], self.hand.steps(tokens, self.config.flow_steps)[0])

    @classmethod
    def from_backbone(cls, name: str | Path, **options):
        """The same, full size: around a published Qwen3-VL, by its name or its folder; for fine-tuning. See `BackboneVLA.from_backbone`."""
        from assistant.vla.backbone import BackboneVLA  # heavy, and the bundled model needs none of it

        return BackboneVLA.from_backbone(name, **options)

    @classmethod
    def from_pretrained(cls, folder, *args, **options):
        """The model and its tokenizer from a folder that `save_pretrained` wrote: a RobotVLA, or the BackboneVLA that was saved there.

        OSError when something is missing; CheckpointError, one sentence, when it is another kind of model.
        """
        kind = model_type(Path(folder))
        if kind == "vela_backbone_vla":
            from assistant.vla.backbone import BackboneVLA

            return BackboneVLA.from_pretrained(folder, *args, **options)
        if kind != cls.config_class.model_type:
            raise CheckpointError(f"The model in {folder} is {kind or 'of no kind that it names'}, not one of Vela's; of a Qwen3-VL, RobotVLA.from_backbone makes one, to be fine-tuned.")
        with quietly():
            model, loading = super().from_pretrained(folder, *args, **options, output_loading_info=True, ignore_mismatched_sizes=True)
        if loading["missing_keys"]:
            raise OSError(f"it lacks {len(loading['missing_keys'])} of the model's parameters, {min(loading['missing_keys'])} for one: it was trained for another version of Vela")
        if loading["unexpected_keys"]:
            raise OSError(f"it has {len(loading['unexpected_keys'])} parameters that its config has no place for, {min(loading['unexpected_keys'])} for one: its files are not of one model")
        if loading["mismatched_keys"]:
            raise OSError(f"its {min(loading['mismatched_keys'])[0]} is of another size: it was trained for another version of Vela")
        tokens = Path(folder) / TOKENIZER
        if not tokens.exists():
            raise OSError(f"{tokens} is missing: the checkpoint is not whole. Get it again, or train one with `python app.py train`.")
        model.reading = Reading(Tokenizer.from_file(str(tokens)))
        if model.config.embodiment:
            model.embody("joints", model.config.embodiment)
        return model.eval()

    def save_pretrained(self, folder, **options) -> None:
        """Weights and tokenizer; in 16 bits, which is half the size, and read back as 32: it says and does the same."""
        options.setdefault("state_dict", {name: value.half() if value.is_floating_point() else value for name, value in self.state_dict().items()})
        super().save_pretrained(folder, **options)
        self.reading.tokenizer.save(str(Path(folder) / TOKENIZER))

    # -- the VLA protocol ----------------------------------------------------

    def forget(self) -> None:
        """A new conversation, at a table that may be another: nothing is remembered but where the camera stands."""
        self._span: Span | None = None
        self._in_hand: Thing | None = None  # what the fingers feel, from when it was taken; outlives an instruction
        self._promised: dict[str, tuple[Thing | None, Thing | None]] = {}  # what the steps of the last reply act on, and what they take it to: "the left one" may be another once the first is moved
        self._out_of_sight: set[str] = set()  # steps about what only depth and memory say is there
        self._table = Recollection()
        self._done: list[Span] = []  # what it did since it was last told to, as far as that puts a thing somewhere
        self._amiss: dict[str, Span] = {}  # of that, what turned out to be undone again
        self._thoughts: deque[Thought] = deque(maxlen=REMEMBERED)
        self._ahead: Ahead | None = None

    def too_long(self, text: str) -> bool:
        """Whether it would read only the beginning of a sentence."""
        return self.reading.too_long(text)

    def reset(self) -> None:
        """Forgets the running instruction; what it has put somewhere is remembered as what it was."""
        span, self._span = self._span, None
        if span is None or span.target is None:
            return
        self._table.after(span)
        self._done = [done for done in self._done if done.outlasts(span)] + [span] * span.settled

    @torch.no_grad()
    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        """Answer, ask, refuse, or say which steps to carry out. ValueError when the observation lacks the model's camera."""
        self.reset()  # what the last instruction put somewhere belongs to what is remembered, not to what comes now
        self._find_camera(observation)
        ahead = self._ahead
        objects = ahead and ahead.seen(observation, self._standing().now) or self.see(observation)
        look = self._in_depth(observation)
        known = self._table.reconcile(objects, self._tip(observation), look)
        if dialogue and dialogue[-1].speaker != "event":
            self._done, self._amiss = [], {}
            self._table.former.told()
        self._in_hand = self._feel(objects, observation)
        if self._in_hand is None:
            self._table.former.empty()
        self._table.look_behind(objects, look, known)
        self._table.keep(objects)
        thought = ahead and ahead.thought_of(objects, observation, dialogue) or self._think(objects, observation, dialogue)
        self._promised = {step: tuple(None if index is None else Thing.of(objects, index) for index in indexes) for step, indexes in thought.things.items()}
        self._out_of_sight = {step for step, (target, _) in thought.things.items() if target in known}
        self._thoughts.append(thought)
        return thought.reply

    @torch.no_grad()
    def would_reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        """What `reply` would say to these, near enough. Changes nothing, and may be asked in another thread. ValueError as `reply`.

        Asked of the very same next, `reply` has less left to do.
        """
        stood = self._standing().now
        objects = self.see(observation)
        pristine = copied(objects)
        thought = self._aside(observation, dialogue, objects)
        self._ahead = Ahead(pristine, thought, stood)
        return thought.reply

    @torch.no_grad()
    def _aside(self, observation: Observation, dialogue: Conversation, objects: Objects | None = None) -> Thought:
        objects = self.see(observation) if objects is None else objects
        self._recognise(objects, observation)
        uncovered = self._table.uncover(objects)
        self._feel(objects, observation)
        self._table.look_behind(objects, self._in_depth(observation), uncovered)
        return self._think(objects, observation, dialogue)

    def explain(self, observation: Observation, dialogue: Conversation) -> Explanation:
        """Why `reply` says what it says to these: of its last replies from what it then thought, of any other thought through anew.

        Changes nothing, and may be asked in another thread. ValueError when the observation lacks the model's camera.
        """
        thought = next((t for t in tuple(self._thoughts) if t.is_about(observation, dialogue)), None)
        if thought is None:
            thought = self._aside(observation, dialogue)
        return explained(thought, self.language, points_of(thought.objects, observation, self.config.camera), self.config.camera, observation.images[self.config.camera].shape[:2])

    @torch.no_grad()
    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        """The next targets for the instruction. ValueError when the observation lacks the model's camera."""
        objects = self.see(observation)
        self._recognise(objects, observation)
        joints = torch.as_tensor(np.asarray(observation.state, np.float32))[None]
        tip, turn = self.hand.body(joints[:, :5])
        felt = felt_by(observation)
        if self._span is None or self._span.instruction != instruction:
            self._in_hand = self._feel(objects, observation)
            self._table.look_behind(objects, self._in_depth(observation))
            self._span = self._once_more(instruction, objects, tip[0]) or self._ground(instruction, objects)
            if self._span is not None:
                self._span.begin_held(tip[0], turn[0], felt)
        else:
            self._span.follow(objects, tip[0], turn[0], felt)
        span = self._span
        if span is not None and span.carried is not None:
            if self._in_hand is None and span.former is not None:
                self._table.former.take(span.former)
            self._in_hand = span.target
        if span is None or span.lost:
            return ActionChunk(joints.repeat(ROWS, 1).numpy().astype(np.float32), self.config.dt, unseen=True)
        tokens = self.hand.condition(joints, span.skill, span.target_columns(), span.goal_columns(), span.spot, self._told, span.opens)
        done = span.check(float(torch.sigmoid(self.hand.done(tokens.flatten(1)))[0, 0]))
        if done and (reach := span.unproven) and (look := self._in_depth(observation)) is not None and look.bare(span.target.place, reach):
            span.give_up()
            done = 0.0
        if span.in_the_way:
            tokens = self.hand.condition(joints, *_GOING_HOME, self._told)
        targets = self._motion(joints, tokens)
        targets = put_right(self.hand.body, span, joints, targets)
        if span.parting:  # and no closer than they are told to be: what is half hidden under them may look as if it were to be gripped
            targets[:, 5].clamp_(min=float(joints[0, 5] if observation.goal is None else max(joints[0, 5], observation.goal[5])))
        if not span.may_let_go and observation.goal is not None:
            targets[:, 5].clamp_(max=float(observation.goal[5]))
        if span.stuck:
            targets = joints.repeat(ROWS, 1)
            targets[:, 5] += _OPENED
        targets[:, 5] = joints[0, 5] if span.in_the_way else targets[:, 5].clamp(0.0, 1.0)  # aside, as it is: fingers that close would seem to grip at nothing
        points = [place_point(seen, observation, self.config.camera, label) for seen, label in span.places()]
        return ActionChunk(targets.numpy().astype(np.float32), self.config.dt, done, tuple(points))

    @torch.no_grad()
    def look_back(self, observation: Observation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of the instructions carried out since the last reply those whose thing is no longer where it was put, and those whose thing is hidden."""
        self.reset()
        objects = self.see(observation)
        self._recognise(objects, observation)
        self._feel(objects, observation)
        amiss, hidden = look_back(self._done, objects, self._tip(observation))
        self._amiss = {span.instruction: span for span in amiss}
        return tuple(self._amiss), tuple(span.instruction for span in hidden)

    # -- the parts -----------------------------------------------------------

    def _find_camera(self, observation: Observation) -> None:
        """Where the camera stands now, by the arm in the depth picture; without depth, or where too little is to be seen, as before."""
        depth, intrinsics = observation.depth.get(self.config.camera), observation.intrinsics.get(self.config.camera)
        if depth is None or intrinsics is None or not self.hand.body.surface.any():
            return
        surface = self.hand.body.surfaces(torch.as_tensor(np.asarray(observation.state, np.float32))[:5])
        self._standing().follow(depth, intrinsics, surface.double().numpy())

    def _standing(self) -> CameraPose:
        if self._camera is None:
            self._camera = CameraPose(self.sight.camera.double().numpy())
        return self._camera

    def _pose(self) -> Tensor:
        """(3, 4): camera frame from base frame, as it is now."""
        standing = self._standing()
        return torch.from_numpy(standing.now) if standing.moved else self.sight.camera

    def see(self, observation: Observation) -> Objects:
        """Object tokens (batch of one) of the observation's picture."""
        image = observation.images.get(self.config.camera)
        if image is None:
            raise ValueError(f"The model looks through the camera {self.config.camera!r}, and this observation has none of that name.")
        picture = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255
        if picture.shape[-2:] != (SHARP_HEIGHT, SHARP_WIDTH):
            picture = F.interpolate(picture, (SHARP_HEIGHT, SHARP_WIDTH), mode="bilinear", antialias=True)
        depth, intrinsics = observation.depth.get(self.config.camera), observation.intrinsics.get(self.config.camera)
        standing = self._standing()
        moved = standing.moved and intrinsics is not None
        if moved:
            picture = standing.as_trained(picture, intrinsics)
        small = F.interpolate(picture, (HEIGHT, WIDTH), mode="area").contiguous(memory_format=torch.channels_last)
        objects = find_objects(self.sight(small), self.sight.ground, threshold=self.config.found)
        make_out(self._table.placed, objects)
        look_again(self.fovea, picture[0], objects, self.sight.ground)
        if moved:
            objects.pixel[0] = standing.as_seen(objects.pixel[0], intrinsics, WIDTH / SHARP_WIDTH)
        if depth is not None and intrinsics is not None:
            measure(depth, intrinsics, self._pose(), self._tip(observation), objects)
        return objects

    def _tip(self, observation: Observation) -> Tensor:
        """(3,) metres, base frame: the fingertips."""
        return self.hand.body(torch.as_tensor(np.asarray(observation.state, np.float32))[None, :5])[0][0]

    def _recognise(self, objects: Objects, observation: Observation) -> None:
        """Gives, in place, what stands where something was put the looks of that."""
        self._table.recognise(objects, self._tip(observation))

    def _in_depth(self, observation: Observation) -> InDepth | None:
        depth, intrinsics = observation.depth.get(self.config.camera), observation.intrinsics.get(self.config.camera)
        return None if depth is None or intrinsics is None else InDepth(depth, intrinsics, self._pose())

    def _think(self, objects: Objects, observation: Observation, dialogue: Conversation) -> Thought:
        """The reply, and how it came about."""
        decided = decide(self.language, self.reading, self.writing, objects, dialogue, self.threshold)
        line, meant = decided.line, decided.meant
        points = [point_of(objects, i, observation, self.config.camera, float(meant[i].max())) for i in range(len(meant)) if i in decided.about or float(meant[i].max()) > 0.5]
        reply = Reply(line.kind, line.text, line.steps, line.options, tuple(points), confidence=float(np.exp(line.chance)))
        return Thought(weakref.ref(observation), tuple(dialogue), reply, line.numbers, decided.objects, decided.words, decided.states, decided.hidden, meant, decided.weighed, decided.things)

    def _feel(self, objects: Objects, observation: Observation) -> Thing | None:
        """Marks, in place, the thing between the fingers as held, and nothing else: they feel what a camera above hardly shows.

        Returns what is in the hand: what was, or None when the fingers feel nothing.
        """
        objects.held = torch.zeros_like(objects.held)
        if felt_by(observation) is None:
            return None
        tip = self._tip(observation)
        pickable = objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)
        if self._in_hand is not None:
            alike = (objects.color[0] * self._in_hand.color).sum(-1) > LIKE
            pickable &= (self._in_hand.likeness(objects) > LIKE) | alike & ~objects.exact[0]
        gap = in_line(objects, self._pose(), tip).masked_fill(~pickable, torch.inf)
        nearest = int(gap.argmin())
        seen = float(gap[nearest]) <= _IN_HAND
        if self._in_hand is None and not seen:
            return None
        if self._in_hand is not None:
            double = (gap <= _IN_HAND) & ~objects.exact[0] & ~where_they_stood(self._table.stood, objects)
            double[nearest] = False
            objects.present[0] &= ~double  # seen twice, it is still one thing
            if seen:
                self._in_hand.lend_looks(objects, nearest)  # held aslant, it looks like another kind now and then
            else:
                nearest = int((objects.present[0] * objects.score[0]).argmin())  # the hand hides it: remembered, in the place of the least sure
                self._in_hand.write_to(objects, nearest)
        objects.held[0, nearest] = 1.0
        objects.place[0, nearest] = tip
        return self._in_hand

    def _once_more(self, instruction: str, objects: Objects, tip: Tensor) -> Span | None:
        """The instruction again when what it put somewhere lies elsewhere: with the thing itself, whatever the words would be about by now."""
        before = self._amiss.pop(instruction, None)
        index = None if before is None else before.astray(objects, tip)
        return None if index is None else before.again(objects, index, self._table.unseen(objects))

    def _ground(self, instruction: str, objects: Objects) -> Span | None:
        """What the instruction is about; None when it names what is not to be seen, or is to take what lies under another thing."""
        covered = self._table.uncover(objects)
        states, _, _ = self.language.encode(self.reading.encode([[Utterance("step", instruction)]]), objects.to_features(), objects.present)
        skill = self.language.skill(states[:, 0]).softmax(-1)
        points = self.language.point(states, objects.present).softmax(1)[0]
        promised = self._promised.get(instruction, (None, None))
        if promised[0] is not None and instruction in self._out_of_sight and float(promised[0].likeness(objects).max()) < LIKE:
            return None  # it is known to be there, but fingers that do not see it would take what it lies in
        for column, thing in enumerate(promised):
            index = None if thing is None else still_there(thing, objects)
            if index is not None:
                points[:, column] = F.one_hot(torch.tensor(index), len(points)).float()
        if int(skill.argmax()) not in NO_TARGET and int(points[:, 0].argmax()) in covered:
            return None
        back = None
        if instruction.endswith(WHERE_IT_WAS):
            back = self._table.former.of_held or self._table.former.before(objects.place[0, int(points[:-1, 0].argmax())])
        base = None if back is None or back.base is None else still_there(back.base, objects)
        if base is None:
            return Span.begin(instruction, skill, objects, points, self._table.unseen(objects), None if back is None else back.place)
        skill = F.one_hot(torch.tensor(SKILLS.index("put_in" if back.base.hollow else "put_on")), len(SKILLS)).float()[None]
        points[:, 1] = F.one_hot(torch.tensor(base), len(points)).float()
        return Span.begin(instruction, skill, objects, points, self._table.unseen(objects))
