"""Questions as JSON and back, and the answers of older packs, which were stored as JSON."""

import dataclasses
import datetime as dt
import json
from typing import Any

import pandas as pd

from reach.filters import Filters
from reach.report.answers import Question

_DAY = "day"


def question_to_json(question: Question) -> str:
    """Give a question's filters and choices; days come back as days."""
    choices = [[name, _packed(value)] for name, value in question.choices]
    return _json({"filters": dataclasses.asdict(question.filters), "choices": choices})


def question_from_json(query: str, text: str) -> Question:
    """Give the question back."""
    plain = json.loads(text)
    filters: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in plain["filters"].items()
    }
    choices = tuple((name, _unpacked(value)) for name, value in plain["choices"])
    return Question(query, Filters(**filters), choices)


def frame_from_json(text: str) -> pd.DataFrame:
    """Return the answer of an older pack, each column of the kind that it was."""
    plain = json.loads(text)
    columns = {each["name"]: pd.Series(each["values"], dtype=each["dtype"]) for each in plain["columns"]}
    return pd.DataFrame(columns, index=range(plain["rows"]))


def _packed(value: Any) -> Any:
    return {_DAY: value.isoformat()} if isinstance(value, dt.date) else value


def _unpacked(value: Any) -> Any:
    return dt.date.fromisoformat(value[_DAY]) if isinstance(value, dict) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
