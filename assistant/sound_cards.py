"""Sound cards that come and go: whether they have, by what Linux says, cheap enough to be asked often; and what a device is called all the while. Devices of a sound server are not seen here."""

from __future__ import annotations

from pathlib import Path

CARDS, NODES = Path("/proc/asound/cards"), Path("/dev/snd")


def sound_cards() -> tuple[str, ...]:
    """Something that is the same as long as they are; always the same on a system that says nothing."""
    cards = CARDS.read_text() if CARDS.is_file() else ""
    return (cards, *sorted(node.name for node in NODES.iterdir())) if NODES.is_dir() else (cards,)


def lasting_name(name: str) -> str:
    """Of PortAudio's name of a device, the part by which it is found again: which card it is ("hw:1,0") may change when it is plugged in anew."""
    return name.split(" (hw:")[0]
