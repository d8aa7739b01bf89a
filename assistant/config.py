"""config.yaml -> typed settings; the environment and flags override.

Order, the later wins: the defaults below, config.yaml, the environment (`VELA_ARM__PORT=/dev/ttyACM0`), flags (`--arm.port=/dev/ttyACM0`).
An unknown key, a wrong type or an impossible value is a `ConfigError` that names the file, line, key and reason.
Knows the settings' names, units and bounds; knows nothing of the parts that use them: app.py hands those their plain values.
"""

from __future__ import annotations

import difflib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Iterable, Literal, Mapping, Sequence, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PATH = ROOT / "config.yaml"
ENVIRONMENT_PREFIX = "VELA_"
Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class ConfigError(Exception):
    """A setting, or a file of settings, that cannot be used. The message is one sentence for the user."""


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Seconds = Annotated[float, Field(gt=0.0)]


class ArmSettings(Section):
    port: str = Field(default="simulator", min_length=1)
    baudrate: Literal[1_000_000, 500_000, 250_000, 128_000, 115_200, 76_800, 57_600, 38_400] = 1_000_000
    calibration: str | None = None


class CameraSettings(Section):
    source: Literal["auto", "realsense", "none"] = "auto"
    serial: str | None = None
    width: int = Field(default=640, ge=160, le=1920)
    height: int = Field(default=480, ge=120, le=1080)
    fps: int = Field(default=15, ge=1, le=60)
    depth: bool = True


class Thing(Section):
    """One object on the table, in the words of a scene file. `at` in metres, base frame; `yaw` in radians."""

    name: str = Field(min_length=1)
    kind: Literal["cube", "cup", "ball", "can", "bowl", "plate", "box"]
    color: Literal["red", "green", "blue", "yellow", "orange", "purple", "pink", "white", "black"]
    at: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    yaw: float | None = None
    size: Literal["small", "medium", "large"] = "medium"


def _default_things() -> list[Thing]:
    return [
        Thing(name="red cup", kind="cup", color="red"),
        Thing(name="blue bowl", kind="bowl", color="blue"),
        Thing(name="yellow ball", kind="ball", color="yellow"),
        Thing(name="green cube", kind="cube", color="green"),
        Thing(name="blue cube", kind="cube", color="blue"),
    ]


class SceneSettings(Section):
    objects: list[Thing] = Field(default_factory=_default_things, min_length=1)
    seed: int = Field(default=1, ge=0, le=2**32 - 1)

    @model_validator(mode="after")
    def _names_are_unique(self) -> SceneSettings:
        names = [thing.name for thing in self.objects]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two objects are named {name!r}; each needs a name of its own")
        return self


class WireSettings(Section):
    paced: bool = True
    bit_errors: float = Field(default=0.0, ge=0.0, le=1.0)
    vanish: float = Field(default=0.0, ge=0.0, le=1.0)
    double: float = Field(default=0.0, ge=0.0, le=1.0)
    cut: float = Field(default=0.0, ge=0.0, le=1.0)
    late: float = Field(default=0.0, ge=0.0, le=1.0)
    lateness: float = Field(default=0.05, ge=0.0, le=60.0)
    seed: int = Field(default=0, ge=0, le=2**32 - 1)


class HearingSettings(Section):
    model: str = Field(default="base", min_length=1)
    microphone: str | int = "default"
    language: Literal["en", "es", "de", "fr", "zh", "auto"] = "en"
    vad_threshold: Fraction = 0.5
    end_silence: Seconds = 0.7
    end_silence_complete: Seconds = 0.3
    end_silence_unfinished: Annotated[float, Field(gt=0.0, le=5.0)] = 1.7
    max_utterance: Annotated[float, Field(gt=1.0, le=30.0)] = 25.0
    mode: Literal["open", "wake", "push"] = "open"
    wake_word: Literal["alexa", "hey_jarvis", "hey_mycroft", "hey_rhasspy", "okay_nabu"] = "hey_jarvis"
    wake_threshold: Annotated[float, Field(gt=0.0, lt=1.0)] = 0.5
    follow_up: Seconds = 6.0
    answer_time: Seconds = 12.0
    talk_limit: Annotated[float, Field(gt=1.0, le=120.0)] = 30.0

    @model_validator(mode="after")
    def _silences_are_in_order(self) -> HearingSettings:
        if not self.end_silence_complete <= self.end_silence <= self.end_silence_unfinished:
            raise ValueError("end_silence_complete, end_silence and end_silence_unfinished must not get shorter in this order")
        return self


class SpeakingSettings(Section):
    voice: str = Field(default="hibari", pattern=r"^(hibari|pyttsx3(:.+)?|piper(:.+)?|none)$")
    output: str | int = "default"
    acknowledge: Literal["words", "tone", "none"] = "words"
    progress: float = Field(default=8.0, ge=0.0)
    interruptible: bool = True
    piper_voices: str | None = "~/.local/share/piper-voices"


