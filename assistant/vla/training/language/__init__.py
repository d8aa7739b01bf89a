"""Sentences for training and for drawn suites: scenes, what people say about them, and what the robot should make of it.

`draw_lesson` (whole sentences), `draw_step` (single steps), OUTPUT_WORDS (every token the robot may utter).
Training data only: nothing here runs in the assistant.
"""

from assistant.vla.training.language.lessons import TAGS, Lesson, SceneObject, draw_lesson
from assistant.vla.training.language.replies import OUTPUT_WORDS, tokens
from assistant.vla.training.language.steps import SKILLS, StepLesson, draw_step

__all__ = ["OUTPUT_WORDS", "SKILLS", "TAGS", "Lesson", "SceneObject", "StepLesson", "draw_lesson", "draw_step", "tokens"]
