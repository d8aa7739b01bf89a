"""Scene files: YAML with `objects`, read into the things that stand on the table.

Says which line is wrong and why. Knows the words of a scene, not where things fit
(`World` decides that) and nothing of conversations or scoring.
"""

from __future__ import annotations

import difflib
import math
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import yaml

from drivers.simulator.things import COLORS, KINDS, SIZES, Thing

KEYS = ("name", "kind", "color", "at", "yaw", "size")
TABLE = ((-0.25, 0.65), (-0.6, 0.6))
"""Metres: the table's top, x and y, in the arm's base frame."""
SCENARIO_KEYS = ("id", "tags", "turns")
"""A scenario is also a scene: these keys of it are left to whoever plays it."""


class Marked(dict):
    """A mapping from a YAML file that remembers where it stood: `line`, and `lines` {key: line}, counted from 1."""

    def __init__(self, line: int):
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class _Loader(yaml.SafeLoader):
    """SafeLoader whose mappings are `Marked`, and which refuses a key given twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    marked = Marked(node.start_mark.line + 1)
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
        if not isinstance(key, (str, int, float, bool, type(None))):
            raise ValueError(f"line {line}: a key must be a word, not {_shown(key)}")
        if key in marked:
            raise ValueError(f"line {line}: {key!r} is given twice")
        marked[key] = loader.construct_object(value_node, deep=True)
        marked.lines[key] = line
    return marked


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_marked(text: str) -> Any:
    """YAML text as plain data whose mappings are `Marked`. ValueError ("line 3: ...") when it is not YAML."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader: it builds plain data only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}this is not valid YAML ({error.problem or error.context})") from error
    except yaml.YAMLError as error:
        raise ValueError(f"this is not valid YAML ({' '.join(str(error).split())})") from error
    except RecursionError as error:
        raise ValueError("this is not valid YAML (it is nested too deeply)") from error


def read_text(path: str | Path) -> str:
    """A text file's words. ValueError naming the file when it is missing, a folder, unreadable or not text."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not a text file (byte {error.start} is not UTF-8)") from error
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror or error}") from error


def read_scene(path: str | Path) -> tuple[tuple[Thing, ...], int]:
    """The things of a scene file and its seed (0 when it gives none).

    The file is a mapping with `objects` (and `seed`), or one scenario. ValueError, naming file, line and reason.
    """
    text = read_text(path)
    try:
        scene = load_marked(text)
        if isinstance(scene, list) and len(scene) == 1:
            scene = scene[0]
        return _scene(scene)
    except ValueError as error:
        raise ValueError(f"{path}, {error}" if str(error).startswith("line ") else f"{path}: {error}") from error


def _scene(scene: Any) -> tuple[tuple[Thing, ...], int]:
    if isinstance(scene, list):
        raise ValueError(f"line 1: a scene file holds one scene, this one is a list of {len(scene)}")
    if not isinstance(scene, Mapping) or "objects" not in scene:
        raise ValueError("line 1: a scene file needs `objects:`, a list of things on the table")
    for key in scene:
        if key not in ("objects", "seed", *SCENARIO_KEYS):
            raise ValueError(_at(scene, key) + _unknown("key", key, ("objects", "seed")))
    seed = scene.get("seed", 0)
    if not _is_whole(seed) or seed < 0:
        raise ValueError(f"{_at(scene, 'seed')}`seed` must be a whole number from 0 up, not {_shown(seed)}")
    if not isinstance(scene["objects"], list):
        raise ValueError(f"{_at(scene, 'objects')}`objects` must be a list of things, not {_shown(scene['objects'])}")
    return things_from(scene["objects"]), seed


def things_from(objects: Sequence[Mapping[str, Any]]) -> tuple[Thing, ...]:
    """Things from a scene's list of objects (dicts, or `Marked` from `load_marked`, whose lines are then named).

    ValueError for an unknown key, kind, colour or size, a wrong type, or a name used twice.
    """
    if isinstance(objects, (str, Mapping)) or not isinstance(objects, Iterable):
        raise ValueError(f"`objects` must be a list of things, not {_shown(objects)}")
    things: list[Thing] = []
    for number, entry in enumerate(objects, start=1):
        thing = _thing(entry, number)
        if any(thing.name == other.name for other in things):
            raise ValueError(f"{_at(entry, 'name')}object {number}: the name {thing.name!r} is used twice")
        things.append(thing)
    return tuple(things)


def _thing(entry: Any, number: int) -> Thing:
    """One object of the list; `number` counts from 1."""
    if not isinstance(entry, Mapping):
        raise ValueError(f"object {number} must be like {{name: cup, kind: cup, color: red}}, not {_shown(entry)}")
    for key in entry:
        if key not in KEYS:
            raise ValueError(f"{_at(entry, key)}object {number}: {_unknown('key', key, KEYS)}")
    for key in ("kind", "color"):
        if key not in entry:
            raise ValueError(f"{_at(entry, key)}object {number} has no `{key}`")
    kind = "cube" if entry["kind"] == "block" else _word(entry, number, "kind", KINDS)  # as cubes are also called
    color = _word(entry, number, "color", COLORS)
    size = _word(entry, number, "size", SIZES) if "size" in entry else "medium"
    name = entry.get("name", f"{color}_{kind}")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise ValueError(f"{_at(entry, 'name')}object {number}: `name` must be a word, not {_shown(name)}")
    at = entry.get("at")
    if at is not None:
        if not isinstance(at, (list, tuple)) or len(at) != 2 or not all(_is_number(value) for value in at):
            raise ValueError(f"{_at(entry, 'at')}object {number} ({name}): `at` must be [x, y] in metres, not {_shown(at)}")
        at = (float(at[0]), float(at[1]))
        if not all(low <= value <= high for value, (low, high) in zip(at, TABLE)):
            (back, front), (right, left) = TABLE
            table = f"metres: x {back} to {front}, y {right} to {left}"
            raise ValueError(f"{_at(entry, 'at')}object {number} ({name}): `at` {_shown(list(at))} is not on the table ({table})")
    yaw = entry.get("yaw")
    if yaw is not None:
        if not _is_number(yaw):
            raise ValueError(f"{_at(entry, 'yaw')}object {number} ({name}): `yaw` must be a number of radians, not {_shown(yaw)}")
        yaw = float(yaw)
    return Thing(name=name, kind=kind, color=color, at=at, yaw=yaw, size=size)


def _word(entry: Mapping, number: int, key: str, allowed: Sequence[str]) -> str:
    value = entry[key]
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{_at(entry, key)}object {number}: {_unknown(key, value, allowed)}")
    return value


def _unknown(what: str, value: Any, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(value, allowed, n=1) if isinstance(value, str) else []
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"{_shown(value)} is not a known {what} (known: {', '.join(allowed)}){meant}"


def _at(mapping: Mapping, key: str) -> str:
    """"line 3: " when the mapping remembers its lines, else nothing."""
    if not isinstance(mapping, Marked):
        return ""
    return f"line {mapping.lines.get(key, mapping.line)}: "


def _shown(value: Any) -> str:
    """A value as a message may show it: short, whatever it is."""
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
