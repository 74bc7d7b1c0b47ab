"""Views that follow from what is declared in Python, as SQL: sheets of the template, stages, modes of delivery."""

from collections.abc import Iterable, Sequence

import duckdb

from reach.candidate_stages import STAGES
from reach.delivery_modes import SHOWN as MODES_SHOWN
from reach.sheets import SHEETS, TableSheet

_SETTINGS_COLUMNS = ("programme_code", "strand", "la_code")


def create_sheet_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views. Raises ValueError for a sheet whose table does not fit it."""
    for sheet in SHEETS.values():
        _refuse_another_table(connection, sheet)
    connection.execute(sheet_views())


def sheet_views() -> str:
    """Return the views as SQL."""
    sheets = list(SHEETS.values())
    return "\n\n".join((_stages(), _delivery_modes(), _sheet_rows(sheets), _sheet_schools(sheets)))


def _stages() -> str:
    return f"""\
-- One row per stage of recruitment and training, in their order.
create or replace view stages as
from (values {_in_order(STAGES)}) as stages (stage, position);"""


def _delivery_modes() -> str:
    return f"""\
-- One row per mode of delivery, in the order in which modes are shown; the last stands for what no sheet says.
create or replace view delivery_modes as
from (values {_in_order(MODES_SHOWN)}) as delivery_modes (delivery_mode, position);"""


def _in_order(names: Iterable[str]) -> str:
    return ", ".join(f"('{name}', {position})" for position, name in enumerate(names, start=1))


def _sheet_rows(sheets: Sequence[TableSheet]) -> str:
    rows = "\nunion all\n".join(map(_rows_of, sheets))
    return f"""\
-- One row per row of a sheet, with its kind: what it is about, and what it states of that, as texts. The last three
-- columns are codes of hub.toml.
create or replace view sheet_rows as
{rows};"""


def _rows_of(sheet: TableSheet) -> str:
    states = [name for name in sheet.stated if name not in sheet.about]
    codes = ", ".join(name if name in sheet.stated else f"null::varchar as {name}" for name in _SETTINGS_COLUMNS)
    return f"""\
select
    '{sheet.kind}' as kind, batch_id, row_number,
    {_texts(sheet, sheet.about)} as about,
    {_texts(sheet, states)} as states,
    {codes}
from {sheet.table}"""  # noqa: S608 - the names are constants of reach.sheets


def _texts(sheet: TableSheet, names: Sequence[str]) -> str:
    ignoring_case = {column.name for column in sheet.facts if column.ignores_case}
    return f"[{', '.join(f'lower({name})' if name in ignoring_case else f'{name}::varchar' for name in names)}]"


def _sheet_schools(sheets: Sequence[TableSheet]) -> str:
    schools = "\nunion all\n".join(
        f"select batch_id, row_number, {prefix}urn as urn, {prefix}evidence as evidence\n"
        f"from {sheet.table}\nwhere {prefix}urn is not null"
        for sheet in sheets
        for prefix in sheet.school_prefixes
    )
    return f"""\
-- One row per row of a sheet and school that it was matched to, with the evidence.
create or replace view sheet_schools as
{schools};"""


def _refuse_another_table(connection: duckdb.DuckDBPyConnection, sheet: TableSheet) -> None:
    found = connection.execute(
        "select column_name from duckdb_columns() where table_name = $table", {"table": sheet.table}
    ).fetchall()
    columns = {name for (name,) in found}
    if columns != set(sheet.table_columns):
        raise ValueError(
            f"Sheet “{sheet.kind}” needs a table {sheet.table} with the columns {', '.join(sheet.table_columns)}; it "
            f"has {', '.join(sorted(columns)) or 'none'}. Add a step to reach/store/schema."
        )
