"""What is wrong with hub.toml, in words for the person who edits it: the line, the key and what it may be."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

THREE_DIGITS, GSS_CODE, SHORT_NAME, ADDRESS = r"^\d{3}$", r"^E\d{8}$", r"^[a-z0-9_-]+$", r"^https?://\S+$"
EMAIL, DOMAIN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$", r"^[^@\s]+\.[^@\s]+$"


class PlacedError(ValueError):
    """A value that is wrong because of another one, with its place in the file."""

    def __init__(self, location: tuple[int | str, ...], message: str) -> None:
        super().__init__(message)
        self.location = location


def described(details: ErrorDetails, values: dict[str, Any], text: str, model: type[BaseModel]) -> str:
    """Return one of pydantic's findings in words: line, place, what is wrong, what it may be.

    values and text are those of the file, model is that of all its settings.
    """
    location = details["loc"]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, PlacedError):
        location = (*location, *cause.location)
    place = _place(location, values)
    return f"{_line(location, text)}{place}{': ' if place else ''}{_problem(details, model)}"


def _problem(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what is wrong with a setting, and what it may be."""
    location, limits = details["loc"], details.get("ctx", {})
    section, key = (str(location[0]), str(location[-1])) if location else ("", "")
    mistake = _mistake(details)
    return _PROBLEMS.get(mistake, _PROBLEMS["other"]).format(
        **limits,
        input=details["input"],
        value=_as_written(details["input"]),
        key=key,
        brackets=f"[{section}]" if section in ("hub", "scope") else f"[[{section}]]",
        section=section,
        example=_EXAMPLES.get(key, "..."),
        keys=", ".join(_keys_at(location[:-1], model)) if mistake == "extra_forbidden" else "",
        allowed=_PATTERNS.get(limits.get("pattern", "")),
    )


def _mistake(details: ErrorDetails) -> str:
    """Return which of _PROBLEMS one of pydantic's findings is."""
    location, kind = details["loc"], details["type"]
    if kind in ("missing", "tuple_type") and len(location) == 1:
        return f"section_{kind}"
    if kind == "string_type" and location[-1] in ("first", "last", "academic_year"):
        return "year"
    if kind == "string_type" and isinstance(details["input"], int | float | dt.date):
        return "unquoted"
    if kind in ("greater_than_equal", "less_than_equal") and location[-1] == "share":
        return "share"
    return kind if kind in _PROBLEMS else kind.partition("_")[0]


_PROBLEMS = {
    "section_missing": "is missing; add the section {brackets}",
    "missing": "is missing; add a line such as {key} = {example}",
    "year": '{value} cannot be used; it may be an academic year in quotes, such as "2025/26"',
    "extra_forbidden": "is not a setting; here there may be {keys}",
    "literal_error": "{input!r} is not known; it may be {expected}",
    "value_error": "{error}",
    "unquoted": '{value} must be text; put it in quotes: "{value}"',
    "string_pattern_mismatch": "{value} cannot be used; it may be {allowed}",
    "string_too_short": "is empty; write a text between the quotes",
    "too_short": "is empty; name at least one",
    "share": "{value} cannot be used; it may be a number from 0 to 1, such as 0.58 for 58%",
    "greater_than": "{value} cannot be used; it may be a number above {gt:g}",
    "less_than_equal": "{value} cannot be used; the largest is {le:g}",
    "greater_than_equal": "{value} cannot be used; the smallest is {ge:g}",
    "section_tuple_type": "needs two square brackets: [[{section}]]",
    "tuple_type": "{value} must be a list; put it in square brackets: [{value}]",
    "model": "must be a section that begins with [{section}] and is given once",
    "date": "{value} is not a date; write it without quotes, such as 2027-04-09",
    "bool": "{value} cannot be used; it may be true or false, without quotes",
    "int": "{value} cannot be used; it may be a whole number, such as 1, without quotes",
    "float": "{value} cannot be used; it may be a number, such as 0.58, without quotes",
    "other": '{value} cannot be used; it may be text in quotes, such as "Halton"',
}
"""What is wrong, by pydantic's name of the finding or its first word, or by a name of ours in _mistake."""

_PATTERNS = {
    THREE_DIGITS: 'three digits in quotes, such as "895"',
    GSS_CODE: 'E and eight digits in quotes, such as "E06000049"',
    ADDRESS: "an address that begins with https://, in quotes",
    EMAIL: 'an e-mail address in quotes, such as "jane.smith@school.example"',
    DOMAIN: 'what stands behind the @ of e-mail addresses, in quotes, such as "school.example"',
    SHORT_NAME: 'small letters, digits, - and _ in quotes, such as "cpd"',
}


_EXAMPLES = {
    "name": '"Halton"',
    "code": '"876"',
    "strand": '"cpd"',
    "role": '"cpd"; each strand has one of recruitment, training, cpd, leadership and enrichment',
    "phases": '["primary"]',
    "means": '"Macclesfield"',
    "academic_year": '"2025/26"',
    "label": '"Schools in England"',
    "share": "0.58",
    "source": '"Annual report 2023/24"',
    "type_groups": '["Academies"]',
}


