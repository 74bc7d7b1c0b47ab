"""Which texts Streamlit takes for Markdown, and whether each is written out in the code or goes through escape().

Streamlit says in its docstrings which of its parameters are Markdown, so a new version's are looked at, too.
"""

import ast
import functools
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

ESCAPES = {"escape", "escape_table"}
OWN_MARKDOWN = {"as_markdown"}
"""Gives docs/definitions.md, which is written as Markdown."""

# Markdown, too, though Streamlit's docstrings do not say so.
_UNDOCUMENTED = {
    "metric": {"delta_description"},
    "radio": {"captions", "format_func", "options"},
    "segmented_control": {"format_func"},
    "select_slider": {"format_func"},
    "write": {"args"},
}
_PUTS_IN = {"append", "extend", "insert", "setdefault", "update"}
_NO_TEXT = {"anchors", "bind", "cursor", "unsafe_allow_html", "width", "wrap"}
"""Their docstrings only speak of Markdown."""

_A_NUMBER_OR_DATE = re.compile(r"[+]?,?(\.\d+)?[df%]?|.*%[a-zA-Z].*")
_PARAMETERS = re.compile(r"Parameters\n-+\n(.*?)(?:\n\n[A-Z]\w+\n-+\n|\Z)", re.DOTALL)
_PARAMETER = re.compile(r"\n(?=[*a-z])")


@functools.cache
def markdown_parameters() -> dict[str, dict[str, int | None]]:
    """Give, by a command's name, the parameters that are Markdown, each with its position where it has one."""
    found = {}
    for name in dir(st):
        command = getattr(st, name)
        documented = _PARAMETERS.search(inspect.getdoc(command) or "") if callable(command) else None
        if documented is None:
            continue
        names = {
            each.strip().lstrip("*")
            for part in _PARAMETER.split(documented[1])
            if "Markdown" in part
            for each in part.partition("\n")[0].partition(":")[0].split(",")
        }
        names = (names | _UNDOCUMENTED.get(name, set())) - _NO_TEXT
        positions = {
            parameter.name: None if parameter.kind is parameter.KEYWORD_ONLY else position
            for position, parameter in enumerate(inspect.signature(command).parameters.values())
        }
        found[name] = {each: positions[each] for each in names if each in positions}
    return {name: parameters for name, parameters in found.items() if parameters}


