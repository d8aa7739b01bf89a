"""The understanding of the bundled model: words and object tokens in, hidden states out, and the reply spelled out word by word.

A transformer encoder reads the conversation and the object tokens together; a small decoder writes the reply. The same encoder reads a
single instruction and says which skill it names and which things it means. Knows object tokens; nothing of pixels or joints.
Attention is written out: on a CPU, at these sizes, it is faster than the fused kernels.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from assistant.vla.relations import EDGES, RANKS, edges, ranks
from assistant.vla.sight import FEATURES

SPEAKERS = ("user", "robot", "event", "step")
SKILLS = ("pick", "put_in", "put_on", "put_left_of", "put_right_of", "put_in_front_of", "put_behind", "put_next_to", "put_down", "home", "open", "close", "wave")
NO_TARGET = tuple(SKILLS.index(s) for s in ("home", "open", "close", "wave"))
"""Skills that act on no thing."""
NO_GOAL = (SKILLS.index("pick"), SKILLS.index("put_down"), *NO_TARGET)
"""Skills that take a thing nowhere in particular."""
TURNS = 8
_END = 2
LENGTH = 64
"""Word pieces read of the newest line."""
PARTS = 8
"""Parts of a line (between commas, "and", "or", "then") that are told apart."""


class Attention(nn.Module):
    """edged: the last N of what is looked at are things, and what they are to each other (see relations.py) weighs in and is read along."""

    def __init__(self, width: int, heads: int, edged: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key_value, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)
        if edged:
            self.edge = nn.Linear(EDGES, heads + width, bias=False)
            nn.init.zeros_(self.edge.weight)

    def forward(self, x: Tensor, memory: Tensor, hidden: Tensor, edge: Tensor | None = None) -> Tensor:
        """x (B, T, D) looks at memory (B, S, D) except where hidden (B or 1, T or 1, S) is True. edge (B, N, N, EDGES): of the last N of both."""
        b, t, d = x.shape
        q = self.query(x).view(b, t, self.heads, -1).transpose(1, 2)
        k, v = self.key_value(memory).view(b, memory.shape[1], 2, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(d / self.heads)
        if edge is not None:
            n = edge.shape[1]
            bias, read = self.edge(edge).split([self.heads, d], -1)
            scores = scores + F.pad(bias.permute(0, 3, 1, 2), (t - n, 0, t - n, 0))
        weights = scores.masked_fill(hidden[:, None], -1e4).softmax(-1)
        mixed = (weights @ v).transpose(1, 2)
        if edge is not None:
            along = torch.einsum("bhij,bijhc->bihc", weights[:, :, -n:, -n:], read.unflatten(-1, (self.heads, -1)))
            mixed = mixed + F.pad(along, (0, 0, 0, 0, t - n, 0))
        return self.out(mixed.reshape(b, t, d))


class Layer(nn.Module):
    """Pre-norm transformer layer; with `crossed`, it also looks at the encoder's states; with `edged`, its last tokens are things (see `Attention`)."""

    def __init__(self, width: int, heads: int, crossed: bool = False, edged: bool = False) -> None:
        super().__init__()
        self.norm_self, self.attention = nn.LayerNorm(width), Attention(width, heads, edged)
        self.crossed = crossed
        if crossed:
            self.norm_cross, self.cross = nn.LayerNorm(width), Attention(width, heads)
        self.norm_mix, self.mix = nn.LayerNorm(width), nn.Sequential(nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor, hidden: Tensor, memory: Tensor | None = None, memory_hidden: Tensor | None = None, edge: Tensor | None = None) -> Tensor:
        y = self.norm_self(x)
        x = x + self.attention(y, y, hidden, edge)
        if self.crossed:
            x = x + self.cross(self.norm_cross(x), memory, memory_hidden)
        return x + self.mix(self.norm_mix(x))