def _as_written(value: Any) -> str:
    """Return a value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def not_toml(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Return why a file cannot be read as TOML, in plain words, with the line where the wrong setting begins."""
    lines = text.splitlines()
    found = re.search(r"at line (\d+)", str(error))
    number = min(int(found[1]) if found else len(lines), len(lines))
    begins = next((line for line in range(number - 1, -1, -1) if _is_toml(lines[:line])), 0) + 1
    if "overwrite" not in str(error) and begins < number:
        number = begins
    line = lines[number - 1].strip() if lines else ""
    key, equals, value = (part.strip() for part in line.partition("="))
    found_line = _Line(str(error), line, key, bool(equals), value)
    problem = next(problem for is_it, problem in _TOML_PROBLEMS if is_it(found_line))
    return f"line {number}, {problem.format(line=line, key=key, value=value)}"


class _Line(NamedTuple):
    """A line that is not TOML: the parser's words on it, the line, and what stands before and behind an equals sign."""

    words: str
    line: str
    key: str
    has_equals: bool
    value: str

    @property
    def is_there_already(self) -> bool:
        """Whether a section or a key is given twice."""
        return any(word in self.words for word in ("overwrite", "twice", "mutate", "namespace"))


_TOML_PROBLEMS: tuple[tuple[Callable[[_Line], object], str], ...] = (
    (
        lambda found: found.is_there_already and found.line.startswith("["),
        "{line} begins a section that is there already; delete one, or, where there may be several, write two square "
        "brackets at each, such as [[programmes]]",
    ),
    (
        lambda found: found.is_there_already,
        "{key} is given twice in one section; delete one, or put the section's heading above the second",
    ),
    (
        lambda found: found.line.startswith("["),
        "{line} is not a heading; write it alone in its line, such as [scope] or [[programmes]]",
    ),
    (
        lambda found: re.search("[“”]", found.line),
        '{key} has curly quotes; write straight ones, such as "Halton"',
    ),
    (
        lambda found: re.search("Unescaped|hex value|Escaped", found.words),
        '{key} has a backslash; write / in its place, such as "D:/Backups"',
    ),
    (
        lambda found: not found.has_equals,
        '{line} has no equals sign; write a setting such as name = "Halton"',
    ),
    (
        lambda found: found.value.startswith("["),
        '{key} is not a whole list; write commas between its values and ] at its end: ["primary", "secondary"]',
    ),
    (
        lambda found: found.value.startswith(('"', "'")),
        '{key} is not a whole text; begin and end it with a quote, once each: "Halton"',
    ),
    (
        lambda found: found.value.lower() in ("true", "false", "yes", "no"),
        "{value} cannot be used at {key}; write true or false, in small letters",
    ),
    (
        lambda found: re.fullmatch(r"\d+[/.]\d+[/.]\d+|\d+-\d+-\d+", found.value),
        "{value} is not a date; write the year first, such as 2027-04-09",
    ),
    (
        lambda found: re.fullmatch(r"[\d.,]+\s*%|\d+,\d+", found.value),
        "{value} is not a number; write it with a point and without %, such as 0.58 for 58%",
    ),
    (
        lambda found: not found.value,
        "{key} has no value; write one behind the equals sign, or delete the line",
    ),
    (
        lambda _: True,
        '{value} cannot be used at {key}; put text in quotes: "{value}"',
    ),
)
"""What is wrong with a line, the first that is true of it."""


def _is_toml(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _line(location: tuple[int | str, ...], text: str) -> str:
    """Return the line of a setting, or of its section's heading where the setting is missing."""
    section = [step for step in location[:2] if isinstance(step, str)][:1]
    entry = next((step for step in location[1:2] if isinstance(step, int)), None)
    key = next((step for step in location[1:] if isinstance(step, str)), None)
    found = None
    inside, entries = False, -1
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[+\s*([\w-]+)\s*\]+", line)
        if head:
            inside = head[1] in section
            entries += inside
            inside = inside and entry in (None, entries)
            found = number if inside and found is None else found
        elif inside and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return f"line {number}, "
    return f"line {found}, " if found else ""


def _place(location: tuple[int | str, ...], values: Any) -> str:
    """Return "programmes, entry 4 (CORE), strand" for ("programmes", 3, "strand")."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else None
            name = (values.get("code") or values.get("name")) if isinstance(values, dict) else None
            words.append(f"entry {step + 1}" + (f" ({name})" if name else ""))
        else:
            values = values.get(step) if isinstance(values, dict) else None
            words.append(step)
    return ", ".join(words)


def _keys_at(location: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """Return the keys that a section may have: those of the model at this location."""
    for step in location:
        if isinstance(step, str):
            annotation: Any = model.model_fields[step].annotation
            model = annotation.__args__[0] if hasattr(annotation, "__args__") else annotation
    return sorted(model.model_fields)
