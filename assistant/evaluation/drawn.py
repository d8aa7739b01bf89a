"""Scenarios drawn by the lot: suites whose scenes and sentences come from a seed, checked like those of a file.

Knows which suites there are; the words come from assistant.vla.training.language.
"""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from assistant.evaluation.scenario import Scenario, ScenarioError, parse

SUITES = ("pick", "place", "stack", "move", "sequence", "ask", "premise", "question", "refuse")
TRIES = 20


def draw(suite: str, count: int, seed: int) -> list[Scenario]:
    """`count` scenarios of a suite, or of all in turn; each depends on its own number and the seed only."""
    return [_one(SUITES[index % len(SUITES)] if suite == "all" else suite, index, seed) for index in range(count)]


def _one(suite: str, index: int, seed: int) -> Scenario:
    from assistant.vla.training.language import draw_scenario  # large grammars: only when something is drawn

    rng = random.Random(f"{suite} {seed} {index}")
    for _ in range(TRIES):
        drawn = draw_scenario(rng, suite, f"{suite}-{seed}-{index}")
        try:
            return parse(yaml.safe_dump([drawn], allow_unicode=True, sort_keys=False), Path(), f"drawn scenario {suite}-{seed}-{index}")[0]
        except ScenarioError as error:
            if "do not fit" not in str(error):
                raise
    raise ScenarioError(f"No scene of the suite {suite} fitted the table in {TRIES} draws.")
