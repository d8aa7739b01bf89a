"""Whether sound cards have come or gone: what Linux says of them, cheap enough to be asked often. Devices of a sound server are not seen here."""

from __future__ import annotations

from pathlib import Path

CARDS, NODES = Path("/proc/asound/cards"), Path("/dev/snd")


def sound_cards() -> tuple[str, ...]:
    """Something that is the same as long as they are; always the same on a system that says nothing."""
    cards = CARDS.read_text() if CARDS.is_file() else ""
    return (cards, *sorted(node.name for node in NODES.iterdir())) if NODES.is_dir() else (cards,)
