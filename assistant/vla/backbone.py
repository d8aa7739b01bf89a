"""The full-size VLA: a published vision-language model (Qwen3-VL) that sees, understands and talks, with a hand that moves by what it thinks.

The backbone reads pictures and conversation and writes the reply, one line in Vela's form (tokens.py); its hidden states over an instruction
condition a flow-matching DiT (chunk_decoder.py), shaped after Qwen-VLA (arXiv 2605.30280) and pi0. The body is a prompt.
Imported only when such a model is asked for. Knows nothing of servos, microphones or the simulator.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import SafetensorError
from torch import Tensor
from transformers import GenerationConfig, PretrainedConfig, PreTrainedModel
from transformers.models.qwen3_vl import Qwen3VLConfig, Qwen3VLForConditionalGeneration

from assistant.interface import JOINTS, ActionChunk, Conversation, Observation, Reply
from assistant.vla.chat import IGNORED, Chat, PictureProcessor
from assistant.vla.chunk_decoder import ChunkDecoder, Seen
from assistant.vla.loading import CheckpointError, check_memory, check_whole, find_backbone, quietly
from assistant.vla.tokens import read_line

PROMPTS = Path(__file__).parents[2] / "prompts"
_UNSEEN = 0.5  # probability of not seeing the thing from which the arm stands still


class BackboneVLAConfig(PretrainedConfig):
    """backbone: the settings of the Qwen3-VL. embodiment, manner: the system part, what body it is and how it replies.
    cameras: whose pictures it sees. rows of a chunk, dt seconds apart; flow_steps to decode one. width, heads, layers: of the hand.
    longest_reply: tokens."""

    model_type = "vela_backbone_vla"
    sub_configs = {"backbone": Qwen3VLConfig}

    def __init__(self, backbone: Qwen3VLConfig | dict | None = None, embodiment: str = "", manner: str = "", cameras: Sequence[str] = ("front",), rows: int = 8, dt: float = 0.1,
                 flow_steps: int = 5, width: int = 768, heads: int = 12, layers: int = 12, longest_reply: int = 160, **more) -> None:
        super().__init__(**more)  # first: it would clear the kind of attention, with its causal mask, of a backbone that is there already
        self.backbone = Qwen3VLConfig(**backbone) if isinstance(backbone, dict) else backbone or Qwen3VLConfig()
        self.embodiment, self.manner, self.cameras = embodiment, manner, list(cameras)
        self.rows, self.dt, self.flow_steps = rows, dt, flow_steps
        self.width, self.heads, self.layers, self.longest_reply = width, heads, layers, longest_reply


@dataclass(frozen=True)
class Spoken:
    """An example of talking: what was seen, what had been said, and the reply to learn."""

    observation: Observation
    dialogue: Conversation
    reply: Reply


@dataclass(frozen=True)
class Moved:
    """An example of moving. targets (rows, 6): absolute, in the units of `Observation.state`; known (rows,): which rows count (None: all).
    done, unseen: 1.0 when the instruction is carried out already, when what it is about is not to be seen."""

    observation: Observation
    instruction: str
    targets: np.ndarray
    known: np.ndarray | None = None
    done: float = 0.0
    unseen: float = 0.0


class BackboneVLA(PreTrainedModel):
    """A VLA (see `assistant.interface.VLA`) around a published backbone. Not thread-safe: one owner.

    Made by `RobotVLA.from_backbone`, loaded by `RobotVLA.from_pretrained`. As made, it talks as well as its backbone does and its hand stands
    still; `loss` is what it is fine-tuned with.
    """

    config_class = BackboneVLAConfig
    base_model_prefix = "vela_vla"
    main_input_name = "input_ids"
    supports_gradient_checkpointing = True
    _keep_in_fp32_modules_strict = {"hand"}  # small, and joint targets want more than bfloat16's three digits
    _supports_sdpa = True

    def __init__(self, config: BackboneVLAConfig, backbone: Qwen3VLForConditionalGeneration | None = None) -> None:
        super().__init__(config)
        self.backbone = backbone if backbone is not None else Qwen3VLForConditionalGeneration(config.backbone)
        self.hand = ChunkDecoder(config.backbone.text_config.hidden_size, config.rows, config.width, config.heads, config.layers)
        self.chat: Chat | None = None
        self.post_init()

    def _init_weights(self, module) -> None:
        """The hand initialises itself."""

    # -- made, loaded, saved -------------------------------------------------

    @classmethod
    def from_backbone(cls, name: str | Path, embodiment: str | None = None, manner: str | None = None, device: str | None = None,
                      dtype: torch.dtype | str = "auto", **sizes) -> "BackboneVLA":
        """Around the Qwen3-VL in a folder, or published as `name`; fetched once, later found without a network.

        embodiment, manner: the system part; by default prompts/so101.md and prompts/reply.md. device: by default a GPU where there is one.
        dtype: of the backbone; "auto" as it was published. sizes: further fields of BackboneVLAConfig. Raises CheckpointError, one sentence.
        """
        folder, device = find_backbone(name), device or _device()
        hand = 100.0 * sizes.get("width", 768) ** 2 * sizes.get("layers", 12)  # bytes: 25 squares of the width a layer
        check_memory(folder, device, times=2.0 if dtype is torch.float32 else 1.0, more=hand)
        try:
            with quietly():
                backbone, loading = Qwen3VLForConditionalGeneration.from_pretrained(folder, dtype=dtype, use_safetensors=True, local_files_only=True, output_loading_info=True)
                processor = PictureProcessor.from_pretrained(folder, local_files_only=True)
            _expect_all(loading, folder)
            config = BackboneVLAConfig(
                backbone=backbone.config, embodiment=_prompt("so101.md") if embodiment is None else embodiment,
                manner=_prompt("reply.md") if manner is None else manner, **sizes)
            return cls(config, backbone)._ready(processor, device)
        except (MemoryError, torch.OutOfMemoryError) as error:
            raise _too_big(folder) from error
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            raise _unreadable(folder, error) from error

    @classmethod
    def from_pretrained(cls, folder: str | Path, *args, device: str | None = None, **options) -> "BackboneVLA":
        """From a folder that `save_pretrained` wrote. Raises CheckpointError, one sentence."""
        folder, device = Path(folder), device or _device()
        check_whole(folder)
        check_memory(folder, device)
        try:
            with quietly():
                model, loading = super().from_pretrained(folder, *args, **{"use_safetensors": True, "local_files_only": True, **options}, output_loading_info=True)
                processor = PictureProcessor.from_pretrained(folder, local_files_only=True)
            _expect_all(loading, folder)
            return model._ready(processor, device)
        except (MemoryError, torch.OutOfMemoryError) as error:
            raise _too_big(folder) from error
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            raise _unreadable(folder, error) from error

    def save_pretrained(self, folder: str | Path, **options) -> None:
        """Config, weights (safetensors), tokenizer, picture settings and chat template: all that `from_pretrained` needs."""
        with quietly():
            super().save_pretrained(folder, **options)
            self.chat.processor.save_pretrained(folder)

    def _ready(self, processor: PictureProcessor, device: str) -> "BackboneVLA":
        self.chat = Chat(processor, self.config.manner.strip() + "\n\n" + self.config.embodiment.strip(), self.config.cameras)
        ends = self.chat.ends
        self.backbone.generation_config = GenerationConfig(  # the same words each time, not the sampling that chatting is published with
            do_sample=False, max_new_tokens=self.config.longest_reply, eos_token_id=ends, pad_token_id=processor.tokenizer.pad_token_id or ends[0],
            return_dict_in_generate=True, output_logits=True)
        return self.to(device).eval()

    # -- the VLA protocol ----------------------------------------------------

    def reset(self) -> None:
        """Nothing is kept between looks: every one reads the instruction anew."""

    @torch.no_grad()
    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        """Answer, ask, refuse, or say which steps to carry out. ValueError when a camera is missing."""
        inputs = self._here(self.chat.encode(self.chat.asked(observation, dialogue)))
        written = self.backbone.generate(**inputs)
        new = written.sequences[0, inputs["input_ids"].shape[1] :]
        chance = sum(float(logits[0].float().log_softmax(-1)[number]) for logits, number in zip(written.logits, new))
        kind, text, steps, options = read_line(self.chat.processor.tokenizer.decode(new, skip_special_tokens=True))
        return Reply(kind, text, tuple(steps), tuple(options), confidence=float(np.exp(chance)))

    @torch.no_grad()
    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        """The next targets for the instruction. ValueError when a camera is missing."""
        seen = self.see([observation], [instruction])
        done, unseen = torch.sigmoid(self.hand.judged(seen))[0].tolist()
        if unseen > _UNSEEN:
            still = np.repeat(np.asarray(observation.state, np.float32)[None], self.config.rows, 0)
            return ActionChunk(still, self.config.dt, unseen=True)
        targets = self.hand.chunk(seen, self.config.flow_steps)[0]
        targets[:, -1] = targets[:, -1].clamp(0.0, 1.0)
        return ActionChunk(targets.float().cpu().numpy(), self.config.dt, done)

    # -- the parts -----------------------------------------------------------

    def see(self, observations: Sequence[Observation], instructions: Sequence[str]) -> Seen:
        """What the hand is conditioned on: the backbone's last hidden states (B, T, hidden size) over body, pictures and instruction, and the joints."""
        states, present = self.think([self.chat.told(o, i) for o, i in zip(observations, instructions)])
        joints = torch.as_tensor(np.stack([np.asarray(o.state, np.float32) for o in observations]), device=self.device)
        if joints.shape[1] != len(JOINTS):
            raise ValueError(f"The model moves {len(JOINTS)} joints, and this observation has {joints.shape[1]}.")
        return self.hand.see(joints, states, present)

    def think(self, conversations: Sequence[list[dict]]) -> tuple[Tensor, Tensor]:
        """Messages of `Chat` -> hidden states (B, T, hidden size) and which of them are there (B, T)."""
        inputs, _ = self.chat.batch([self.chat.encode(c) for c in conversations])
        inputs = self._here(inputs)
        return self.backbone.model(**inputs, use_cache=False).last_hidden_state, inputs["attention_mask"]

    def loss(self, spoken: Sequence[Spoken] = (), moved: Sequence[Moved] = (), rng: torch.Generator | None = None) -> tuple[Tensor, dict[str, float]]:
        """What fine-tuning makes small: the loss of the reply's next words (mean over tokens), plus that of the chunks.

        The chunks' is the flow-matching loss and 0.3 times that of judging done and unseen (see `ChunkDecoder.loss`). Either kind of example may
        be left out. rng: a CPU generator for the flow's noise. Returns the sum (a scalar with a gradient) and its parts by name.
        """
        if not spoken and not moved:
            raise ValueError("There is nothing to learn from: give examples of talking, of moving, or both.")
        total, parts = torch.zeros((), device=self.device), {}
        if spoken:
            words = self._words([self.chat.encode(self.chat.asked(e.observation, e.dialogue)) for e in spoken], [self.chat.line(e.reply) for e in spoken])
            total, parts["words"] = total + words, float(words.detach())
        if moved:
            seen = self.see([e.observation for e in moved], [e.instruction for e in moved])
            future = np.stack([np.asarray(e.targets, np.float32) for e in moved])
            known = np.stack([np.ones(self.config.rows) if e.known is None else e.known for e in moved]) * (1 - np.array([[e.unseen] for e in moved]))
            judged = np.array([[e.done, e.unseen] for e in moved])
            chunk, more = self.hand.loss(seen, *(torch.as_tensor(x, dtype=torch.float32, device=self.device) for x in (future, known, judged)), rng)
            total, parts = total + chunk, {**parts, **more}
        return total, parts

    def _words(self, rows: list[dict[str, Tensor]], lines: list[list[int]]) -> Tensor:
        """The vocabulary is large: logits are made only where a word of a reply is to be written."""
        inputs, labels = self.chat.batch(rows, lines)
        states = self.backbone.model(**self._here(inputs), use_cache=False).last_hidden_state
        following = labels[:, 1:].to(self.device)
        written = following != IGNORED
        return F.cross_entropy(self.backbone.lm_head(states[:, :-1][written]).float(), following[written])

    def _here(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: value.to(self.device) for name, value in inputs.items()}


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _prompt(name: str) -> str:
    return (PROMPTS / name).read_text(encoding="utf-8")


def _expect_all(loading: dict, folder: Path) -> None:
    missing = sorted(loading["missing_keys"])
    if missing:
        raise CheckpointError(f"The model in {folder} lacks {len(missing)} of its parameters, {missing[0]} for one; fetch it again, or make it anew with this version of Vela.")


def _too_big(folder: Path) -> CheckpointError:
    return CheckpointError(f"The model in {folder} does not fit into memory; close other programs, or take a smaller model.")


def _unreadable(folder: Path, error: Exception) -> CheckpointError:
    if isinstance(error, CheckpointError):
        return error
    if "allocate memory" in str(error):  # how torch says it on a CPU
        return _too_big(folder)
    return CheckpointError(f"The model in {folder} cannot be loaded ({' '.join(str(error).split())[:200]}); fetch it again.")
