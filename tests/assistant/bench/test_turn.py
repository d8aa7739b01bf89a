"""What counts as one turn in `bench turn`."""

import numpy as np
import pytest

from assistant.bench.turn import Trial
from assistant.bench.voices import Spoken

SPOKEN = Spoken("Take the red cup and put it in the bowl.", "piper", np.zeros(16000, np.float32), 0.0, 1.0)


@pytest.mark.parametrize("heard, final, whole", (
    (["Take the red cup and put it in the bowl."], 0.5, True),
    (["Take the red cup."], -1.9, False),  # answered in the pause: the second half came when the trial was over
    (["Take the red cup.", "And put it in the bowl."], 0.5, False),
    ([], None, False),
))
def test_a_sentence_that_is_answered_in_its_pause_was_not_one_turn(heard, final, whole):
    assert Trial(SPOKEN, heard=heard, final=final).whole is whole
