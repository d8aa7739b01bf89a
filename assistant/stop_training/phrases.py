"""What is said in the stop spotter's lessons: stops, talk of stopping, words that sound like them, and everything else. Knows words; nothing of sound.

None of the benchmarks' sentences (bench/utterances.py) are here but the stops themselves.
"""

from __future__ import annotations

import random

from assistant.vla.training.language import draw_lesson

STOPS = ("stop", "halt", "freeze", "don't move", "stop it")
"""The commonest; the benchmark's words."""
MORE_STOPS = (
    "do not move", "stop now", "stop moving", "stop, stop, stop", "stop stop", "no, stop", "please stop", "robot, stop", "Vela, stop", "whoa, stop", "wait, stop", "hold still", "stand still", "keep still",
    "stop the arm", "stop right now", "stop, please", "abort", "emergency", "emergency stop", "oh no, stop", "freeze now", "halt now", "no, no, stop", "Vela, freeze", "Vela, halt", "robot, halt", "stop robot", "please don't move", "don't move now",
    "you must stop", "no, don't move", "stop this", "halt, halt",
)
KEPT_STOPS = ("hey, stop", "stop that", "stop everything", "stop immediately", "Vela, don't move", "no, freeze")
"""Said only where it is measured how phrases that were never trained on do."""
ENDING = (
    "we met at the bus stop", "don't stop", "how do I stop", "they came to a halt", "I can't stop", "the lake will freeze", "he told him to stop", "when does it stop", "where is the next stop", "she never wants to stop", "does the music ever stop",
    "that is a full stop", "you can't just stop", "do you ever stop", "they made him stop", "the rain will not stop", "bring the car to a halt", "the pipes might freeze", "it was an emergency", "he had to abort", "please don't stop", "never stop", "it won't stop",
    "what happens when I say stop", "my computer did freeze", "we get off at this stop", "why did you stop", "is this your stop", "without a stop", "the traffic came to a halt", "that was the last stop", "I did not say stop", "let it freeze", "how can I make you stop",
)
"""They end with a word that stops her while she acts, and are no stop while she does not."""
GOING_ON = (
    "stop worrying about it", "stop the music when I leave", "the stop sign is red", "stop by the bakery later", "don't move the red cup", "don't move it to the left", "freeze the leftovers", "halt production for a week", "stop and think about it first",
    "the bus stop is over there", "stop talking about the weather", "stopping takes a while", "he stopped at the shop", "freezing rain is coming", "don't move house in winter", "stop signs are red", "hold still life paintings up", "do not move the blue bowl",
    "a stopwatch would help", "stop me if you have heard this one", "stop light ahead", "halting problems are hard", "freeze dried fruit", "stop motion films are fun", "the stopper is in the bottle", "don't move so many things", "nonstop flights cost more", "we stop here every year",
    "please stop by tomorrow", "keep still waters in mind", "the emergency exit is there", "stop at the corner and turn", "he halted at the gate", "the freezer is full", "don't move the ball until I say so", "I stop working at five", "stand still more often, they say",
)
"""No stop: what it would be by its first words goes on."""
ALIKE = (
    "start", "top", "step", "drop", "shop", "stock", "pop", "hot", "part", "hold", "salt", "hall", "fault", "frees", "three", "breeze", "please", "don't know", "don't mind", "cheese", "stack", "stuck", "stub", "spot", "slop", "hop", "mop", "cop", "swap", "stamp",
    "steep", "stoop", "stomp", "strap", "strip", "chop", "crop", "prop", "flop", "plot", "slot", "shot", "stalk", "store", "stir", "star", "stand", "still", "stay", "state", "stone", "halve", "half", "hat", "heart", "hurt", "holt", "hulk", "bolt", "vault", "malt", "assault",
    "default", "exalt", "halter", "free", "freed", "fries", "friese", "frieze is not it", "frees it", "freak", "freight", "fleas", "trees", "tree", "cease", "seize", "these", "knees", "sneeze", "squeeze", "peas", "keys", "bees", "move", "moon", "don't", "do not", "don't look", "don't go", "don't lose",
    "don't worry", "do not lose", "don't do that", "do move", "remove", "movie", "hold it", "hold this", "hold on", "hold steady", "hold the cup", "standing", "stand up", "sand hill", "still here", "start it", "start now", "start moving", "top it", "drop it", "chop it", "mop it", "swap it", "stack it", "pop it",
    "hop", "up", "cup", "put", "pick", "stepped", "stopover", "atop", "laptop", "desktop", "tabletop", "workshop", "on top", "non", "bishop", "gallop", "ketchup", "setup", "about", "report", "a bot", "robot", "alert", "adopt", "a board", "aboard", "export", "urgency", "agency", "emerge", "what", "yes", "no", "okay", "go", "go on",
    "wait", "next", "left", "right", "open", "close", "wave", "home", "hello", "thanks", "thank you", "good", "sorry", "hmm", "uh", "ah", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "a hundred", "red", "blue", "green", "yellow", "the red cup", "the ball", "on the table",
    "Vela", "robot", "Vela, please", "no, please", "no, drop it", "Vela, start", "please start", "whoa", "wow", "hey", "oh", "starboard", "art", "stark", "stopped", "stops", "freezer", "frozen", "halted", "halts", "store it", "sort it", "stir it", "storm", "stork", "stop-and-go",
)
"""No stop, though some of them are near."""
CHAT = (
    "I think it is going to be a long day.", "Could you tell me what time it is?", "My brother lives in a small town near the coast.", "The kettle is on, so give me a minute.", "That was a lovely film, wasn't it?", "I would rather have tea, to be honest.", "Let me see what is in the fridge.",
    "We need more paper for the printer.", "He plays the piano quite well.", "There were three of us at the table.", "It has been snowing since the early morning.", "Please put your shoes on.", "The shop on the corner sells fresh bread.", "Did you see the match on Sunday?", "I put my phone on top of the shelf.",
    "The heart of the matter is simple.", "Start with the easy part.", "He dropped his hat in the hall.", "The breeze feels nice, doesn't it?", "I have no idea what that means.", "Step over here for a second.", "You should really try the cheese.", "What a strange story that was.", "Part of it was my fault.", "I am not sure that I follow.",
    "Two hundred and thirty five people came.", "She moved to another department.", "Half of it is already gone.", "They were standing in line for hours.", "I could hold the ladder for you.", "The train leaves at a quarter past eight.", "Nothing ever happens around here.", "Can you hear me now?", "Turn the radio down a little.", "I'm just thinking out loud.",
)
TALK = (
    "I left my umbrella at the dentist again.", "She started the car and drove off.", "Has anybody fed the cat today?", "The stapler is out of staples.", "We sat on the top step and watched the boats.", "He opened a small shop next to the bakery.", "My shoulders hurt from all that shovelling.", "Do you have change for a ten?",
    "The start of the concert was postponed.", "It was hot, so we slept with the windows open.", "That is a lot of salt for one pot of pasta.", "They built the town hall in the thirties.", "Could you pass me the potatoes?", "He laughed so hard that he spilled his coffee.", "The doctor says that it is nothing serious.", "Three of the keys were missing.",
    "I need to charge my phone before we leave.", "What did she say about the garden?", "There is a spot on your shirt.", "It takes about an hour by bicycle.", "Her daughter studies law somewhere up north.", "You are standing on my foot.", "Nobody told me that the meeting was cancelled.", "The stockings are hung over the fireplace.",
    "Wait for me at the top of the stairs.", "This morning the milk had gone sour.", "We should paint the fence before autumn.", "He always talks about the same three jokes.", "The fault was mine, I am afraid.", "Drop me a line when you get there.", "Look at that, the swallows are back.", "Which of these trees is an oak?",
    "I hardly slept because of the party next door.", "The orchestra was wonderful, the hall was not.", "There is still some cake if you like.", "My watch is five minutes fast.", "Put it on the shelf above the stove.", "It is hard to find a good plumber.", "She asked for the recipe and I gave it to her.", "The squirrels eat all of our nuts.",
    "You could have called me earlier.", "In those days, everything cost less.", "A bit more to the left, and then it is straight.", "The cheese from that stall is the best.", "Honestly, I would not pay that much.", "Can we talk about it over lunch?", "The bus was so full that I had to stand.", "Please remind me to buy stamps and tape.",
    "He has got a strong accent, but I understood him.", "I like the one with the stripes.", "Somebody parked right in front of our door.", "After that we went up to the tower.", "It popped like a balloon.", "Does this come in another size?", "The kids are at their grandparents' until Monday.", "Fine, then we shall do it your way.",
    "Oh, I had not thought of that.", "They say that it will be a cold winter.", "Not bad at all for a first try.", "She swapped seats with the man by the window.", "The old clock in the hall struck nine.", "I keep my tools in the shed.", "Who was that on the phone?", "Let us start over from the beginning.",
)
"""What other people say, in the streams in which nobody says stop."""
REPLIES = ("Stopped.", "The stop is cleared. I can move again.", "I am stopped. Clear the stop first, then say it again.", "I am ready.", "One thing at a time, please.", "Okay.", "One moment.", "I stopped.", "Something went wrong and I hold still. Please say it again.", "I am back at rest.")
"""Vela's own."""


def ordinary(chance: random.Random) -> str:
    """A command or question to Vela, chat, or something of her own; without a word that stops her."""
    while True:
        said = chance.choice(CHAT) if chance.random() < 0.3 else _lesson(chance)
        if said and len(said) < 90 and not any(word in said.lower() for word in ("stop", "halt", "freez", "abort", "emergency", "move", "still")):
            return said


def moving(chance: random.Random) -> str:
    """An ordinary command with "move" or "still" in it."""
    for _ in range(200):
        said = _lesson(chance)
        if len(said) < 90 and any(word in said.lower() for word in ("move", "still")) and not any(word in said.lower() for word in ("stop", "halt", "freez", "don't move", "do not move")):
            return said
    return "Move the red cup to the left."


def _lesson(chance: random.Random) -> str:
    lesson = draw_lesson(chance)
    return lesson.say if isinstance(lesson.say, str) else ""
