"""What all questions share: a scene to ask about, and the lesson of an answer. Knows scenes; nothing of what is asked."""

from __future__ import annotations

from assistant.vla.training.language.commands import crowd, distractors, twin
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, any_look, build
from assistant.vla.training.language.style import sentence, written


def answer(draw: Draw, table: Table, said: str, text: str, targets=(), tag: str = "question") -> Lesson:
    return Lesson(table.scene, (), written(draw, sentence(draw, said)), "answer", text, targets=tuple(targets), tag=tag)


def scene_for(draw: Draw, least: int = 1, alike: bool = False, in_hand: float = 0.08) -> Table:
    """A scene to ask about; alike: with several things of one kind."""
    looks = [any_look(draw) for _ in range(least)]
    if alike:
        looks.append(twin(draw, looks[0]))
        if draw.random() < 0.3:
            looks.append(twin(draw, looks[0]))
    distractors(draw, looks, min(crowd(draw), 7 - len(looks)), 0.4)
    bases = [k for k, l in enumerate(looks) if l[0] in CONTAINERS]
    small = draw.shuffled([k for k, l in enumerate(looks) if l[0] in PICKABLE])
    hand = small.pop() if small and draw.random() < in_hand else None
    inside = {}
    if bases and small and draw.random() < 0.3:
        inside = {k: draw.of(bases) for k in small[:draw.of((1, 1, 2))]}
    scene, _ = build(draw, looks, inside, hand)
    return Table(scene)
