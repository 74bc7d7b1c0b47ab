"""National CSV files of the DfE, read fast: only the columns that are needed, as text."""

import io

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from reach.errors import ImportFileError
from reach.ingest.contact_details import without_unseen
from reach.ingest.kinds import NATIONAL, not_recognised, recognise
from reach.ingest.reading import SourceFile, decode


def read_large_table(source: SourceFile) -> tuple[str, pa.Table]:
    """Give the kind of a CSV file and its rows under our column names, all text, blanks as empty text.

    A column row_number counts the file's rows as the user sees them, the heading being 1.
    Raises ImportFileError where the file is cut short, ragged or of no kind that we know.
    """
    text = decode(source)
    first_line = text[: text.find("\n")] if "\n" in text else text
    headings = [heading.strip().strip('"') for heading in first_line.rstrip("\r").split(",")]
    recognised = recognise(headings)
    if recognised is None or recognised[0] not in NATIONAL:
        raise not_recognised(source.name)
    kind, positions = recognised
    NATIONAL[kind].require_columns(source.name, positions)
    content = text.encode()
    try:
        table = _parse(content, headings, positions, newlines_in_values=False)
    except pa.ArrowInvalid:
        # A quoted cell may hold a line break; looking for those is slower, so it is the second try.
        table = _parse_slowly(source, content, headings, positions)
    table = _without_unseen(table)
    return kind, table.append_column("row_number", pa.array(range(2, table.num_rows + 2), pa.int32()))


def _without_unseen(table: pa.Table) -> pa.Table:
    """Leave out what nobody sees, as in the cells of any other file. Hardly any cell has something: these are found."""
    for place, name in enumerate(table.column_names):
        cells = table.column(name)
        if not pyarrow.compute.all(pyarrow.compute.utf8_is_printable(cells), min_count=0).as_py():
            table = table.set_column(place, name, pa.array(map(without_unseen, cells.to_pylist()), pa.string()))
    return table


def _parse(content: bytes, headings: list[str], positions: dict[str, int], *, newlines_in_values: bool) -> pa.Table:
    names = [f"c{position}" for position in range(len(headings))]
    wanted = {column: names[position] for column, position in positions.items()}
    table = pyarrow.csv.read_csv(
        io.BytesIO(content),
        read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=1, block_size=8 << 20),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=newlines_in_values),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=list(wanted.values()),
            column_types=dict.fromkeys(wanted.values(), pa.string()),
            strings_can_be_null=False,
        ),
    )
    return table.rename_columns(list(wanted))


def _parse_slowly(source: SourceFile, content: bytes, headings: list[str], positions: dict[str, int]) -> pa.Table:
    try:
        return _parse(content, headings, positions, newlines_in_values=True)
    except pa.ArrowInvalid:
        line, cells = _first_ragged_line(content.decode(), len(headings))
        raise ImportFileError(
            f"{source.name} cannot be read",
            f"Line {line} has {cells} cells where the headings have {len(headings)}: the file is damaged or cut "
            "short. Nothing was changed. Download it again.",
        ) from None


def _first_ragged_line(text: str, width: int) -> tuple[int, int]:
    """Give the number of the first line that is not as wide as the headings, and its own width."""
    import csv

    line = 1
    reader = csv.reader(io.StringIO(text, newline=""))
    for cells in reader:
        if len(cells) != width:
            return line, len(cells)
        line = reader.line_num + 1
    return line, 0
