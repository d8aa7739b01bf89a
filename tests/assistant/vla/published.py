"""A folder as Qwen3-VL is published, made tiny: transformers' own classes, random weights, letters as tokens. No network."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

MARKS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.content is string %}{{ m.content }}{% else %}{% for c in m.content %}"
    "{% if c.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ c.text }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def publish(folder: Path) -> Path:
    """Writes the folder: weights of 2 + 2 layers in bfloat16 with tied word vectors, as the 2B's are, tokenizer, picture settings, chat template."""
    tokenizer = Tokenizer(models.BPE({letter: n for n, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}, []))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.add_special_tokens(list(MARKS))
    number = tokenizer.token_to_id
    config = Qwen3VLConfig(
        text_config=dict(vocab_size=tokenizer.get_vocab_size(), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=8,
                         max_position_embeddings=4096, tie_word_embeddings=True,
                         rope_parameters=dict(rope_type="default", rope_theta=5e6, mrope_section=[2, 1, 1], mrope_interleaved=True)),
        vision_config=dict(depth=2, hidden_size=32, intermediate_size=64, num_heads=2, out_hidden_size=32, num_position_embeddings=64, deepstack_visual_indexes=[0]),
        image_token_id=number("<|image_pad|>"), video_token_id=number("<|video_pad|>"), vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"), tie_word_embeddings=True)
    torch.manual_seed(0)
    Qwen3VLForConditionalGeneration(config).to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    pictures = dict(size=dict(shortest_edge=1024, longest_edge=16777216), patch_size=16, temporal_patch_size=2, merge_size=2, image_mean=[0.5] * 3, image_std=[0.5] * 3)
    _write(folder / "tokenizer_config.json", tokenizer_class="Qwen2Tokenizer", eos_token="<|im_end|>", pad_token="<|endoftext|>", model_max_length=4096)
    _write(folder / "preprocessor_config.json", **pictures, processor_class="Qwen3VLProcessor", image_processor_type="Qwen2VLImageProcessorFast")
    _write(folder / "video_preprocessor_config.json", **pictures, processor_class="Qwen3VLProcessor", video_processor_type="Qwen3VLVideoProcessor")
    _write(folder / "generation_config.json", do_sample=True, temperature=0.7, top_p=0.8, top_k=20, pad_token_id=number("<|endoftext|>"),
           eos_token_id=[number("<|im_end|>"), number("<|endoftext|>")])
    _write(folder / "chat_template.json", chat_template=TEMPLATE)
    return folder


def _write(path: Path, **fields) -> None:
    path.write_text(json.dumps(fields), encoding="utf-8")
