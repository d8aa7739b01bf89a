"""Small talk, questions about the robot itself, other people's chatter, and what a recogniser writes when nobody spoke.

The robot answers shortly or says that it did not understand; it never moves. Knows nothing of what is on the table.
"""

from __future__ import annotations

from assistant.vla.training.language.chatter import CHATTER, FOREIGN, HALLUCINATIONS, NONSENSE
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.replies import SAY
from assistant.vla.training.language.style import written

_ADDRESS = "[, (robot|vela)]"
_TALK: dict[str, str] = {
    "hello": (f"3*hello{_ADDRESS}\n2*hi{_ADDRESS}\nhey{_ADDRESS}\nhey there\nhello there\nhi there{_ADDRESS}\ngreetings{_ADDRESS}\nhowdy\nhello my friend\nnice to meet you{_ADDRESS}"
                     "\nhello robot arm\nhiya\nhiya, how's it going\nhey, how's it going today\ngood day\nhi everyone\nhello hello\n~salutations\n~yo robot\n~good to see you"),
    "morning": "good morning[, (robot|vela)]\nmorning[, (robot|vela)]\n~a very good morning",
    "evening": "good evening[, (robot|vela)]\nevening[, (robot|vela)]\n~a lovely evening to you",
    "night": "good night[, (robot|vela)]\nsleep well[, (robot|vela)]\n~nighty night",
    "welcome": ("4*thank you\n3*thanks\n2*thank you very much\n2*thanks a lot\nthank you so much\nmany thanks\nthanks robot\nthank you vela\nthanks, that's perfect\ngreat, thank you"
                       "\nok thanks\nokay, thank you\nperfect, thanks\nthat was helpful, thanks\ni appreciate it\ncheers\nthanks for (your|the) help\nthat's all, thank you\nwell done, thanks"
                       "\nthank you, that is all\nthanks mate\nthx\n~much obliged\n~ta very much\n~thanks a bunch\n~you have my thanks"),
    "thanks": ("3*good job\n3*well done\n2*good robot\n2*very good\n2*great\nexcellent\nperfect\nnice\nnice work\ngreat job\nawesome\nbravo\nthat was great\nthat was perfect\ni love it"
                      "\nyou are (great|amazing|awesome|smart|clever|very clever|so good at this|a good robot|the best)\nyou're (great|amazing|awesome|smart|the best)\namazing\nfantastic\nwonderful"
                      "\nthat's it, very nice\ngood work\nwow\nwow, impressive\nthat is correct\nyes, that's right\ni like you\ni love you\nwell done robot\nthat's a (fine|nice|lovely|great|good|beautiful) (tower|job|trick|catch|move|stack|grip|robot|place for it)\nwhat a (fine|nice|lovely|great|good|clever) (tower|trick|job|robot|machine|little robot|little machine)[ you are]\nhooray\nyay\nbrilliant\nhurrah\nyou did it\nyou really did it\nlook at (that|it go|you)\nlook, it (did it|works|worked)\nit (works|worked)\nwell that was (quick|fast|slow|easy)\nthat was (quick|clever|neat|cool|impressive)\ncool\nneat\nsweet\ngood (boy|girl)\nexactly what i wanted\njust what i wanted\nthat's what i wanted\nthat's exactly right\n(bravo|super|great|perfect|lovely|nice), that's (a fine tower|it|right|very good|exactly it)\nthank you for the show\n~splendid\n~marvellous work\n~top notch\n~attaboy\n~nicely handled"),
    "bye": ("3*goodbye\n3*bye\n2*bye bye\n2*see you\nsee you later\nsee you tomorrow\nuntil next time\ngood bye robot\nbye vela\ni have to go now\ni am leaving\ntake care\nso long"
                   "\n~farewell\n~catch you later\n~ciao for now"),
    "how_are_you": ("3*how are you\n2*how are you doing\nhow is it going\nhow do you feel\nhow are you today\nare you okay\nare you all right\nwhat's up\nhow are things\nhow have you been"
                           "\nhow do you do\n~how's life\n~are you doing well"),
    "who": ("4*who are you\n3*what is your name\n3*what's your name\n2*what are you\nwhat are you called\nwhat should i call you\ntell me who you are\nintroduce yourself\ndo you have a name"
                   "\nwho am i talking to\nare you a robot\nare you vela\nwhat kind of robot are you\ntell me about yourself\nwho is vela\nare you human\ntell me your name"
                   "\n~what do people call you\n~state your name\n~who might you be"),
    "what_can": ("5*what can you do\n2*what are you able to do\n2*how can you help [me]\nwhat are your (skills|abilities|capabilities|functions)\nwhat can i ask you [to do]\nwhat can i say [to you]\nhelp"
                        "\nhelp me\ni need help\nwhat do you do\nwhat are you good (at|for)\nwhat commands do you (know|understand)\nwhat kind of things can you do\ntell me what you can do\nshow me what you can do"
                        "\nhow does this work\nhow do i use you\nwhat tricks do you know\nwhat can you pick up\nwhich (things|objects) can you pick up\ncan you help me\nwhat do you understand\nwhat is your job\nwhat (sort|kind) of (jobs|work|things) do you do [around here]\nwhat do you do around here\nwhat are you here for"
                        "\n~what are you capable of\n~what tasks can you perform\n~explain your abilities\n~what's in your repertoire"),
    "yes_hear": "3*can you hear me\n2*do you hear me\nare you listening\ncan you understand me\ndo you understand me\nare you there\nis this (thing|microphone|mic) on\ntesting, can you hear me\n~am i coming through",
    "ready": "3*are you ready\nare you on\nare you awake\nready\nshall we start\nare you working\ncan we begin\nlet's get started\nlet's start\n~all set",
    "made": "who made you\nwho built you\nwhere do you come from\nwho is your (creator|maker|owner)\nhow old are you\nwho created you\nwhen were you made\n~who put you together",
    "feel": ("do you have feelings\nare you (happy|sad|tired|hungry|bored|angry|alive|conscious)\ndo you (like|love|hate) me\ndo you sleep\ndo you dream\nwhat do you eat\nare you afraid"
                    "\nwhat is your favorite (color|food|song|movie)\n~do you get lonely\n~does it hurt"),
    "see_how": "do you have eyes\nhow do you see\ncan you see me\nhow can you see\ndo you have a camera\nare you blind\n~what do you see with",
    "knowledge": ("""
what time is it
what's the time
what is the weather [like] [today]
will it rain tomorrow
what day is it
what is the capital of (france|germany|italy|spain)
who is the president
how far is the moon
what is two plus two
what is the meaning of life
tell me a joke
tell me a story
do you know a joke
who won the (game|match|world cup)
how tall is the eiffel tower
what is the news
what's on tv
how do i get to the station
when is my next meeting
what is love
why is the sky blue
who wrote hamlet
how much does it cost
what did you have for breakfast
where am i
what's my name
who am i
how do you spell robot
what is the square root of (nine|sixteen)
how many people live in china
what is the temperature
is it cold outside
where is my (phone|car|wife|wallet) at home
how old is the universe
~recite a poem
~what's the stock market doing
~which team plays tonight
~how do planes fly
""".replace("where is my (phone|car|wife|wallet) at home\n", "")),
    "okay": ("3*never mind\n2*forget it\n2*cancel\ncancel that\nforget about it\nnever mind, forget it\ndon't bother\nno, never mind\nit's okay\nok\nokay\nall right\nalright\nyes\nno\nnope\nyeah\nsure\nfine\ni see"
                    "\nnothing\ndo nothing\nnot now\nmaybe later\nwait\nwait a moment\nhold on\none moment\njust a second\nlet me think\nhmm\num\ndon't do anything\nplease don't move\ndon't move\nstay there\nstay where you are"
                    "\ndon't touch anything\ndon't pick up anything\nleave it\nleave it alone\nleave everything where it is\ni changed my mind\nthat's all\nthat is all\nthat will be all\nwe are done\ni'm done\nno more"
                    "\ndon't do it\nno need\nno thanks\nno thank you\nnot necessary\nokay, good to know\n~disregard that\n~scrap that\n~skip it\n~give me a minute\n~that'll do\n~keep still"),
    "sorry": ("2*that was wrong\n2*bad robot\nyou are (stupid|dumb|useless|slow|bad at this|wrong|an idiot)\nyou're (stupid|useless|wrong|no good)\nthat's not what i (said|meant|wanted)\ni hate you\nthat's wrong"
                     "\nyou made a mistake\nwrong\nthis is terrible\nyou did it wrong\nthat is not right\nshame on you\nyou are not listening\nshut up\n~you messed up\n~that was poor\n~what a clumsy machine"),
}
TALK = {key: Phrases(text, more=f"chat.{key}") for key, text in _TALK.items()}
_KEYS = tuple(TALK)
_WEIGHTED = ("hello",) * 3 + ("welcome",) * 4 + ("thanks",) * 3 + ("who",) * 3 + ("what_can",) * 4 + ("okay",) * 4 + ("knowledge",) * 3 + _KEYS


def thanks(text: str) -> bool:
    """Whether somebody thanks in it, and is welcome; praise alone is thanked for."""
    return any(word in f" {text.lower()} " for word in ("thank", "thanx", "thx", "cheers", "obliged", " ta ", "appreciate"))


def chat(draw: Draw) -> Lesson:
    """Small talk and questions about the robot (half), chatter, nonsense, hallucinations and other languages (the other half)."""
    table = any_table(draw, 6, draw.random() < 0.08)
    if draw.random() < 0.5:
        key = draw.of(_WEIGHTED)
        said = TALK[key](draw)
        if draw.random() < 0.12 and key not in ("okay", "yes_hear"):
            said = draw.of(("hey, ", "so, ", "okay, ", "um, ", "well, ", "hey robot, ")) + said
        return Lesson(table.scene, (), written(draw, said), "answer", SAY[key], tag="chat")
    pool = draw.of((CHATTER,) * 6 + (NONSENSE, HALLUCINATIONS, FOREIGN))
    return Lesson(table.scene, (), written(draw, pool(draw, b="[", e="]", o="(", c=")"), plain=True), "answer", SAY["not_understood"], tag="chat")
