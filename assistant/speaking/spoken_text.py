"""Text as it is to be said: no markdown, emoji or addresses spelt out, numbers and units in words.

Pure: text in, text out; what is shown elsewhere stays as it was written. Knows how things are written and nothing of voices, or of who says it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from num2words import num2words

from assistant.speaking.unit_words import COMMA_IS_DECIMAL, ORDINAL_ENDINGS, SIGNS, TIMES, UNITS

LONGEST = 12  # digits; a longer number, or one with leading zeros, is said digit by digit

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>()\"']+", re.IGNORECASE)
_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_BETWEEN = re.compile(r"(?<=\d)\s*([*×x+=])\s*(?=[-−]?\d)")
_RANGE = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)?)\s?[-–]\s?(?=\d+(?:[.,]\d+)?(?![\w-]*-\d))")
_NUMBER = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_ENDS = ".!?:;,…。！？，"
_STOP = ". "  # between paragraphs, lines of a list, rows of a table that end with no mark of their own


def spoken_text(text: str, language: str = "en") -> str:
    """`text` for a voice of that language ("en", "de-AT"); empty when there is nothing in it to be said.

    A language that num2words does not have keeps its digits; one that has no table of units keeps its signs.
    """
    language = language.lower().replace("_", "-").split("-")[0]
    signs = SIGNS.get(language, {})
    text = _before_markdown(text, signs)
    text = _without_markdown(text)
    text = _EMAIL.sub(lambda m: f"{m[1]} {signs.get('at', 'at')} {_dotted(m[2], signs)}", _URL.sub(lambda m: _host(m[0], signs), text))
    text = _numbers(text, language, signs)
    text = _without_signs(text, signs)
    return text if any(character.isalnum() for character in text) else ""


# -- how it is marked up ----------------------------------------------------------------------------------------------


def _before_markdown(text: str, signs) -> str:
    """What markdown would take for its own: indents (nobody hears them), and the stars of a product."""
    text = "\n".join(line.strip() for line in text.splitlines())
    words = {"*": "times", "×": "times", "x": "by", "+": "plus", "=": "equals"}
    text = _BETWEEN.sub(lambda m: f" {signs.get(words[m[1]], m[1])} ", text)
    return re.sub(r"(?<=\d)x\b", lambda _: f" {signs.get('times', 'x')}", text)


def _without_markdown(text: str) -> str:
    """The words of a markdown text. Code in a block of its own is left out: it is there to be read."""
    parts: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.type == "inline":
            parts += [_inline(child) for child in token.children or ()]
        elif token.type == "list_item_open" and token.info:
            parts.append(f"{token.info}, ")
        elif token.type in ("th_close", "td_close"):
            parts.append(", ")
        elif token.type in ("paragraph_close", "heading_close", "tr_close"):
            said = "".join(parts).rstrip().rstrip(",")
            parts = [said, " " if not said or said[-1] in _ENDS else _STOP]
        elif token.type == "html_block":
            parts.append(re.sub(r"<[^>]*>", " ", token.content))
    if parts and parts[-1] == _STOP:  # at the very end it stays as it was written
        parts.pop()
    return html.unescape("".join(parts)).strip()


def _inline(token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content.replace("_", " ") if token.type == "code_inline" else token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type == "image" else ""


def _host(url: str, signs) -> str:
    """Of an address what one can say: where it leads; the rest is for the eye."""
    trail = url[len(url.rstrip(_ENDS)) :]
    url = url.rstrip(_ENDS)
    host = urlsplit(url if "://" in url else f"//{url}").netloc.rpartition("@")[2].partition(":")[0]
    return _dotted(host.removeprefix("www."), signs) + trail


def _dotted(name: str, signs) -> str:
    return name.replace(".", f" {signs.get('dot', '.')} ")


# -- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(text: str, language: str, signs) -> str:
    if language in TIMES:
        text = _TIME.sub(lambda m: _time(m, language), text)
    text = re.sub(r"(?<=[^\W\d])-(?=\d)", " ", text)  # SO-101 is no subtraction
    text = re.sub(r"(?<![\w.,])(\d{4})-(\d\d)-(\d\d)(?!\d)", r"\1, \2, \3", text)
    text = re.sub(r"(?<![\w/])(\d+)\s?/\s?(?=\d+(?![\w/]))", lambda m: f"{m[1]} {signs.get('of', '/')} ", text)  # step 1/2
    text = _RANGE.sub(lambda m: f"{m[1]} {signs.get('to', '-')} ", text)
    text = re.sub(rf"([€$£])\s?({_NUMBER})", r"\2 \1", text)
    if endings := ORDINAL_ENDINGS.get(language):
        text = re.sub(rf"(?<![\w.,])(\d{{1,{LONGEST}}})(?:{endings})\b", lambda m: _in_words(m[1], language, "ordinal"), text)
    units = UNITS.get(language, {})
    names = "|".join(re.escape(sign) for sign in sorted(units, key=len, reverse=True))
    with_unit = rf"(?:\s?({names})(?:/({names}))?(?![\w°%]))?" if units else "()()"
    found = re.compile(rf"(?P<lead>[^\W\d_])?(?P<minus>(?<![\w)])[-−])?(?P<number>{_NUMBER}){with_unit}")
    return found.sub(lambda m: _number(m, language, units, signs), text.replace("℃", "°C").replace("° C", "°C"))


def _number(match: re.Match, language: str, units, signs) -> str:
    number, unit, per = _plain(match["number"], language), match[4], match[5]
    said = units[unit][0] if unit and number == "1" else " ".join(filter(None, (_in_words(number, language), units[unit][1] if unit else "")))
    if per:
        said += f" {signs['per']} {units[per][0].split(' ', 1)[-1]}"
    after = match.string[match.end() : match.end() + 1]
    return (f"{match['lead']} " if match["lead"] else "") + (f"{signs.get('minus', '-')} " if match["minus"] else "") + said + (" " if after.isalpha() and language != "zh" else "")


def _plain(number: str, language: str) -> str:
    """With a point for decimals and without marks at the thousands: 1,000 -> 1000, German 2,5 -> 2.5."""
    number = re.sub(r"[\u00a0\u202f]", "", number)
    thousands, decimal = (".", ",") if language in COMMA_IS_DECIMAL else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(\{thousands}\d{{3}})+(\{decimal}\d+)?", number):
        number = number.replace(thousands, "")
    return number.replace(",", ".")


def _in_words(number: str, language: str, to: str = "cardinal") -> str:
    whole, *parts = number.split(".")
    if len(parts) > 1:  # a version, or an address
        return f" {SIGNS.get(language, {}).get('dot', '.')} ".join(_in_words(part, language) for part in (whole, *parts))
    if len(whole) > LONGEST or (len(whole) > 1 and whole.startswith("0")):
        return " ".join(_in_words(digit, language) for digit in whole) + ("" if not parts else f" {_in_words('0.' + parts[0], language)}")
    try:
        return num2words(number, lang=language, to=to).replace(",", "")
    except NotImplementedError:  # a language that num2words does not have: its voice reads digits
        return number


def _time(match: re.Match, language: str) -> str:
    hour, minute = int(match[1]), int(match[2])
    on_the_hour, with_minutes = TIMES[language]
    words = num2words(minute, lang=language)
    if language == "en" and minute < 10:
        words = f"oh {words}"
    return (with_minutes if minute else on_the_hour).format(hour=num2words(hour, lang=language), minute=words)


# -- what is left -----------------------------------------------------------------------------------------------------


def _without_signs(text: str, signs) -> str:
    text = re.sub(r"(?<=\w)\s*/\s*(?=\w)", f" {signs.get('or', '')} ", text)
    text = re.sub(r"\s*&\s*", f" {signs.get('and', '&')} ", text)
    text = re.sub(r"[≈~](?=\s?\w)", f"{signs.get('about', '')} ", text)
    text = re.sub(r"\s*(?:[→⇒➔]|-+>|=>)\s*", ", ", text)
    text = "".join(" " if c in "*_#`~|<>{}[]\\^=" or _is_picture(c) else c for c in text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" (?=[.,;:!?…])", "", text).strip()


def _is_picture(character: str) -> bool:
    """Emoji and what they are put together with; control characters."""
    return unicodedata.category(character) in ("So", "Cf", "Cc", "Co", "Cn", "Cs", "Me") or 0x1F3FB <= ord(character) <= 0x1F3FF or 0xFE00 <= ord(character) <= 0xFE0F
