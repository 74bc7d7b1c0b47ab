"""Queries that lose a filter: one condition left out or turned round, or one parameter that is asked no longer."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.mutation.mutants import Mutant

_TOKEN = re.compile(r"--[^\n]*|'[^']*'|\$\w+|\w+|[()]|\S")
_BEGINS = {"where", "on", "having", "qualify"}
_ENDS = _BEGINS | {"select", "from", "group", "order", "window", "limit", "union", "except", "intersect"}
_ENDS |= {"inner", "left", "right", "full", "cross", "join", "positional", "asof"}
_ALONE = {"and", "or"}


class _Token(NamedTuple):
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def condition_mutants(file: Path, text: str, *, negated: bool = False) -> list[Mutant]:
    """Give the mutants in which one condition of a where, on, having, qualify or filter is left out.

    A condition is what `and` ties to others, or stands alone; and, within brackets, what `or` ties to others. Left out
    of the first it lets everything pass, of the second nothing. negated: turn each round instead.
    """
    tokens = _tokens(text)
    found: list[Mutant] = []
    for position, token in enumerate(tokens):
        if token.text in _BEGINS and tokens[position - 1].text != "distinct":
            for start, end, absent in _conditions(_clause(tokens, position), absent="true"):
                old = text[start:end]
                new = f"not ({old})" if negated else absent
                if new != old:
                    found.append(Mutant(file, start, old, new))
    return sorted(set(found), key=lambda mutant: (mutant.start, -len(mutant.old)))


def parameter_mutants(file: Path, text: str, usual: Mapping[str, Sequence[Any]]) -> list[Mutant]:
    """Give the mutants in which a parameter, in one place, is a value of its own instead of what is asked.

    usual: the values of each parameter; a mutant is made for each of them.
    """
    return [
        Mutant(file, token.start, token.text, as_sql(value))
        for token in _tokens(text)
        if token.text.startswith("$")
        for value in usual[token.text[1:]]
    ]


def as_sql(value: Any) -> str:
    """Write a value as SQL does."""
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, dt.date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_sql(name)}: {as_sql(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_sql, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def _tokens(text: str) -> list[_Token]:
    """Give the words and signs outside comments, each with the number of brackets that it stands in."""
    found, depth = [], 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        if not word.startswith("--"):
            depth -= word == ")"
            found.append(_Token(word, match.start(), depth))
            depth += word == "("
    return found


def _clause(tokens: list[_Token], position: int) -> list[_Token]:
    """Give what belongs to the where, on, having or qualify at a position."""
    depth = tokens[position].depth
    found: list[_Token] = []
    for token, following in itertools.pairwise([*tokens[position + 1 :], _Token("", 0, -1)]):
        # Neither `is distinct from` nor the function left() ends a condition.
        is_within = (token.text == "from" and found[-1].text == "distinct") or (
            token.text in ("left", "right") and following.text == "("
        )
        if token.depth < depth or (token.depth == depth and token.text in _ENDS | {","} and not is_within):
            break
        found.append(token)
    return found


def _conditions(clause: list[_Token], absent: str) -> Iterator[tuple[int, int, str]]:
    """Give where each condition of a clause stands, and what stands for it when it is left out."""
    for word, if_absent in (("or", "false"), ("and", "true")):
        parts = _parted(clause, word)
        if len(parts) > 1:
            for part in parts:
                yield from _conditions(part, if_absent)
            return
    yield clause[0].start, clause[-1].end, absent
    inner = clause[1:] if clause[0].text == "not" else clause
    is_in_brackets = (
        inner[0].text == "("
        and inner[-1].text == ")"
        and not any(token.depth == inner[0].depth for token in inner[1:-1])
    )
    if is_in_brackets and any(token.text in _ALONE and token.depth == inner[0].depth + 1 for token in inner):
        yield from _conditions(inner[1:-1], absent)


def _parted(clause: list[_Token], word: str) -> list[list[_Token]]:
    """Part a clause at a word of its own level; the `and` of a `between` parts nothing."""
    parts: list[list[_Token]] = [[]]
    is_between = False
    for token in clause:
        is_own = token.depth == clause[0].depth
        if is_own and token.text == "between":
            is_between = True
        if is_own and token.text == word and not (word == "and" and is_between):
            parts.append([])
            continue
        if is_own and token.text == "and":
            is_between = False
        parts[-1].append(token)
    return parts
