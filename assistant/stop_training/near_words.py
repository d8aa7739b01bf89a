"""What comes near a stop, in words, none of which is taught: sound-alikes, what follows a word that stops when it is none, other talk, pieces of commands. It is said only where the ear is measured.

Knows words; nothing of sound.
"""

from __future__ import annotations

import random

from assistant.vla.training.language import draw_lesson

STOPPING = ("stop", "halt", "freez", "abort", "emergency")
"""Parts of the words that stop her while she acts."""
ALIKE = (
    "stoke", "strut", "stew", "stodge", "tots", "bopped", "raindrop", "backdrop", "gumdrop", "eavesdrop", "teardrop", "pawnshop", "sweatshop", "hilltop", "treetop", "a spinning top", "the top drawer", "take stock", "a head start", "short", "sport", "staple", "stuff", "steps", "stump", "stable", "sock it", "hop on", "pop up",
    "cobalt", "basalt", "hilt", "hauling", "hot air", "hold tight", "holding", "Walt", "quilt", "exhaust", "free throw", "freebie", "Fridays", "refrain", "trapeze", "frisbee", "knees up", "Louise", "don't brood", "don't choose", "dull mood", "donate", "no mood", "the groom", "abhor", "a port", "a bored man", "insurgency", "a merger", "on tap",
)
AFTER = {
    "stop": ("by the florist on Friday", "and smell the roses", "at the lights and wait", "paying for the gym", "me whenever you are bored", "at nothing to win", "and ask for directions", "somewhere for lunch", "blaming the weather", "making excuses"),
    "don't move": ("furniture on your own", "the deadline again", "the plant out of the sun", "too close to the edge", "away from your family"),
    "halt": ("hiring until spring", "trading on Monday"),
    "freeze": ("some berries for the winter", "every muscle in your body", "wages this year"),
}
CHAT = (
    "The gardener comes on the first Friday of the month.", "I never liked the taste of olives.", "Have we got any stamps left?", "The lift is out of order, so take the stairs.", "My grandmother used to bake on Saturdays.", "He bought a second hand bicycle for almost nothing.", "Is it still raining over there?", "The soup is too hot to eat.", "They stayed up until dawn.", "I put the receipt on top of the pile.",
    "Our start was slow, but we caught up.", "Half the class had the flu.", "The stork is a large bird with a long beak.", "She tapped him on the shoulder.", "There is a dot missing at the end.", "Nobody chops onions as fast as she does.", "Please sit down and tell me about it.", "The halls are painted every spring.", "What he holds in his hand is a map.", "It is a steep path with a lot of steps.", "We freed the bird from the net.", "The groove in the wood is too deep.",
    "Do you prefer trains or buses?", "I lost my gloves on the bus.", "A robot like that must cost a fortune.", "The lights went out during the storm.", "He could hear the sea from his room.", "This jacket has seven pockets.", "Mind the gap between the boards.", "We might as well go now.", "Ask the man at the counter.", "It sounds good to me.", "The report is due on Thursday.", "Your cup is the one with the blue rim.", "Not everybody wants to be famous.", "She stacked the plates in the sink.",
)


def going_on(chance: random.Random) -> str:
    """A sentence that begins as a stop does, and is none."""
    first = chance.choices(list(AFTER), [len(AFTER[word]) for word in AFTER])[0]
    return f"{first.capitalize()} {chance.choice(AFTER[first])}{chance.choice(('.', '.', '!', '?'))}"


def piece(chance: random.Random) -> str:
    """One to four words out of something that is said to Vela: "on top", "the block", "up"."""
    while True:
        words = command(chance).strip(".!?").split()
        count = chance.choice((1, 1, 2, 2, 3, 4))
        first = chance.choice((0, max(0, len(words) - count), chance.randrange(max(1, len(words) - count + 1))))
        said = " ".join(words[first : first + count]).strip(",;:'\" ")
        if len(said) > 1:
            return said[0].upper() + said[1:] + chance.choice((".", "!", "?", ""))


def command(chance: random.Random) -> str:
    """Something that is said to Vela, as the model is taught it, without a word that stops her."""
    while True:
        said = draw_lesson(chance).say
        if isinstance(said, str) and 1 < len(said) < 80 and said.isascii() and not any(word in said.lower() for word in (*STOPPING, "don't move", "do not move", "still")):
            return said
