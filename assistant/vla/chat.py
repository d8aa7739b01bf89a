"""What a published vision-language model is given: pictures and conversation in its own chat template, the body's description as the system part.

Knows Observations, Utterances and the backbone's processor; nothing of hidden states or joints.
"""

from __future__ import annotations

from typing import Any, Sequence

import numpy as np
import torch
from torch import Tensor
from transformers.models.qwen3_vl.processing_qwen3_vl import Qwen3VLProcessor
from transformers.processing_utils import ProcessorMixin

from assistant.interface import Conversation, Observation, Reply
from assistant.vla.tokens import write_line

IGNORED = -100
"""The label of a token that is read, not to be written."""
_LONGEST = 1000  # characters of a line of the conversation


class PictureProcessor(Qwen3VLProcessor):
    """The family's processor without its video half, which wants torchvision: Vela sees single pictures."""

    def __init__(self, image_processor=None, tokenizer=None, chat_template=None, **more) -> None:
        ProcessorMixin.__init__(self, image_processor, tokenizer, chat_template=chat_template)
        for name in ("image", "video", "vision_start", "vision_end"):
            token = f"<|{name}_pad|>" if name in ("image", "video") else f"<|{name}|>"
            setattr(self, f"{name}_token", token)
            setattr(self, f"{name}_token_id", tokenizer.convert_tokens_to_ids(token))


class Chat:
    """Messages for one body: `prompt` is the system part, `cameras` whose pictures are shown, in order."""

    def __init__(self, processor: PictureProcessor, prompt: str, cameras: Sequence[str]) -> None:
        self.processor, self.prompt, self.cameras = processor, prompt, tuple(cameras)

    @property
    def ends(self) -> list[int]:
        """The tokens that end what is written."""
        tokenizer = self.processor.tokenizer
        return sorted({number for number in (tokenizer.eos_token_id, tokenizer.pad_token_id) if number is not None})

    def asked(self, observation: Observation, dialogue: Conversation) -> list[dict[str, Any]]:
        """The conversation, the newest line with what is seen now. ValueError when a camera is missing or nothing was said."""
        if not dialogue:
            raise ValueError("There is nothing to reply to: the conversation is empty.")
        messages = [self._system()]
        for line in dialogue:
            text = _plain(line.text)
            text = {"robot": f"<say> {text}", "event": f"(event) {text}"}.get(line.speaker, text)
            messages.append({"role": "assistant" if line.speaker == "robot" else "user", "content": [{"type": "text", "text": text}]})
        if messages[-1]["role"] != "user":
            messages.append({"role": "user", "content": []})
        messages[-1]["content"] = [*self._pictures(observation), *messages[-1]["content"]]
        return messages

    def told(self, observation: Observation, instruction: str) -> list[dict[str, Any]]:
        """One instruction to carry out, with what is seen now. ValueError when a camera is missing."""
        text = {"type": "text", "text": f"Carry out now: {_plain(instruction)}"}
        return [self._system(), {"role": "user", "content": [*self._pictures(observation), text]}]

    def encode(self, messages: list[dict[str, Any]]) -> dict[str, Tensor]:
        """The messages as the backbone reads them, up to where it begins to write: input_ids, attention_mask, mm_token_type_ids (1, T);
        pixel_values (patches, values), image_grid_thw (pictures, 3)."""
        encoded = self.processor.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt")
        return dict(encoded)

    def line(self, reply: Reply) -> list[int]:
        """The tokens of a reply, its end included."""
        text = write_line(reply.kind.value, reply.text, reply.steps, reply.options)
        tokenizer = self.processor.tokenizer
        return [*tokenizer.encode(text, add_special_tokens=False), tokenizer.eos_token_id]

    def batch(self, rows: Sequence[dict[str, Tensor]], lines: Sequence[Sequence[int]] | None = None) -> tuple[dict[str, Tensor], Tensor]:
        """Rows of `encode`, each with the line that is to be written after it, padded on the right: the inputs, and labels (B, T), IGNORED but for the lines."""
        lines = lines if lines is not None else [()] * len(rows)
        length = max(row["input_ids"].shape[1] + len(line) for row, line in zip(rows, lines))
        pad = self.processor.tokenizer.pad_token_id or 0
        ids = torch.full((len(rows), length), pad)
        mask, kinds, labels = torch.zeros_like(ids), torch.zeros_like(ids), torch.full_like(ids, IGNORED)
        for index, (row, line) in enumerate(zip(rows, lines)):
            read, end = row["input_ids"].shape[1], row["input_ids"].shape[1] + len(line)
            ids[index, :read], kinds[index, :read] = row["input_ids"][0], row["mm_token_type_ids"][0]
            ids[index, read:end] = labels[index, read:end] = torch.tensor(line, dtype=torch.long)
            mask[index, :end] = 1
        pictures = {name: torch.cat([row[name] for row in rows]) for name in ("pixel_values", "image_grid_thw")}
        return {"input_ids": ids, "attention_mask": mask, "mm_token_type_ids": kinds, **pictures}, labels

    def _system(self) -> dict[str, Any]:
        return {"role": "system", "content": [{"type": "text", "text": self.prompt}]}

    def _pictures(self, observation: Observation) -> list[dict[str, Any]]:
        parts = []
        for camera in self.cameras:
            image = observation.images.get(camera)
            if image is None:
                raise ValueError(f"The model looks through the camera {camera!r}, and this observation has none of that name.")
            parts.append({"type": "image", "image": np.ascontiguousarray(image)})
        return parts


def _plain(text: str) -> str:
    """Without the backbone's control tokens: whoever speaks or types must not speak for the system, or stand for a picture."""
    return text[:_LONGEST].replace("<|", "< |")
