"""What the first lessons left wrong, in words: sound-alikes said alone and in sentences, what follows a word that stops when it is none, and pieces of commands. Knows words; nothing of sound.

What is KEPT is said only where it is measured how the ear does with words that it was never taught.
"""

from __future__ import annotations

import random

from assistant.vla.training.language import draw_lesson

STOPPING = ("stop", "halt", "freez", "abort", "emergency")
"""Parts of the words that stop her while she acts."""
SHORT_STOPS = ("stop", "stop", "stop", "halt", "halt", "freeze", "freeze", "don't move", "don't move", "stop it", "stop it", "do not move", "stop now", "please stop", "stop please", "hold still", "abort", "no, stop", "Vela, stop", "stop, stop", "wait, stop", "don't move, please")
"""The shortest most of all: they are what is missed."""
ALIKE = tuple(
    "top stock start shop drop pop step stuck stack store stark starve starting stocks stalk stamp stab stout stomp strap strop slop swap spot spa star stars stow stole stab staff stub steep stoop scope soap sob sock socks sop sup soup slap slip sleep snap snip "
    "tap tops type tip tape topic topped topple cop crop flop plop prop chop hop lop mop bop cup up cap cape cope dot dock drops dropped drip drape shops shopping shot shut shock shark sharp block blocks black clock clocks clop knock lock lot lots pot pots "
    "hot hop hope hall haul hold hauled holds hurt hot hold heart hard hull hole help health harp hawk horse hoard half have hat hit had salt malt fault vault bolt colt alter alt old all halter out odd "
    "free freed frees fries freight freckle three trees tease teas cheese these please fleas breeze breathe sneeze squeeze seize peace piece fleece fees feeds freaks friends fridge fruit fresh frost "
    "done don down dome doom dont move mood mooed moves moved movie moving mauve grove prove approve groove remove improve moon more don't-know domino donut dough "
    "above about abroad aboard a-bit a-part abroad award immerse emerge emerging merge energy urgent agency "
    "okay yes no yeah nope yep right left on off over under back front red blue green yellow white black cube ball box bowl plate mug block tower stack robot Vela please thanks hello hi hey oh ah ow wow one two three four five six".split()
)
"""One word, said alone. A hyphen is a space."""
ALIKE_PHRASES = (
    "on top", "the top", "top it up", "at the top", "to the top", "on the top", "start it", "start up", "start over", "drop it", "drop that", "drop it in", "stock up", "step up", "step on it", "stack it", "stack them", "stack it up", "stand up", "stay there", "store it", "stick it", "the shop", "the cup",
    "a cup", "red cup", "blue cup", "that cup", "pick it up", "pick up", "put it up", "lift it up", "hold it", "hold on", "hold that", "hold it up", "hot stuff", "haul it", "free it", "free him", "three please", "these please", "don't do it", "don't know", "don't look", "don't mind", "don't worry",
    "don't lose it", "don't use it", "do move it", "move it", "move on", "move up", "let's move", "on the move", "not now", "not yet", "not that", "got it", "what is it", "that's it", "is that it", "the dot", "the spot", "hot pot", "tip top", "flip flop", "non stick", "the workshop", "the laptop", "the rooftop", "a bus", "the bishop",
    "a new crop", "full stock", "the clock", "the block", "a block", "the black one", "next block", "top block", "let go", "let it go", "go up", "shut up", "keep up", "line up", "wake up", "what's up", "hands up", "bottoms up", "ship it", "shift it", "chop chop", "swap them", "top left", "top right", "stare at it", "still there",
)
KEPT_ALIKE = (
    "stoke", "strut", "stew", "stodge", "tots", "bopped", "raindrop", "backdrop", "gumdrop", "eavesdrop", "teardrop", "pawnshop", "sweatshop", "hilltop", "treetop", "a spinning top", "the top drawer", "take stock", "a head start", "short", "sport", "staple", "stuff", "steps", "stump", "stable", "sock it", "hop on", "pop up",
    "cobalt", "basalt", "hilt", "hauling", "hot air", "hold tight", "holding", "Walt", "quilt", "exhaust", "free throw", "freebie", "Fridays", "refrain", "trapeze", "frisbee", "knees up", "Louise", "don't brood", "don't lose", "dull mood", "donate", "no mood", "the groom", "abhor", "a port", "a bored man", "insurgency", "a merger", "on tap",
)
AFTER = {
    "stop": ("by the {place}", "at the {place}", "and {verb} first", "for a {thing}", "{verb}ing about the {thing}", "the {thing} if it rains", "motion films are fun", "signs are red", "watching {thing}s all day", "here on the way to the {place}", "in front of the {place}", "over in {city}", "off in {city}", "light ahead", "your {person} from {verb}ing", "her before she goes to the {place}", "to {verb} with {person}", "before the {place} and turn left", "loss orders are common", "him if you can"),
    "don't move": ("the {thing} to the {place}", "to {city}", "my {thing}", "in with {person}", "house in winter", "so many {thing}s", "that {thing} yet", "the {thing} until I say so", "out before the summer", "on to the next {thing}", "it onto the {place}", "the {colour} {thing}", "your {thing} over there"),
    "halt": ("the work at the {place}", "production for a week", "and catch fire", "sales in {city}", "the spread of {thing}s", "signs near the {place}", "all {thing}s from {city}"),
    "freeze": ("the {thing}s for later", "frames are useful", "dried {thing}s", "half of the soup", "your account in {city}", "the picture on the screen", "up in front of people", "prices for a year", "the bread and the {thing}s"),
    "hold still": ("life paintings up", "images to the light", "water in a {thing}"),
    "abort": ("the mission over {city}", "signals come late"),
    "emergency": ("exits are over there", "rooms are full", "calls only in {city}"),
}
"""What makes a sentence of it, by the word that it begins with."""
KEPT_AFTER = {
    "stop": ("by the bakery later", "and smell the roses", "at the corner and turn", "paying for the gym", "me if you have heard this one", "at nothing to win", "and ask for directions", "somewhere for lunch", "blaming the weather", "making excuses"),
    "don't move": ("furniture on your own", "the deadline again", "the plant out of the sun", "too close to the edge", "away from your family"),
    "halt": ("hiring until spring", "trading on Monday"),
    "freeze": ("some berries for the winter", "every muscle in your body", "wages this year"),
}
_FILL = {
    "place": "shop bakery office corner bank station market library school garage harbour hotel table bridge museum pharmacy kitchen gate".split(), "thing": "cup coffee sandwich letter film game car chair box train bottle book peach berry picture phone song dog ball bowl".split(), "verb": "think talk sing cook walk play complain look ask read wait".split(),
    "person": "sister brother mother neighbour friend boss teacher uncle father cousin".split(), "city": "London Paris Berlin Boston Denver Madrid Oslo".split(), "colour": "red blue green yellow black white".split(),
}
CARRIERS = (
    "I said {}.", "He said {} twice.", "Where is the {}?", "It says {} on the label.", "You can {} if you like.", "The {} is over there.", "Was it {} or something else?", "They call it {}.", "Give me a {} please.", "And then {}, of course.", "Maybe {}.", "My {} is new.", "It was {} in the end.", "Please {} again.",
)
"""Sentences around a sound-alike."""
MORE_CHAT = (
    "The neighbours are putting up a new fence this week.", "I usually walk to the office when it is dry.", "Do you want the window open or shut?", "Somebody left a bag by the front door.", "We are having soup and bread tonight.", "I think the batteries are flat again.", "Her flight was late, so we waited for two hours.",
    "Put a little more salt in it next time.", "The top of the hill has the best view.", "He started a shop with his brother.", "It stuck to the bottom of the pot.", "The stock was too salty for me.", "They swapped seats at half time.", "There is a spot on your shirt.", "I dropped a cup, but it did not break.", "Step back a bit, please.", "Who is going to pick up the children?",
    "The clock on the wall is five minutes slow.", "She hopes to start in October.", "That is not what I heard.", "Two cups of flour and a pinch of salt.", "The door was locked from the inside.", "Her heart was not in it.", "We hauled it all the way up the stairs.", "These trees lose their leaves in autumn.", "He pleases everybody but himself.", "Three of these, please.", "A cold breeze came in from the sea.",
    "You do not look well today.", "I do not know whose move it is.", "The movie was over by ten.", "Remove the lid before you heat it.", "It is all about the timing.", "What a lot of noise for such a small machine.", "I was about to leave when he called.", "It costs a hundred and twenty without tax.", "All the shops are shut on Sunday.", "Could somebody get the phone?", "Up on the roof there is a small garden.", "He got a job at the airport.",
)
KEPT_CHAT = (
    "The gardener comes on the first Friday of the month.", "I never liked the taste of olives.", "Have we got any stamps left?", "The lift is out of order, so take the stairs.", "My grandmother used to bake on Saturdays.", "He bought a second hand bicycle for almost nothing.", "Is it still raining over there?", "The soup is too hot to eat.", "They stayed up until dawn.", "I put the receipt on top of the pile.",
    "Our start was slow, but we caught up.", "Half the class had the flu.", "The stork is a large bird with a long beak.", "She tapped him on the shoulder.", "There is a dot missing at the end.", "Nobody chops onions as fast as she does.", "Please sit down and tell me about it.", "The halls are painted every spring.", "What he holds in his hand is a map.", "It is a steep path with a lot of steps.", "We freed the bird from the net.", "The groove in the wood is too deep.",
    "Do you prefer trains or buses?", "I lost my gloves on the bus.", "A robot like that must cost a fortune.", "The lights went out during the storm.", "He could hear the sea from his room.", "This jacket has seven pockets.", "Mind the gap between the boards.", "We might as well go now.", "Ask the man at the counter.", "It sounds good to me.", "The report is due on Thursday.", "Your cup is the one with the blue rim.", "Not everybody wants to be famous.", "She stacked the plates in the sink.",
)


def alike(chance: random.Random) -> str:
    """A sound-alike alone, or a piece of a sentence that has some."""
    said = chance.choice(ALIKE).replace("-", " ") if chance.random() < 0.7 else chance.choice(ALIKE_PHRASES)
    return said[0].upper() + said[1:] + chance.choice((".", "!", "!", "?", ""))


def in_a_sentence(chance: random.Random) -> str:
    """A sentence with a sound-alike in it, or of other talk."""
    return chance.choice(CARRIERS).format(chance.choice(ALIKE).replace("-", " ")) if chance.random() < 0.5 else chance.choice(MORE_CHAT)


def going_on(chance: random.Random, kept: bool = False) -> str:
    """A sentence that begins as a stop does, and is none. kept: one that is never taught."""
    after = KEPT_AFTER if kept else AFTER
    first = chance.choices(list(after), [len(after[word]) for word in after])[0]
    rest = chance.choice(after[first]).format(**{name: chance.choice(words) for name, words in _FILL.items()})
    return f"{first.capitalize()} {rest}{chance.choice(('.', '.', '!', '?'))}"


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
