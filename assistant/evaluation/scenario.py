"""Scenario files: YAML in, checked scenarios out; every mistake names its line and its reason.

Knows the format (scenes by drivers.simulator.scene), not how a scenario is played or scored.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np
import yaml

from assistant.interface import ReplyKind
from drivers.simulator.scene import Marked, read_text, things_from
from drivers.simulator.world import Thing, place

REPLIES = tuple(kind.value for kind in ReplyKind)
ONE = ("lifted", "unmoved")
TWO = ("in", "on", "left_of", "right_of", "in_front_of", "behind", "next_to")
CHOICES = {"gripper": ("open", "closed"), "pose": ("home",), "still": ("true", "false")}
STATES = (*ONE, *TWO, *CHOICES)


class ScenarioError(ValueError):
    """A scenario file that is not valid. The message names file, line and reason."""


@dataclass(frozen=True)
class Condition:
    """Something that must hold when the turn is over; names as in the scene, or one of the word's choices."""

    word: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.word}: {', '.join(self.names)}"


@dataclass(frozen=True)
class Expect:
    """replies empty: any. mentions, avoids: regular expressions, any case, on the spoken reply."""

    replies: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    state: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class ScenarioTurn:
    """say: typed (or spoken by a voice); hear: a recording instead."""

    say: str | None
    hear: Path | None
    expect: Expect


@dataclass(frozen=True)
class Scenario:
    id: str
    tags: tuple[str, ...]
    seed: int
    things: tuple[Thing, ...]
    turns: tuple[ScenarioTurn, ...]