class Scene(nn.Module):
    """Object tokens (B, N, FEATURES) -> (B, N, D): each thing, its ranks, and what it is to each other one (left of it, like it, near it)."""

    def __init__(self, width: int, pair: int = 96) -> None:
        super().__init__()
        self.alone = nn.Sequential(nn.Linear(FEATURES, width), nn.ReLU(), nn.Linear(width, width))
        self.ranked = nn.Linear(RANKS, width, bias=False)
        nn.init.zeros_(self.ranked.weight)
        self.mine, self.other, self.between = nn.Linear(FEATURES, pair), nn.Linear(FEATURES, pair, bias=False), nn.Linear(5, pair, bias=False)
        self.judged, self.joined = nn.Linear(pair, pair), nn.Linear(2 * pair, width)

    def forward(self, features: Tensor, present: Tensor) -> Tensor:
        place = features[..., 19:22]
        apart = place[:, :, None] - place[:, None]
        gap = apart[..., :2].norm(dim=-1, keepdim=True)
        alike = (features[:, :, None, :7] * features[:, None, :, :7]).sum(-1, keepdim=True) * (features[:, :, None, 7:16] * features[:, None, :, 7:16]).sum(-1, keepdim=True)
        pairs = F.relu(self.mine(features)[:, :, None] + self.other(features)[:, None] + self.between(torch.cat([apart, gap, alike], -1)))
        pairs = F.relu(self.judged(pairs)) * (present[:, None, :] & ~torch.eye(present.shape[1], dtype=torch.bool, device=present.device))[..., None]
        return self.alone(features) + self.ranked(ranks(features, present)) + self.joined(torch.cat([pairs.sum(2) / 3, pairs.amax(2)], -1))


