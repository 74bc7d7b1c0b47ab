"""The definitions of docs/definitions.md, for the page about figures and for packs."""

import dataclasses
import functools
import re
from collections.abc import Iterable

from reach.settings import PROJECT

_FILE = PROJECT / "docs" / "definitions.md"
_ITEM = re.compile(r"^- \*\*(?P<name>[^*]+)\*\*")


@dataclasses.dataclass(frozen=True)
class Definition:
    """A word and its definition as plain text."""

    name: str
    meaning: str


def as_markdown() -> str:
    """Return the whole document as Markdown, without its title."""
    return _FILE.read_text(encoding="utf-8").partition("\n")[2]


def definitions_of(names: Iterable[str]) -> list[Definition]:
    """Return the definitions of these words, in the order of the document. Raises KeyError for a word without one."""
    known, wanted = _known(), set(names)
    missing = wanted - known.keys()
    if missing:
        raise KeyError(f"docs/definitions.md does not define {', '.join(sorted(missing))}")
    return [definition for name, definition in known.items() if name in wanted]


@functools.cache
def _known() -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        item = _ITEM.match(line)
        if item:
            name = item["name"].strip()
            found[name] = Definition(name, line.removeprefix("- ").replace("**", "").replace("`", ""))
    return found
