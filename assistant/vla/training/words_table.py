"""Makes the table of word meanings the model starts from: MiniLM's word pieces, their static and their contextual vectors, reduced by PCA.

all-MiniLM-L6-v2 (Apache-2.0) is needed here only: the shipped checkpoint carries the reduced table, so that a word never seen in training is near those it means.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel


@torch.no_grad()
def make(source: str, out: Path, size: int = 64) -> None:
    """source: a folder of all-MiniLM-L6-v2. Writes out: float16 (30522, 2 * size), each half with unit variance overall."""
    model = AutoModel.from_pretrained(source).eval()
    static = model.embeddings.word_embeddings.weight.float()
    contextual = []
    for start in range(0, static.shape[0], 512):  # each word piece as a sentence of its own
        ids = torch.arange(start, min(start + 512, static.shape[0]))
        ids = torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], 1)
        contextual.append(model(ids).last_hidden_state.mean(1))
    halves = []
    for vectors in (static, torch.cat(contextual)):
        centred = vectors - vectors.mean(0)
        _, _, axes = torch.linalg.svd(centred[1000:].T @ centred[1000:])
        reduced = centred @ axes[:size].T
        halves.append(reduced / reduced.std())
    np.save(out.with_suffix(".tmp.npy"), torch.cat(halves, 1).half().numpy())
    out.with_suffix(".tmp.npy").rename(out)


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
