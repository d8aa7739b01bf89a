"""The same words in the same place are taught one thing: pools that say different things share no sentence."""

import pytest

from assistant.vla.training.language import again_words, chat, company, followup_words, gestures, memory, once_done_words, pick_words, place_words, refusals, the_other
from tests.assistant.vla.training.test_wordings import written

# Where both may be said: while nothing is open, over the same table, or of what is in the hand.
APART = (
    ("memory.EITHER", memory.EITHER, "memory.NEVER", memory.NEVER),
    ("the_other.OTHER", the_other._OTHER, "the_other.ANOTHER", the_other._ANOTHER),
    ("place_words.PLACE", place_words.PLACE, "company.TOGETHER", company._TOGETHER),
    ("pick_words.PICK", pick_words.PICK, "refusals.BREAK", refusals.BREAK),
    ("place_words.PLACE", place_words.PLACE, "refusals.BREAK", refusals.BREAK),
    ("once_done_words.ALL_DONE", once_done_words.ALL_DONE, "gestures.HOME", gestures.HOME),
    ("once_done_words.BACK_NAMED", once_done_words.BACK_NAMED, "gestures.DOWN_NAMED", gestures.DOWN_NAMED),
    ("chat.welcome", chat.TALK["welcome"], "chat.thanks", chat.TALK["thanks"]),
    ("chat.thanks", chat.TALK["thanks"], "chat.okay", chat.TALK["okay"]),
    ("again_words.AGAIN", again_words.AGAIN, "followup_words.PUT_BACK", followup_words.PUT_BACK),
)


def said(pool):
    return {words.strip(" ,.!?") for rarer in (True, False) if not rarer or pool.more is not None for words in written(pool, 6000, rarer)}


@pytest.mark.parametrize(("one", "first", "other", "second"), APART, ids=[f"{one} and {other}" for one, _, other, _ in APART])
def test_what_means_two_things_is_said_two_ways(one, first, other, second):
    assert not said(first) & said(second)
