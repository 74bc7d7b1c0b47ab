"""The sheets of the hub's template beside the register: a module each, which declares its sheet as SHEET.

A module that is put here is known everywhere at once: to imports, the template, the store's views and checks, and the
history of imports. Beside it, the sheet's table takes a step in reach/store/schema/.
"""

import importlib
import pkgutil
from collections.abc import Mapping

from reach.sheets import description
from reach.sheets.description import Column, Sheet, TableSheet

_FOUND: list[TableSheet] = [
    importlib.import_module(f"{__name__}.{module.name}").SHEET
    for module in pkgutil.iter_modules(__path__)
    if f"{__name__}.{module.name}" != description.__name__
]
SHEETS: Mapping[str, TableSheet] = {sheet.kind: sheet for sheet in sorted(_FOUND, key=lambda sheet: sheet.place)}
"""The sheets by kind, in the order of the template."""

__all__ = ["SHEETS", "Column", "Sheet", "TableSheet"]
