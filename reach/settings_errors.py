"""What is wrong with hub.toml, in words for the person who edits it: the line, the key and what it may be."""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

THREE_DIGITS, GSS_CODE, SHORT_NAME, ADDRESS = r"^\d{3}$", r"^E\d{8}$", r"^[a-z0-9_-]+$", r"^https?://\S+$"


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
    value, limits = _as_written(details["input"]), details.get("ctx", {})
    match details["type"]:
        case "missing":
            key = str(details["loc"][-1])
            if len(details["loc"]) == 1:
                return f"is missing; add the section {f'[{key}]' if key in ('hub', 'scope') else f'[[{key}]]'}"
            return f"is missing; add a line such as {key} = {_EXAMPLES.get(key, '...')}"
        case "string_type" if details["loc"][-1] in ("first", "last", "academic_year"):
            return f'{value} cannot be used; it may be an academic year in quotes, such as "2025/26"'
        case "extra_forbidden":
            return f"is not a setting; here there may be {', '.join(_keys_at(details['loc'][:-1], model))}"
        case "literal_error":
            return f"{details['input']!r} is not known; it may be {limits['expected']}"
        case "value_error":
            return str(limits["error"])
        case "string_type" if isinstance(details["input"], int | float | dt.date):
            return f'{value} must be text; put it in quotes: "{value}"'
        case "string_pattern_mismatch":
            return f"{value} cannot be used; it may be {_PATTERNS[limits['pattern']]}"
        case "string_too_short":
            return "is empty; write a text between the quotes"
        case "too_short":
            return "is empty; name at least one"
        case "greater_than_equal" | "less_than_equal" if details["loc"][-1] == "share":
            return f"{value} cannot be used; it may be a number from 0 to 1, such as 0.58 for 58%"
        case "greater_than_equal":
            return f"{value} cannot be used; the smallest is {limits['ge']:g}"
        case "tuple_type" if len(details["loc"]) == 1:
            return f"needs two square brackets: [[{details['loc'][0]}]]"
        case "tuple_type":
            return f"{value} must be a list; put it in square brackets: [{value}]"
        case "model_type" | "model_attributes_type":
            return f"must be a section that begins with [{details['loc'][0]}] and is given once"
        case kind if kind.startswith("date_"):
            return f"{value} is not a date; write it without quotes, such as 2027-04-09"
        case kind if kind.startswith("bool_"):
            return f"{value} cannot be used; it may be true or false, without quotes"
        case kind if kind.startswith("int_"):
            return f"{value} cannot be used; it may be a whole number, such as 1, without quotes"
        case kind if kind.startswith("float_"):
            return f"{value} cannot be used; it may be a number, such as 0.58, without quotes"
        case _:
            return f'{value} cannot be used; it may be text in quotes, such as "Halton"'


_PATTERNS = {
    THREE_DIGITS: 'three digits in quotes, such as "895"',
    GSS_CODE: 'E and eight digits in quotes, such as "E06000049"',
    ADDRESS: "an address that begins with https://, in quotes",
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
    words = str(error)
    if "overwrite" in words or "twice" in words or "mutate" in words or "namespace" in words:
        problem = (
            f"{line} begins a section that is there already; delete one, or, where there may be several, "
            "write two square brackets at each, such as [[programmes]]"
            if line.startswith("[")
            else f"{key} is given twice in one section; delete one, or put the section's heading above the second"
        )
    elif line.startswith("["):
        problem = f"{line} is not a heading; write it alone in its line, such as [scope] or [[programmes]]"
    elif "“" in line or "”" in line:
        problem = f'{key} has curly quotes; write straight ones, such as "Halton"'
    elif "Unescaped" in words or "hex value" in words or "Escaped" in words:
        problem = f'{key} has a backslash; write / in its place, such as "D:/Backups"'
    elif not equals:
        problem = f'{line} has no equals sign; write a setting such as name = "Halton"'
    elif value.startswith("["):
        problem = (
            f'{key} is not a whole list; write commas between its values and ] at its end: ["primary", "secondary"]'
        )
    elif value.startswith(('"', "'")):
        problem = f'{key} is not a whole text; begin and end it with a quote, once each: "Halton"'
    elif value.lower() in ("true", "false", "yes", "no"):
        problem = f"{value} cannot be used at {key}; write true or false, in small letters"
    elif re.fullmatch(r"\d+[/.]\d+[/.]\d+|\d+-\d+-\d+", value):
        problem = f"{value} is not a date; write the year first, such as 2027-04-09"
    elif re.fullmatch(r"[\d.,]+\s*%|\d+,\d+", value):
        problem = f"{value} is not a number; write it with a point and without %, such as 0.58 for 58%"
    elif not value:
        problem = f"{key} has no value; write one behind the equals sign, or delete the line"
    else:
        problem = f'{value} cannot be used at {key}; put text in quotes: "{value}"'
    return f"line {number}, {problem}"


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
