"""The kinds of file that can be imported: a module each, which says all that there is to say of its kind as KIND.

A module that is put here is known everywhere at once: to imports, the store's checks, the command line and the screen.
The sheets of the hub's template are kinds, too; `reach.sheets` declares them.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from typing import Any

from reach.errors import ImportFileError
from reach.ingest.cells import text_of
from reach.ingest.kind import Attendance, Kind, Tool, sheet_kind
from reach.ingest.kinds import register, table
from reach.ingest.national import NationalFile
from reach.ingest.sheets import best_sheet
from reach.ingest.tools.headings import SAYS_WHO, find_columns
from reach.sheets import SHEETS

_FOUND: list[Kind] = [
    *(importlib.import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)),
    *map(sheet_kind, SHEETS.values()),
]
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in sorted(_FOUND, key=lambda kind: (kind.turn, kind.name))}
"""The kinds by name, in the order in which they build on each other."""

NATIONAL = {name: kind for name, kind in KINDS.items() if isinstance(kind, NationalFile)}
TOOLS = sorted((kind for kind in KINDS.values() if isinstance(kind, Tool)), key=lambda tool: tool.is_general)


def attendance(name: str) -> Attendance | None:
    """Give a kind whose rows are people at sessions, None for a kind of other rows."""
    kind = KINDS[name]
    return kind if isinstance(kind, Attendance) else None


def recognise(headings: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    """Tell a register or one of the DfE's files from its headings, and where each of our columns stands.

    None where it is none of them.
    """
    best: tuple[int, str, dict[str, int]] | None = None
    known = [(name, kind.headings, kind.needs) for name, kind in NATIONAL.items()]
    for name, ours, needs in (*known, (register.KIND.name, register.HEADINGS, register.NEEDS)):
        positions = ours.positions(headings)
        found = len(positions.keys() & set(needs))
        if 2 * found > len(needs) and (best is None or found > best[0]):
            best = (found, name, positions)
    return best[1:] if best else None


def recognise_sheet(headings: Sequence[Any]) -> tuple[str, dict[str, int]] | None:
    """Tell a sheet of the template from its headings, and where each of our columns stands; None where it is none."""
    found = best_sheet(headings, SHEETS.values(), register.HEADINGS, register.NEEDS)
    if found is None or (found[0].names_nobody and find_columns(list(map(text_of, headings))).places.keys() & SAYS_WHO):
        return None
    return found[0].kind, found[1]


def not_recognised(name: str) -> ImportFileError:
    """Give the error for a file of no kind that we know; it quotes nothing, as names may stand anywhere."""
    others = [kind.described for kind in KINDS.values() if kind is not table.KIND]
    return ImportFileError(
        f"{name} is not recognised",
        f"None of its lines has headings that are known. Nothing was changed. What can be imported: "
        f"{'; '.join(others)}; or {table.KIND.described} once you have said on the Imports page which column is "
        "which. A template to fill in stands there, too.",
    )