class _Loader(yaml.SafeLoader):
    """Plain data whose mappings know their lines, and in which yes, no, on and off are the words they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    marked = Marked(node.start_mark.line + 1)
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise ScenarioError(f"line {line}: a key must be a word")
        key = key_node.value
        if key in marked:
            raise ScenarioError(f"line {line}: {key!r} is given twice; several of a kind are written as a list")
        marked[key] = loader.construct_object(value_node, deep=True)
        marked.lines[key] = line
    return marked


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_scenarios(path: str | Path) -> tuple[Scenario, ...]:
    """The scenarios of a file. ScenarioError when it is missing, not YAML, or not valid anywhere."""
    try:
        text = read_text(path)
    except ValueError as error:
        raise ScenarioError(f"{error}.") from error
    return parse(text, Path(path).parent, str(path))


def parse(text: str, folder: Path, source: str) -> tuple[Scenario, ...]:
    """folder: where `hear` files lie. source: what the messages call the text."""
    try:
        data = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader: it builds plain data only
        if not isinstance(data, list) or not data:
            raise ScenarioError("line 1: a scenario file is a list of scenarios, each like `- id: ...`")
        scenarios = tuple(_scenario(entry, number, folder) for number, entry in enumerate(data, start=1))
        for entry, scenario in zip(data, scenarios):
            if sum(other.id == scenario.id for other in scenarios) > 1:
                raise ScenarioError(f"{_at(entry, 'id')}the id {scenario.id!r} is used twice")
        return scenarios
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise ScenarioError(f"{source}{where}: this is not valid YAML ({error.problem or error.context}).") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ScenarioError(f"{source}: this is not valid YAML ({' '.join(str(error).split())}).") from error
    except ValueError as error:  # ours, and the scene's
        separator = ", " if str(error).startswith("line ") else ": "
        raise ScenarioError(f"{source}{separator}{str(error).rstrip('.')}.") from error


def _scenario(entry: Any, number: int, folder: Path) -> Scenario:
    if not isinstance(entry, Marked):
        raise ScenarioError(f"scenario {number} must be a mapping with `id`, `objects` and `turns`, not {_shown(entry)}")
    _known(entry, ("id", "tags", "seed", "objects", "turns"), f"scenario {number}", ("id", "objects", "turns"))
    name = _text(entry, "id")
    tags = entry.get("tags") or []
    tags = tuple(_words(entry, "tags", tags if isinstance(tags, list) else [tags]))
    seed = entry.get("seed", 0)
    if not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise ScenarioError(f"{_at(entry, 'seed')}`seed` must be a whole number from 0 up, not {_shown(seed)}")
    things = _things(entry, name, seed)
    if not isinstance(entry["turns"], list) or not entry["turns"]:
        raise ScenarioError(f"{_at(entry, 'turns')}`turns` must be a list of at least one turn")
    names = tuple(thing.name for thing in things)
    turns = tuple(_turn(turn, entry, index, names, folder) for index, turn in enumerate(entry["turns"], start=1))
    return Scenario(name, tags, seed, things, turns)


def _things(entry: Marked, name: str, seed: int) -> tuple[Thing, ...]:
    things = things_from(_plain_words(entry["objects"] or []))
    try:
        place(things, np.random.default_rng(seed))  # as the world will: what does not fit is said before anything runs
    except ValueError as error:
        raise ScenarioError(f"{_at(entry, 'objects')}scenario {name!r}: {error}") from error
    return things


def _plain_words(objects: Any) -> Any:
    """Names that YAML takes for numbers are the words they were written as."""
    for thing in objects if isinstance(objects, list) else ():
        if isinstance(thing, Marked) and isinstance(thing.get("name"), (int, float)):
            thing["name"] = str(thing["name"])
    return objects


def _turn(turn: Any, entry: Marked, number: int, names: Sequence[str], folder: Path) -> ScenarioTurn:
    if not isinstance(turn, Marked):
        raise ScenarioError(f"{_at(entry, 'turns')}turn {number} must be like `say: pick up the red cup`, not {_shown(turn)}")
    _known(turn, ("say", "hear", "expect"), f"turn {number}")
    if ("say" in turn) == ("hear" in turn):
        raise ScenarioError(f"line {turn.line}: turn {number} needs `say` or `hear`, one of the two")
    say = hear = None
    if "say" in turn:
        say = _text(turn, "say")
    else:
        hear = folder / _text(turn, "hear")
        if not hear.is_file():
            raise ScenarioError(f"{_at(turn, 'hear')}there is no recording {hear}")
    return ScenarioTurn(say, hear, _expect(turn, names))


def _expect(turn: Marked, names: Sequence[str]) -> Expect:
    expect = turn.get("expect")
    if expect is None:
        return Expect()
    if not isinstance(expect, Marked):
        raise ScenarioError(f"{_at(turn, 'expect')}`expect` must be like {{reply: act}}, not {_shown(expect)}")
    _known(expect, ("reply", "mentions", "avoids", "state"), "`expect`")
    replies = expect.get("reply", [])
    replies = tuple(_words(expect, "reply", replies if isinstance(replies, list) else [replies]))
    for reply in replies:
        if reply not in REPLIES:
            raise ScenarioError(f"{_at(expect, 'reply')}{_unknown('reply', reply, REPLIES)}")
    return Expect(replies, _patterns(expect, "mentions"), _patterns(expect, "avoids"), _state(expect, names))


def _patterns(expect: Marked, key: str) -> tuple[str, ...]:
    given = expect.get(key) or []
    patterns = tuple(_words(expect, key, given if isinstance(given, list) else [given]))
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ScenarioError(f"{_at(expect, key)}{pattern!r} is not a regular expression ({error})") from error
    return patterns


def _state(expect: Marked, names: Sequence[str]) -> tuple[Condition, ...]:
    state = expect.get("state")
    if state is None:
        return ()
    if not isinstance(state, Marked):
        raise ScenarioError(f"{_at(expect, 'state')}`state` must be like {{lifted: cup}}, not {_shown(state)}")
    conditions: list[Condition] = []
    for word, value in state.items():
        where = _at(state, word)
        if word not in STATES:
            raise ScenarioError(f"{where}{_unknown('state', word, STATES)}")
        if word in CHOICES:
            if not isinstance(value, str) or value.lower() not in CHOICES[word]:
                raise ScenarioError(f"{where}`{word}` can be {' or '.join(CHOICES[word])}, not {_shown(value)}")
            conditions.append(Condition(word, (value.lower(),)))
            continue
        conditions.extend(Condition(word, things) for things in _groups(word, value, where))
    for condition in conditions:
        for name in condition.names if condition.word not in CHOICES else ():
            if name not in names and not (condition.word == "unmoved" and name == "all"):
                raise ScenarioError(f"{_at(state, condition.word)}{_unknown('thing in this scene', name, names)}")
    return tuple(conditions)


def _groups(word: str, value: Any, where: str) -> list[tuple[str, ...]]:
    """`lifted: a` or [a, b]: one name each; `in: [a, b]` or [[a, b], [c, d]]: pairs."""
    items = value if isinstance(value, list) else [value]
    if word in ONE:
        groups = [(item,) for item in items]
    else:
        pairs = items if items and all(isinstance(item, list) for item in items) else [items]
        groups = [tuple(pair) for pair in pairs]
    size = 1 if word in ONE else 2
    groups = [tuple(str(n) if isinstance(n, (int, float)) else n for n in group) for group in groups]
    if not groups or any(len(group) != size or not all(isinstance(n, str) for n in group) for group in groups):
        needed = "a name" if size == 1 else "two names, like [cup, bowl]"
        raise ScenarioError(f"{where}`{word}` needs {needed}, not {_shown(value)}")
    return groups


def _known(mapping: Marked, known: Sequence[str], what: str, needed: Sequence[str] = ()) -> None:
    for key in mapping:
        if key not in known:
            raise ScenarioError(f"{_at(mapping, key)}{what}: {_unknown('key', key, known)}")
    for key in needed:
        if key not in mapping:
            raise ScenarioError(f"line {mapping.line}: {what} has no `{key}`")


def _text(mapping: Marked, key: str) -> str:
    value = mapping[key]
    if isinstance(value, (int, float)):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ScenarioError(f"{_at(mapping, key)}`{key}` must be words, not {_shown(value)}")
    return value


def _words(mapping: Marked, key: str, values: Sequence[Any]) -> list[str]:
    if not all(isinstance(value, (str, int, float)) for value in values):
        raise ScenarioError(f"{_at(mapping, key)}`{key}` must be words, not {_shown(mapping[key])}")
    return [str(value) for value in values]


def _unknown(what: str, value: Any, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), known, n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"{_shown(value)} is not a known {what} (known: {', '.join(known) or 'none'}){meant}"


def _at(mapping: Mapping, key: str) -> str:
    return f"line {mapping.lines.get(key, mapping.line)}: " if isinstance(mapping, Marked) else ""


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
