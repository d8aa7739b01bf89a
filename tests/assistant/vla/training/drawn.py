"""Lessons of one source, for the tests that look at them."""

import random

from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import NoRoom


def lessons(source, count=150, seed=4):
    """`count` lessons that `source(draw)` makes, those that do not work out left out."""
    draw, found = Draw(random.Random(seed)), []
    while len(found) < count:
        draw.begin()
        try:
            found.append(source(draw))
        except NoRoom:
            continue
    return found
