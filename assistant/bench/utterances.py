"""What people say in the benchmarks, on the table of config.yaml: commands, questions, sentences with a pause in them, stops, and talk that is not for Vela.

Written for the benchmarks and nothing else: none of it is in what the model was trained on or in prompts/hotwords.txt as it stands.
Knows words; nothing of sound.
"""

from __future__ import annotations

from typing import Iterator, Sequence

import numpy as np

COMMANDS = (
    "Pick up the red cup.", "Put the yellow ball in the blue bowl.", "Could you grab the green cube for me?", "Move the red cup to the left of the bowl.",
    "Please take the blue cube.", "Put the green cube next to the red cup.", "Lift the yellow ball.", "Place the blue cube in the bowl, please.",
    "I would like you to pick up the yellow ball.", "Put the red cup behind the green cube.", "Stack the blue cube on the green cube.", "Get me the red cup.",
    "Would you put the green cube into the bowl?", "Set the yellow ball in front of the red cup.", "Pick the blue cube up.", "Drop the green cube in the blue bowl.",
    "Can you hand me the green cube?", "Move the yellow ball to the right of the blue cube.", "Take the red cup and put it in the bowl.", "Now put the ball in the bowl.",
    "Vela, pick up the green cube.", "Grab the ball, please.", "Put the green cube on top of the blue cube.", "Bring me the yellow ball.",
)
QUESTIONS = (
    "What do you see?", "Where is the red cup?", "How many cubes are there?", "What colour is the bowl?", "Is there a banana on the table?", "What are you holding?",
    "Is the ball left of the cup?", "Which things are blue?",
)
PAUSED = (
    ("Put the red cup", "in the blue bowl."), ("Put the yellow ball", "in the blue bowl."), ("Move the green cube", "to the left of the red cup."),
    ("Place the blue cube", "on the green cube."), ("Put the green cube", "next to the yellow ball."), ("Pick up the", "yellow ball."),
    ("Put the blue cube in the", "bowl."), ("Take the red cup and", "put it in the bowl."),
)
"""Before and after the pause. In half of them the first part could not be a sentence; "put the red cup" only lacks its place."""
STOPS = ("Stop!", "Halt!", "Freeze!", "Don't move!", "Stop it!")
OTHER = (
    "I told her that we would meet at the bus stop around seven.", "The weather is supposed to be nice again tomorrow.", "Did you remember to buy milk on the way home?",
    "He could not stop laughing about it for the whole evening.", "We should move the meeting to Thursday, if everyone agrees.", "My sister has just moved into a new flat.",
    "The train came to a halt just before the bridge.", "Put the kettle on, would you, dear?", "It is going to freeze tonight, so bring the plants inside.",
    "They picked up the parcel from the post office yesterday.", "Nobody knows how long the repair will take.", "I have been working on this report since the morning.",
    "Have you seen my keys anywhere?", "The soup needs a little more salt, I think.", "She said that the concert was the best she had ever heard.",
    "Let us take the dog for a walk after lunch.", "The next stop is Central Station.", "You really must stop worrying so much.", "He asked me to hold the door for a moment.",
    "And now the news at nine o'clock.", "The company has announced that it will open three new shops.", "Please leave your message after the tone.",
    "Can you pass me the salt, please?", "We could have a cup of tea in the garden.", "The children were playing with a ball in the yard.", "There is a bowl of fruit in the kitchen.",
    "I am on the phone, give me a minute.", "No, that is not what I meant at all.", "Yes, exactly, that is what I thought, too.", "Okay, see you later then.",
)


KEY_WORDS = frozenset("red blue yellow green cup bowl ball cube cubes banana pick put move grab take place lift stack left right behind next top front see where many colour".split())
"""Those without which a sentence of the above would be misunderstood."""


def drawn(chance: np.random.Generator, what: Sequence, voices: Sequence[str], count: int) -> Iterator[tuple]:
    """`count` pairs of one of `what` and a voice, shuffled: every voice as often as any other, every sentence likewise."""
    pairs = [(one, voice) for one in what for voice in voices]
    while count > 0:
        for index in chance.permutation(len(pairs))[:count]:
            yield pairs[index]
        count -= len(pairs)
