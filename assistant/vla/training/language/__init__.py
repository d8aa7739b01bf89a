"""Sentences for training and for drawn suites: scenes, what people say about them, and what the robot should make of it.

`draw_lesson` (whole sentences), `draw_step` (single steps), `draw_scenario` (suites for `evaluate`), OUTPUT_WORDS (every token the robot may utter).
Training data only: nothing here runs in the assistant.
"""

from assistant.vla.training.language.lessons import TAGS, Lesson, SceneObject, draw_lesson
from assistant.vla.training.language.replies import OUTPUT_WORDS, tokens
from assistant.vla.training.language.steps import ABSENT, SKILLS, StepLesson, draw_step
from assistant.vla.training.language.suites import SUITES, draw_scenario

__all__ = ["ABSENT", "OUTPUT_WORDS", "SKILLS", "SUITES", "TAGS", "Lesson", "SceneObject", "StepLesson", "draw_lesson", "draw_scenario", "draw_step", "tokens"]