class Language(nn.Module):
    """pieces: size of the word-piece table; words: size of the reply vocabulary (0 = pad, 1 = start, 2 = end)."""

    def __init__(self, pieces: int, words: int, width: int = 160, heads: int = 5, layers: int = 8, decoder_layers: int = 2, meaning: int = 128, learned: int = 64) -> None:
        super().__init__()
        self.register_buffer("meaning", torch.zeros(pieces, meaning, dtype=torch.float16))
        self.from_meaning = nn.Linear(meaning, width)
        self.learned = nn.Embedding(pieces, learned)
        nn.init.zeros_(self.learned.weight)  # a piece never seen in training adds nothing: its meaning alone speaks
        self.from_learned = nn.Linear(learned, width, bias=False)
        self.speaker, self.turn, self.position = nn.Embedding(len(SPEAKERS), width), nn.Embedding(TURNS, width), nn.Embedding(LENGTH, width)
        for table in (self.speaker, self.turn, self.position):
            nn.init.normal_(table.weight, std=0.1)
        self.part, self.part_from_end = nn.Embedding(PARTS, width), nn.Embedding(PARTS, width)
        for table in (self.part, self.part_from_end):
            nn.init.zeros_(table.weight)
        self.scene = Scene(width)
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.1)
        self.layers = nn.ModuleList(Layer(width, heads, edged=True) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.meant = nn.Linear(width, 2)  # could the line mean this thing: as what is acted on, as where it goes
        self.pointed = nn.Linear(width, 2)  # the one thing an instruction acts on, and the one it goes to
        self.absent = nn.Linear(width, 2)  # that this thing is not there to be seen
        self.skill = nn.Linear(width, len(SKILLS))
        self.word = nn.Embedding(words, width)
        nn.init.normal_(self.word.weight, std=width**-0.5)
        self.word_position = nn.Embedding(64, width)
        nn.init.normal_(self.word_position.weight, std=0.1)
        self.decoder = nn.ModuleList(Layer(width, heads, crossed=True) for _ in range(decoder_layers))
        self.word_norm = nn.LayerNorm(width)
        self.drop = 0.25  # share of pieces whose learned part is left out in training

    def encode(self, words: tuple[Tensor, ...], features: Tensor, present: Tensor) -> tuple[Tensor, Tensor, int]:
        """words: pieces, speaker, turn, position, part, part from the end, (B, T) each (piece 0 = padding); features (B, N, FEATURES), present (B, N).

        Returns hidden states (B, 1 + T + N, D), where they are to be ignored (B, 1, 1 + T + N), and N.
        """
        pieces, *rest = words
        learned = self.learned(pieces)
        if self.training:
            learned = learned * (torch.rand(pieces.shape, device=pieces.device) > self.drop)[..., None]
        text = self.from_meaning(self.meaning[pieces].to(learned.dtype)) + self.from_learned(learned)
        for table, numbers in zip((self.speaker, self.turn, self.position, self.part, self.part_from_end), rest):
            text = text + table(numbers)
        x = torch.cat([self.summary.expand(len(pieces), -1, -1), text, self.scene(features, present)], 1)
        hidden = torch.cat([torch.zeros_like(pieces[:, :1], dtype=torch.bool), pieces == 0, ~present], 1)[:, None]
        edge = edges(features, present)
        for layer in self.layers:
            x = layer(x, hidden, edge=edge)
        return self.norm(x), hidden, features.shape[1]

    def point(self, states: Tensor, present: Tensor) -> Tensor:
        """states of an instruction (B, 1 + T + N, D), present (B, N) -> logits (B, N + 1, 2): which thing it acts on and which it goes to; the last: none of them."""
        things = self.pointed(states[:, -present.shape[1] :]).masked_fill(~present[..., None], -1e4)
        return torch.cat([things, self.absent(states[:, :1])], 1)

    def decode(self, words: Tensor, states: Tensor, hidden: Tensor) -> Tensor:
        """words (B, L) -> logits (B, L, words) of each next word."""
        length = words.shape[1]
        x = self.word(words) + self.word_position(torch.arange(length, device=words.device))
        future = torch.triu(torch.ones(1, length, length, dtype=torch.bool, device=words.device), 1)
        for layer in self.decoder:
            x = layer(x, future, states, hidden)
        return self.word_norm(x) @ self.word.weight.T

    @torch.no_grad()
    def likelihood(self, lines: list[tuple[int, ...]], states: Tensor, hidden: Tensor) -> Tensor:
        """(len(lines),) log-probability of each reply to one conversation (B = 1) once its first word is given; lines as `write` returns them."""
        longest = max(map(len, lines)) + 1
        words = torch.zeros(len(lines), longest + 1, dtype=torch.long)
        for row, line in enumerate(lines):
            words[row, : len(line) + 2] = torch.tensor([1, *line, _END])
        chance = self.decode(words[:, :-1], states.expand(len(lines), -1, -1), hidden.expand(len(lines), -1, -1)).log_softmax(-1)
        return (chance.gather(2, words[:, 1:, None])[..., 0] * (words[:, 1:] > 0))[:, 1:].sum(1)

    @torch.no_grad()
    def write(self, states: Tensor, hidden: Tensor, count: int = 1, warmth: float = 0.9, longest: int = 60, opening: int | None = None) -> list[tuple[list[int], float]]:
        """Replies to one conversation (B = 1), each as word numbers without start and end, with its log-probability, none twice.

        opening: the word they begin with, if they are not to choose it. The first is the likeliest word after word; the others are drawn, flatter or steeper by `warmth`, the same each time for the same states.
        """
        states, hidden = states.expand(count, -1, -1), hidden.expand(count, -1, -1)
        rng = torch.Generator().manual_seed(0)
        words, chances, ended = torch.tensor([[1] if opening is None else [1, opening]]).repeat(count, 1), torch.zeros(count), torch.zeros(count, dtype=torch.bool)
        while words.shape[1] < longest and not ended.all():
            chance = self.decode(words, states, hidden)[:, -1].log_softmax(-1)
            best = torch.multinomial((chance / warmth).softmax(-1), 1, generator=rng)[:, 0] if count > 1 else chance.argmax(-1)
            best[0] = chance[0].argmax()
            best[ended] = _END
            chances += chance.gather(1, best[:, None])[:, 0].masked_fill(ended, 0.0)
            ended |= best == _END
            words = torch.cat([words, best[:, None]], 1)
        found: dict[tuple[int, ...], float] = {}
        for line, chance in zip(words[:, 1:].tolist(), chances.tolist()):
            found.setdefault(tuple(w for w in line if w != _END), chance)
        return [(list(line), chance) for line, chance in found.items()]
