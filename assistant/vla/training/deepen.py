"""Gives the encoder of a finished checkpoint more layers, which at first do nothing: it says what it said, and has room to learn more.

A layer is put after each of some that are there, as its copy with nothing coming out of it (Gong et al. 2019 stack copies; with the outputs at zero, as in
Chen et al. 2016, arXiv 1511.05641, nothing is lost on the way). Knows the language side; nothing of lessons.
"""

from __future__ import annotations

import copy

from torch import nn

from assistant.vla.language import Layer, Language
from assistant.vla.model import RobotVLA


def deepened(model: RobotVLA, layers: int) -> RobotVLA:
    """The same model with `layers` encoder layers, in place. ValueError for fewer than it has, or more than twice as many."""
    language: Language = model.language
    have = len(language.layers)
    if not have <= layers <= 2 * have:
        raise ValueError(f"an encoder of {have} layers can be given {have} to {2 * have}, not {layers}.")
    grown = nn.ModuleList()
    for number, layer in enumerate(language.layers, start=1):
        grown.append(layer)
        if len(grown) < number * layers // have:
            grown.append(_idle(layer))
    language.layers = grown
    model.config.layers = layers
    return model


def _idle(layer: Layer) -> Layer:
    """A copy that adds nothing to what goes through it."""
    idle = copy.deepcopy(layer)
    for last in (idle.attention.out, idle.mix[-1]):
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
    return idle
