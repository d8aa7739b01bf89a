"""Muon: steps are orthogonal, of the size asked for, and lead downhill."""

import torch

from assistant.vla.training.muon import Muon, orthogonal


def test_singular_values_come_near_one():
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonal(torch.randn(2, 12, 40))[0])
    assert 0.6 < float(values.min()) and float(values.max()) < 1.3


def test_it_fits_matrices_tall_and_wide_and_kernels():
    torch.manual_seed(0)
    for shape in ((8, 24), (24, 8), (6, 4, 3, 3)):
        goal, guess = torch.randn(shape), torch.nn.Parameter(torch.zeros(shape))
        optimizer = Muon([guess], lr=0.05, weight_decay=0.0)
        before = float((guess.detach() - goal).pow(2).mean())
        for _ in range(150):
            optimizer.zero_grad()
            (guess - goal).pow(2).mean().backward()
            optimizer.step()
        assert float((guess.detach() - goal).pow(2).mean()) < 0.1 * before