def unescaped_texts(code: str, file: str) -> list[str]:
    """Say where text that is not written out in the code is shown as Markdown without escape(), a line for each."""
    module = _Module(ast.parse(code))
    return [
        f"{file}:{argument.lineno}: {command}() shows {parameter} as Markdown: put what comes from data into escape(), "
        f"from reach.ui.escape: {ast.unparse(argument)}"
        for command, parameter, argument in module.shown()
        if not module.is_safe(argument)
    ]


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self._names: dict[ast.AST, bool] = {}

    def shown(self) -> Iterator[tuple[str, str, ast.expr]]:
        """Give each text that is shown as Markdown, with the command and its parameter."""
        for call in ast.walk(self._tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            parameters = markdown_parameters().get(call.func.attr, {})
            given = {each.arg: each.value for each in call.keywords if each.arg}
            for name, position in parameters.items():
                if name == "options" and "format_func" in given:
                    continue  # what is shown of them is what that gives
                if name in given:
                    yield call.func.attr, name, given[name]
                elif name == "args":
                    yield from ((call.func.attr, "its text", each) for each in call.args)
                elif position is not None and len(call.args) > position:
                    yield call.func.attr, name, call.args[position]

    def is_safe(self, node: ast.expr) -> bool:
        """Whether an expression is made of nothing but what is written out in this module and what was escaped."""
        match node:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts):
                return all(map(self.is_safe, parts))
            case ast.FormattedValue(value=value, format_spec=form):
                return _is_number_or_date(form) or self.is_safe(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.BinOp(left=left, op=ast.Mult()):
                return self.is_safe(left)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_safe(body) and self.is_safe(orelse)
            case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.Dict(keys=keys, values=values):
                return all(map(self.is_safe, values)) and all(
                    isinstance(key, ast.Constant) or ast.unparse(key).lstrip("_").isupper() for key in keys if key
                )
            case ast.ListComp(elt=body) | ast.GeneratorExp(elt=body) | ast.Lambda(body=body) | ast.Starred(value=body):
                return self.is_safe(body)
            case ast.Subscript(value=value) | ast.Attribute(value=value, attr="__getitem__"):
                return self.is_safe(value)
            case ast.Name(id=name):
                return name in ESCAPES or self._is_safe_name(node, name)
            case ast.Call(func=ast.Attribute(value=value, attr="join"), args=[parts]):
                return self.is_safe(value) and self.is_safe(parts)
            case ast.Call(func=ast.Attribute(value=value, attr="items" | "values" | "capitalize" | "get")):
                return self.is_safe(value)
            case ast.Call(func=ast.Name(id=name)):
                return name in ESCAPES | OWN_MARKDOWN or self._is_safe_function(name)
        return False

    def _is_safe_name(self, node: ast.AST, name: str) -> bool:
        """Whether all that a name can stand for is safe: it is only ever set to safe texts, here or in the module."""
        if node not in self._names:
            self._names[node] = True  # for as long as it is looked at: a text may be added to itself
            self._names[node] = self._is_set_to_safe_texts(node, name)
        return self._names[node]

    def _is_set_to_safe_texts(self, node: ast.AST, name: str) -> bool:
        for scope in self._scopes_of(node):
            given = getattr(scope, "args", None)
            arguments = {each.arg for each in ast.walk(given) if isinstance(each, ast.arg)} if given else set()
            set_to = list(_set_to(scope, name))
            if name in arguments or set_to:
                return name not in arguments and all(value is not None and self.is_safe(value) for value in set_to)
        return False

    def _is_safe_function(self, name: str) -> bool:
        """Whether all that a function of this module returns is safe."""
        for function in self._tree.body:
            if isinstance(function, ast.FunctionDef) and function.name == name:
                returned = [each.value for each in ast.walk(function) if isinstance(each, ast.Return)]
                return all(value is not None and self.is_safe(value) for value in returned)
        return False

    def _scopes_of(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self._parents:
            node = self._parents[node]
            if isinstance(node, ast.FunctionDef | ast.Lambda | ast.Module):
                yield node


def _set_to(scope: ast.AST, name: str) -> Iterator[ast.expr | None]:
    """Give what a name is set to in a scope; None where it is set in a way that says nothing, as by a loop."""
    values: dict[ast.AST, ast.expr] = {}
    for each in ast.walk(scope):
        if isinstance(each, ast.Assign):
            for target in each.targets:
                values[target] = each.value
                if isinstance(target, ast.Tuple) and isinstance(each.value, ast.Tuple):
                    values |= dict(zip(target.elts, each.value.elts, strict=False))
        elif isinstance(each, ast.comprehension | ast.For):
            values[each.target] = each.iter
        elif isinstance(each, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and each.value is not None:
            values[each.target] = each.value
    for each in ast.walk(scope):
        if isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store):
            yield values.get(each)
        # What is put into a list or a dictionary afterwards.
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in _PUTS_IN:
            if isinstance(each.func.value, ast.Name) and each.func.value.id == name:
                yield from each.args
        elif isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store) and ast.unparse(each.value) == name:
            yield values.get(each)


def _is_number_or_date(form: ast.expr | None) -> bool:
    """Whether a form, such as the one in {count:,}, is one that no text can take: Python itself refuses it."""
    parts = form.values if isinstance(form, ast.JoinedStr) else []
    text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return bool(text) and len(parts) == 1 and bool(_A_NUMBER_OR_DATE.fullmatch(text))


def screens(project: Path) -> list[Path]:
    """Give every file that knows Streamlit."""
    files = [project / "dashboard.py", *(project / "pages").glob("*.py"), *(project / "reach").rglob("*.py")]
    return sorted(file for file in files if re.search(r"^(import|from) streamlit\b", file.read_text("utf-8"), re.M))
