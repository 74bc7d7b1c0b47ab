"""Small wrong changes to a file, each of which some test ought to notice."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Mutant(NamedTuple):
    """A file with one thing changed in it: where, and what stood and stands there."""

    file: Path
    start: int
    old: str
    new: str

    def applied(self, text: str) -> str:
        """Give the file's text with the change."""
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    def described(self, text: str) -> str:
        """Say in one line what is changed."""
        line = text[: self.start].count("\n") + 1
        around = text.splitlines()[line - 1].strip()
        return f"{self.file.as_posix()}:{line}: {_one_line(self.old)} -> {_one_line(self.new)}   | {around[:100]}"


def mutants_of(file: Path, text: str) -> list[Mutant]:
    """Give all mutants of a file of SQL or Python, in the order in which they stand in it."""
    changes = _of_sql(text) if file.suffix == ".sql" else _of_python(text)
    return [Mutant(file, start, old, new) for start, old, new in changes]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:60]


Changes = Iterator[tuple[int, str, str]]

_SQL_WORDS = {
    "and": "or",
    "or": "and",
    "min": "max",
    "max": "min",
    "least": "greatest",
    "greatest": "least",
    "asc": "desc",
    "desc": "asc",
    "left join": "inner join",
    "inner join": "left join",
    "union all": "union",
    "is null": "is not null",
    "is not null": "is null",
    "floor": "ceil",
    "ceil": "floor",
    "distinct": "",
    "not": "",
    ">=": ">",
    "<=": "<",
    "<>": "=",
    ">": ">=",
    "<": "<=",
    "=": "<>",
    " + ": " - ",
    " - ": " + ",
}
# Longest first, and nothing within a comment or a text in quotes.
_SQL = re.compile(
    r"(?P<passed>--[^\n]*|'[^']*'|create or replace)|(?P<number>(?<![\w.$])\d+(?:\.\d+)?(?![\w.]))|(?P<word>"
    + "|".join(
        rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)
        for word in sorted(_SQL_WORDS, key=len, reverse=True)
    )
    + ")"
)


def _of_sql(text: str) -> Changes:
    for found in _SQL.finditer(text):
        if found["number"]:
            yield found.start(), found["number"], _other_number(found["number"])
        elif found["word"] and not (found["word"] == "not" and text[found.end() :].lstrip().startswith("null")):
            yield found.start(), found["word"], _SQL_WORDS[found["word"]]


def _other_number(number: str) -> str:
    return f"{float(number) * 0.8:g}" if "." in number else str(int(number) + 1)


_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_CALCULATED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}


def _of_python(text: str) -> Changes:
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line.encode()))
    content = text.encode()
    found = []
    for node in ast.walk(ast.parse(text)):
        changed = _changed(node)
        if changed is not None and isinstance(node, ast.expr):
            start = lines[node.lineno - 1] + node.col_offset
            end = lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            old = content[start:end].decode()
            found.append((len(content[:start].decode()), old, f"({ast.unparse(changed)})"))
    yield from sorted(found)


def _changed(node: ast.AST) -> ast.expr | None:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARED:
            return ast.Compare(node.left, [_COMPARED[type(operator)]()], node.comparators)
        case ast.BoolOp(op=operator):
            return ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), node.values)
        case ast.BinOp(op=operator) if type(operator) in _CALCULATED and not _is_text(node):
            return ast.BinOp(node.left, _CALCULATED[type(operator)](), node.right)
        case ast.UnaryOp(op=ast.Not()):
            return node.operand
        case ast.IfExp():
            return ast.IfExp(node.test, node.orelse, node.body)
        case ast.Constant(value=bool() as value):
            return ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            return ast.Constant(value + 1)
    return None


def _is_text(node: ast.BinOp) -> bool:
    """Whether a sum joins texts, where a difference would only be an error."""
    return any(
        isinstance(each, ast.JoinedStr) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in (node.left, node.right)
    )