class VLASettings(Section):
    checkpoint: str = "assistant/vla/weights"
    coverage: float = Field(0.96, ge=0.5, lt=1.0)
    body: Literal["joints", "end_effector"] = "joints"


class JointLimits(Section):
    """What one joint may do: rad, rad/s and rad/s², the gripper in openings (0 closed, 1 open)."""

    low: float
    high: float
    speed: float = Field(gt=0.0)
    acceleration: float = Field(gt=0.0)

    @model_validator(mode="after")
    def _low_is_below_high(self) -> JointLimits:
        if not self.low < self.high:
            raise ValueError(f"low ({self.low}) must be below high ({self.high})")
        return self


class JointsSettings(Section):
    shoulder_pan: JointLimits = JointLimits(low=-1.92, high=1.92, speed=3.0, acceleration=30.0)
    shoulder_lift: JointLimits = JointLimits(low=-1.745, high=1.745, speed=3.0, acceleration=30.0)
    elbow_flex: JointLimits = JointLimits(low=-1.69, high=1.69, speed=3.0, acceleration=30.0)
    wrist_flex: JointLimits = JointLimits(low=-1.658, high=1.658, speed=3.5, acceleration=40.0)
    wrist_roll: JointLimits = JointLimits(low=-2.744, high=2.744, speed=4.0, acceleration=50.0)
    gripper: JointLimits = JointLimits(low=0.0, high=1.0, speed=2.5, acceleration=40.0)


class MotionSettings(Section):
    joints: JointsSettings = JointsSettings()
    home: list[float] = Field(default=[1.5, -1.7, 1.1, 1.3, 0.0, 0.04], min_length=6, max_length=6)
    retries: int = Field(default=2, ge=0, le=10)
    step_timeout: Seconds = 30.0


class PanelSettings(Section):
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=7860, ge=1, le=65535)
    open: bool = True


