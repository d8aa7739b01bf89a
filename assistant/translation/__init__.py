"""Other languages: what people say in them, in English for the brain, and its replies in theirs. See interpreter.py."""

from assistant.translation.interpreter import Interpreter, Meant, Worded, interpreter
from assistant.translation.lexicon import LanguageError

__all__ = ["Interpreter", "LanguageError", "Meant", "Worded", "interpreter"]
