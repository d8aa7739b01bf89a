"""The rarer wordings: each file belongs to a pool, and fills in only what its pool's ordinary wordings fill in."""

import importlib
import pkgutil
import random
import re

import pytest

from assistant.vla.training import language
from assistant.vla.training.language import phrases
from assistant.vla.training.language.phrases import Draw, Phrases

FILES = sorted(phrases._WORDINGS.glob("*.txt"))


def slots(text):
    return set(re.findall(r"\{(\w+)\}", text))


def pools():
    for module in pkgutil.iter_modules(language.__path__):
        for name, value in vars(importlib.import_module(f"{language.__name__}.{module.name}")).items():
            if isinstance(value, Phrases):
                yield f"{module.name}.{name}", value
            elif isinstance(value, dict):
                yield from ((f"{module.name}.{key}" if module.name == "chat" else f"{module.name}.{name}.{key}", pool) for key, pool in value.items() if isinstance(pool, Phrases))


POOLS = {name: pool for name, pool in pools() if pool.more is not None}


def test_every_file_has_its_pool_and_every_pool_its_file():
    assert {path.stem for path in FILES} <= set(POOLS)


def written(pool, count, rarer):
    """What it writes with every slot left as it is."""

    class Bare(dict):
        def __missing__(self, name):
            return "{" + name + "}"

    draw, out = Draw(random.Random(1), None), []
    for _ in range(count):
        parts: list[str] = []
        (pool.more if rarer else pool.choice).write(draw, parts, Bare())
        out.append("".join(parts))
    return out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rarer_wordings_fill_in_what_ordinary_ones_do(path):
    ordinary = set().union(*(slots(line) for line in written(POOLS[path.stem], 600, False)))
    assert slots(path.read_text()) <= ordinary


def test_no_wording_is_weighted_in_a_file():
    for path in FILES:
        assert not [line for line in path.read_text().splitlines() if re.match(r"\d+\*", line) or line != line.strip()], path.name


def test_rarer_wordings_are_the_rarer():
    pool = POOLS["pick_words.PICK"]
    rare = set(written(pool, 6000, True)) - set(written(pool, 3000, False))
    draw = Draw(random.Random(2), None)
    said = [pool(draw, t="{t}") for _ in range(2000)]
    assert 0.3 < sum(words in rare for words in said) / len(said) < 0.45


def test_a_pool_without_its_file_says_so():
    with pytest.raises(FileNotFoundError):
        Phrases("put {t} down", more="no.SUCH")