class LoggingSettings(Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    directory: str | None = None
    file_size: int = Field(default=5_000_000, ge=10_000)
    files: int = Field(default=5, ge=1, le=100)


class Config(Section):
    arm: ArmSettings = ArmSettings()
    camera: CameraSettings = CameraSettings()
    scene: SceneSettings = SceneSettings()
    wire: WireSettings = WireSettings()
    hearing: HearingSettings = HearingSettings()
    speaking: SpeakingSettings = SpeakingSettings()
    vla: VLASettings = VLASettings()
    motion: MotionSettings = MotionSettings()
    panel: PanelSettings = PanelSettings()
    logging: LoggingSettings = LoggingSettings()


@dataclass(frozen=True)
class Override:
    """A setting given outside the file. `origin` is how the user wrote it, for error messages."""

    path: tuple[str, ...]
    value: Any
    origin: str


def load_config(
    path: str | Path = DEFAULT_PATH,
    environment: Mapping[str, str] | None = None,
    flags: Sequence[tuple[str, str]] = (),
) -> Config:
    """The settings in `path`, overridden by `environment` (default: this process's) and by `flags`, (key, text) pairs such as ("arm.port", "/dev/ttyACM0").

    Relative paths inside are left as they are; `resolve` makes them absolute. Raises ConfigError.
    """
    written, lines = read_yaml(path)
    data = _over(Config().model_dump(), written)  # so that one limit of one joint can be given, and the rest of it stays
    overrides = [*overrides_from_environment(os.environ if environment is None else environment), *overrides_from_flags(flags)]
    return check(Config, data, path, lines, overrides)


def resolve(path: str) -> Path:
    """A path from the settings: relative ones are meant from the project's root, `~` is the user's home."""
    expanded = Path(path).expanduser()
    return expanded if expanded.is_absolute() else ROOT / expanded


def check(model: type[Model], data: Mapping, path: str | Path, lines: Mapping[Location, int], overrides: Iterable[Override] = ()) -> Model:
    """`data` as a `model`; the ConfigError of the first thing wrong names where it was written."""
    origins: dict[Location, str] = {}
    for override in overrides:
        _set(data, override)
        origins[override.path] = override.origin
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = error.errors()
        first = next((one for one in wrong if one["type"] == "extra_forbidden"), wrong[0])  # "colour" is better news than that "color" is missing
        said = len(first["loc"]) - 1 if first["type"] == "extra_forbidden" else None  # the user's own word, whatever it looks like; else pydantic's names of checks are left out
        location = tuple(part for index, part in enumerate(first["loc"]) if index == said or not isinstance(part, str) or part.isidentifier())
        raise ConfigError(_sentence(model, first, location, path, lines, origins)) from None


def read_yaml(path: str | Path) -> tuple[dict, dict[Location, int]]:
    """The mapping in a YAML file, and for each key in it the line (from 1) where it stands. Raises ConfigError."""
    shown = _shown(path)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{shown}: there is no such file.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: this is not a text file in UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{shown}: it cannot be read: {error.strerror}.") from None
    try:
        data = YAML(typ="rt").load(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{shown}{where}: this is not valid YAML: {(error.problem or error.context or 'cannot be read').strip()}.") from None
    except YAMLError as error:
        raise ConfigError(f"{shown}: this is not valid YAML: {str(error).splitlines()[0]}.") from None
    if data is None:
        return {}, {}
    if not isinstance(data, CommentedMap):
        raise ConfigError(f"{shown}: it must hold `key: value` lines, not a {'list' if isinstance(data, CommentedSeq) else 'single value'}.")
    lines: dict[Location, int] = {}
    return _plain(data, (), lines), lines


def overrides_from_environment(environment: Mapping[str, str]) -> list[Override]:
    """VELA_SECTION__KEY=value, the value written as in YAML."""
    found = []
    for name, text in sorted(environment.items()):
        if name.startswith(ENVIRONMENT_PREFIX):
            path = tuple(name[len(ENVIRONMENT_PREFIX) :].lower().split("__"))
            found.append(Override(path, _value(text, name), f"the environment variable {name}"))
    return found


def overrides_from_flags(flags: Iterable[tuple[str, str]]) -> list[Override]:
    return [Override(tuple(key.split(".")), _value(text, f"--{key}"), f"--{key}") for key, text in flags]


def _value(text: str, origin: str) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        raise ConfigError(f"{origin}: {text!r} is not a value as in config.yaml; put quotes around text with special characters.") from None


def _over(defaults: dict, written: Mapping) -> dict:
    """`written` over `defaults`, mapping by mapping; a list is replaced as a whole."""
    result = dict(defaults)
    for key, value in written.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _over(result[key], value) if both else value
    return result


def _set(data: dict, override: Override) -> None:
    here = data
    for part in override.path[:-1]:
        if not isinstance(here.get(part), dict):
            here[part] = {}
        here = here[part]
    here[override.path[-1]] = override.value


def _plain(node: Any, location: Location, lines: dict[Location, int]) -> Any:
    """ruamel's commented containers as plain ones; `lines` gets the line of every key and item."""
    if isinstance(node, CommentedMap):
        result = {}
        for key, value in node.items():
            if key in (node.lc.data or ()):  # not what `<<` brings in from elsewhere
                lines[(*location, key)] = node.lc.key(key)[0] + 1
            result[key] = _plain(value, (*location, key), lines)
        return result
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            lines[(*location, index)] = node.lc.item(index)[0] + 1
        return [_plain(value, (*location, index), lines) for index, value in enumerate(node)]
    # The round-trip loader's scalars are subclasses of the plain types, made to remember how they were written.
    for plain in (bool, int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node


def _sentence(model: type[BaseModel], error: dict, location: Location, path: str | Path, lines: Mapping[Location, int], origins: Mapping[Location, str]) -> str:
    reason = _reason(model, error, location)
    end = "" if reason.endswith("?") else "."
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    prefixes = [location[:n] for n in range(len(location), 0, -1)]
    overridden = next((prefix for prefix in prefixes if prefix in origins), None)
    if overridden is not None:
        beyond = f"{key}: " if overridden != location else ""
        return f"{origins[overridden]}: {beyond}{reason}{end}"
    written = next((prefix for prefix in prefixes if prefix in lines), None)
    line = f", line {lines[written]}" if written else ""
    return f"{_shown(path)}{line}: {f'{key}: ' if key else ''}{reason}{end}"


def _shown(path: str | Path) -> str:
    """As short as it can be said from where the user stands."""
    absolute = Path(path).absolute()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(path)


def _reason(model: type[BaseModel], error: dict, location: Location) -> str:
    if error["type"] == "extra_forbidden":
        known = _keys_beside(model, location)
        close = difflib.get_close_matches(str(location[-1]), known, n=1)
        return f"there is no such setting; did you mean {close[0]}?" if close else f"there is no such setting; known here are {', '.join(known)}"
    if error["type"] == "missing":
        return "this is required"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "model_type":
        return "it must hold `key: value` lines"
    given = error["input"]
    if error["type"] == "string_pattern_mismatch":
        return f"{given!r} is not one of the choices that config.yaml lists there"
    reason = error["msg"].replace("Input should", "it must")
    return f"{reason}, not {given!r}" if isinstance(given, (str, int, float, bool, type(None))) else reason


def _keys_beside(model: type[BaseModel], location: Location) -> list[str]:
    here: Any = model
    for part in location[:-1]:
        annotation = here.model_fields[part].annotation if isinstance(part, str) else here
        candidates = [annotation, *getattr(annotation, "__args__", ())]
        here = next(candidate for candidate in candidates if isinstance(candidate, type) and issubclass(candidate, BaseModel))
    return list(here.model_fields)
