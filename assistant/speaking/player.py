"""Plays on one sound device what it is sent: a process of its own, started by reopening.py and ended by killing it.

    python -m assistant.speaking.player CONNECTION DEVICE      the number of an open socket; the device in JSON: a number, a part of a name, or null

First it sends ("ready", name), or ("lost", sentence). It takes ("play", number, samples, rate), and of the same number ("cut", number), ("hold", number) and ("go on", number); and
sends ("plays", (samples, rate, at)) as Loudspeaker's on_play is told, and ("over", number) or ("lost", sentence) for each play. Ends when the connection does. Knows nothing of voices or of what is said.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from multiprocessing.connection import Connection

import numpy as np

from assistant.speaking.loudspeaker import Loudspeaker, NoSound

LOOKING = 60  # seconds after which one that hangs while it looks for devices ends, whoever started it


def main(connection: Connection, device: int | str | None) -> None:
    signal.alarm(LOOKING)
    try:
        loudspeaker = Loudspeaker(device, lambda *what: connection.send(("plays", what)))
    except NoSound as reason:
        connection.send(("lost", str(reason)))
        return
    signal.alarm(0)
    connection.send(("ready", loudspeaker.name))
    plays: queue.Queue[tuple[int, np.ndarray, int, threading.Event]] = queue.Queue()
    threading.Thread(target=listen, args=(connection, loudspeaker, plays), daemon=True).start()
    while True:
        number, samples, rate, cut = plays.get()
        try:
            loudspeaker.play(samples, rate, cut)
        except NoSound as reason:
            connection.send(("lost", str(reason)))
        else:
            connection.send(("over", number))


def listen(connection: Connection, loudspeaker: Loudspeaker, plays: queue.Queue) -> None:
    """While it plays, too; until whoever sends has gone."""
    cuts: dict[int, threading.Event] = {}
    while True:
        try:
            what, number, *rest = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        if what == "play":
            loudspeaker.go_on()
            cuts = {number: threading.Event()}
            plays.put((number, *rest, cuts[number]))
        elif number in cuts:
            {"cut": cuts[number].set, "hold": loudspeaker.hold, "go on": loudspeaker.go_on}[what]()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    main(Connection(int(sys.argv[1])), json.loads(sys.argv[2]))
