"""Commands for files: import them, see what was held and matched, settle rows, take an import back."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from reach import formats, ingest
from reach.commands.options import day_option
from reach.commands.store import back_up_daily
from reach.commands.terminal import ListFormat, print_json, print_rows, print_table, progress, say
from reach.ingest.meanings import FREE
from reach.ingest.readings import NO_COLUMN, left_out_in_words
from reach.store import Store, listing
from reach.store.account import account_name

Attendance = StrEnum("Attendance", {"attended": "attended", "booked": "booked"})
DateOrder = StrEnum("DateOrder", {"day_first": "day-first", "month_first": "month-first"})
WholeRegister = Annotated[
    bool,
    typer.Option(
        "--whole-register",
        help="Take one of the DfE's files although much of it seems missing, or its date is still to come.",
    ),
]


def import_command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of any kind, in any order.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Exact output for other programs.")] = False,
    activity: Annotated[str | None, typer.Option(help="The activity, where the rows do not say it.")] = None,
    programme: Annotated[str | None, typer.Option(help="The programme's code or name, for rows without one.")] = None,
    date: Annotated[
        str | None, typer.Option(help="The day of the session, such as 14/10/2026, where a table does not say it.")
    ] = None,
    session: Annotated[
        int | None, typer.Option(min=1, max=999, help="The session's number, for rows without one.")
    ] = None,
    attendance: Annotated[
        Attendance | None, typer.Option(help="What filling in a form means: attended, or booked.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0, help="The stay in an online meeting that counts; default: half of it.")
    ] = None,
    organisers: Annotated[
        bool, typer.Option("--organisers", help="Count those who organised or hosted a meeting as attendees, too.")
    ] = False,
    dates: Annotated[
        DateOrder | None, typer.Option(help="Which is first in dates such as 05/11/2026, where a file leaves it open.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="Which column is which, as school=Company, or school=none. May be repeated. Counts before what was "
            "answered about an earlier file with the same headings, and is remembered in its place."
        ),
    ] = None,
    means: Annotated[
        list[str] | None,
        typer.Option(help="What a text means, as “attendance: x = absent” or “date: 5/11 = 05/11/2026”. Repeatable."),
    ] = None,
    heading_line: Annotated[int | None, typer.Option(min=1, help="The line in which the headings stand.")] = None,
    whole_register: WholeRegister = False,
    hold_unclear: Annotated[
        bool, typer.Option("--hold-unclear", help="Hold rows with an open question, instead of asking.")
    ] = False,
) -> None:
    """Import establishment registers, links, and registers of any tool. All of them, or nothing.

    What a file was taken to say is listed with --dry-run; what it leaves open is asked, with the option that answers.
    An option counts before what was remembered of earlier files, and what was remembered before what was guessed.
    """
    store = Store(context.obj)
    answers = ingest.Answers(
        ingest.Details(
            activity=activity,
            programme=programme,
            held_on=day_option(date),
            session_number=session,
            attendance=attendance.value if attendance else None,
        ),
        minimum_minutes=minutes,
        counts_organisers=organisers or None,
        heading_line=heading_line,
        month_first=None if dates is None else dates is DateOrder.month_first,
        values=_values(means or ()),
        holds_unclear=hold_unclear,
        takes_as_it_is=whole_register,
    )
    sources = [ingest.read_source(file) for file in files]
    with progress(quiet=as_json) as on_progress:
        try:
            batches = ingest.import_files(
                store,
                sources,
                imported_by=account_name("command line"),
                dry_run=dry_run,
                answers=_with_columns(store, answers, column or (), sources),
                on_progress=on_progress,
            )
        except ingest.QuestionsOpenError as error:
            _print_reading(error.reading, "Questions", as_json=as_json, only_open=True)
            raise
    if dry_run and not as_json:
        for batch in batches:
            if batch.reading and batch.reading.meanings:
                _print_reading(batch.reading, f"What {batch.file} says", as_json=False, only_open=False)
                for row in batch.as_json()["first_rows"]:
                    say(f"- {row}")
    _print_batches(batches, as_json=as_json, dry_run=dry_run)
    back_up_daily(store)


def _values(means: Sequence[str]) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for each in means:
        column, colon, rest = each.partition(":")
        text, equals, value = rest.rpartition("=")
        if not colon or not equals:
            raise typer.BadParameter(f"“{each}” is not like “attendance: x = absent”.", param_hint="--means")
        try:
            answer = ingest.value_answer(column.strip(), value)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--means") from None
        values.setdefault(ingest.column_answered(column.strip()), {})[text.strip()] = answer
    return values


def _with_columns(
    store: Store, answers: ingest.Answers, named_columns: Sequence[str], sources: Sequence[ingest.SourceFile]
) -> ingest.Answers | dict[str, ingest.Answers]:
    """Give the answers about each table, with the places of the columns that were named by their headings."""
    if not named_columns:
        return answers
    found: dict[str, ingest.Answers] = {}
    for part in ingest.tables_in(sources):
        places = {heading.casefold(): place for place, heading in enumerate(ingest.headings_of(store, part, answers))}
        columns: dict[str, int | None] = {}
        for each in named_columns:
            name, _, heading = each.partition("=")
            ours, wanted = ingest.column_answered(name.strip()), heading.strip().casefold()
            if wanted not in places and wanted != NO_COLUMN:
                raise typer.BadParameter(f"{part.name} has no heading “{heading.strip()}”.", param_hint="--column")
            columns[ours] = places.get(wanted)
        found[part.key] = dataclasses.replace(answers, columns=columns)
    return found


def _print_reading(reading: ingest.Reading, title: str, *, as_json: bool, only_open: bool) -> None:
    meanings = reading.open if only_open else reading.meanings
    if as_json:
        print_json([meaning.as_json() for meaning in meanings])
        return
    print_table(
        [
            {
                "what": meaning.label,
                "in the file": meaning.text,
                "taken for": "?" if meaning.is_open else meaning.taken_for,
                "why": meaning.why,
                **({"may be": _may_be(meaning)} if only_open else {}),
                "to change it": meaning.answer_with,
            }
            for meaning in meanings
        ],
        title,
    )


def _may_be(meaning: ingest.Meaning) -> str:
    """List the answers of a question about a text, but for those that may be any day or number."""
    is_listed = meaning.about == "attendance" or (meaning.about == "value" and meaning.column not in FREE)
    return "; ".join(meaning.options) if is_listed and meaning.column != "programme" else ""


def fetch_command(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Exact output for other programs.")] = False,
    whole_register: WholeRegister = False,
) -> None:
    """Fetch the newest establishment register from the address in hub.toml, and import it."""
    store = Store(context.obj)
    with progress(quiet=as_json) as on_progress:
        source = ingest.fetch_register(
            store.settings.establishment_register.address, dt.date.today(), on_progress=on_progress
        )
        batches = ingest.import_files(
            store,
            [source],
            imported_by=account_name("command line"),
            dry_run=dry_run,
            answers=ingest.Answers(takes_as_it_is=whole_register),
            on_progress=on_progress,
        )
    _print_batches(batches, as_json=as_json, dry_run=dry_run)
    back_up_daily(store)


def boundaries_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoJSON, such as ONS publishes, or a zip of it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Exact output for other programs.")] = False,
) -> None:
    """Load outlines of local authorities, for the map. The rows are areas; those outside the hub are not kept."""
    batches = ingest.import_boundaries(
        Store(context.obj), ingest.read_source(file), imported_by=account_name("command line"), dry_run=dry_run
    )
    _print_batches(batches, as_json=as_json, dry_run=dry_run)


def held_command(
    context: typer.Context,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List the rows that could not be loaded, with the reason and the schools that may be meant."""
    rows = [
        {key: value for key, value in row.items() if key != "alias_key"}
        for row in listing.held_rows(Store(context.obj).read())
    ]
    if output is not ListFormat.json:
        rows = [{**row, "candidates": _candidates_as_text(row["candidates"])} for row in rows]
    print_rows(rows, ("batch", "file", "row", "reason", "school_text", "candidates"), output, "Held rows")


def settle_command(
    context: typer.Context,
    batch: Annotated[int, typer.Option(help="The number of the batch that has the row.")],
    row: Annotated[int, typer.Option(help="The number of the row, as “held” lists it.")],
    urn: Annotated[int | None, typer.Option(help="The URN of the school that is meant.")] = None,
    not_ours: Annotated[bool, typer.Option("--not-ours", help="It is no school of the hub.")] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Forget an answer given before.")] = False,
) -> None:
    """Say which school a held row means. All rows that say the same are settled, now and from now on."""
    if (urn is not None) + not_ours + take_back != 1:
        raise typer.BadParameter("Give one of --urn, --not-ours and --take-back.")
    store = Store(context.obj)
    key = ingest.alias_key_of(store, batch, row)
    if take_back:
        ingest.take_back(store, [key])
        say("The answer is forgotten: rows that it had settled are held again.")
        return
    settled = ingest.settle(store, {key: urn}, answered_by=account_name("command line"))
    rows = f"{settled:,} {'row' if settled == 1 else 'rows'}"
    say(f"{rows} settled: {'not a school of ours' if urn is None else urn}. The answer is remembered.")


def hold_back_command(
    context: typer.Context,
    urn: Annotated[int, typer.Option(help="The URN of the school.")],
    programme: Annotated[str | None, typer.Option(help="The programme's code or name; all of them without it.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, in a few words and without names of people.")] = None,
    until: Annotated[str | None, typer.Option(help="The last day of it, such as 31/08/2027.")] = None,
    put_back: Annotated[bool, typer.Option("--put-back", help="Put the school back on the list.")] = False,
) -> None:
    """Hold a school back, so that it is on no call list, or put it back on the list."""
    if put_back == (reason is not None) or (put_back and until is not None):
        raise typer.BadParameter("Give --reason, and --until where an end is known; or --put-back alone.")
    store = Store(context.obj)
    by = account_name("command line")
    whom = f"URN {urn}, {programme or 'all programmes'}"
    if reason is None:
        ingest.release(store, urn, programme=programme, by=by)
        say(f"{whom}: back on the list.")
        return
    ingest.hold_back(store, urn, reason, programme=programme, until=day_option(until, "--until"), by=by)
    say(f"{whom}: held back.")


def chart_notes_command(
    context: typer.Context,
    add: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Add a note: what happened, without names of people.")
    ] = None,
    dated: Annotated[str | None, typer.Option(metavar="DAY", help="The note's date, such as 12/01/2026.")] = None,
    la: Annotated[str | None, typer.Option(help="The code of the local authority that the note is of.")] = None,
    strand: Annotated[str | None, typer.Option(help="The code of the strand that it is of.")] = None,
    programme: Annotated[str | None, typer.Option(help="The code of the programme that it is of.")] = None,
    remove: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take a note off charts.")] = None,
    put_back: Annotated[int | None, typer.Option(metavar="NUMBER", help="Put a removed note back.")] = None,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List the notes on charts, add one, remove one or put one back. Without --la, --strand and --programme a note is
    of the whole hub.
    """
    if sum(each is not None for each in (add, remove, put_back)) > 1:
        raise typer.BadParameter("Give one of --add, --remove and --put-back.")
    if (add is None) != (dated is None):
        raise typer.BadParameter("Give --add and --dated together.")
    store, by = Store(context.obj), account_name("command line")
    dated_on = day_option(dated, "--dated")
    if add is not None and dated_on is not None:
        scope = ingest.NoteScope(la, strand, programme)
        say(f"Note {ingest.add_chart_note(store, add, dated_on=dated_on, scope=scope, recorded_by=by)} was added.")
    elif remove is not None:
        ingest.remove_chart_note(store, remove, recorded_by=by)
        say(f"Note {remove} was removed. “--put-back {remove}” puts it back.")
    elif put_back is not None:
        ingest.put_back_chart_note(store, put_back, recorded_by=by)
        say(f"Note {put_back} was put back.")
    else:
        columns = ("note_id", "dated_on", "note", "of_what", "is_removed", "recorded_at", "recorded_by")
        print_rows(listing.chart_notes(store.read()), columns, output, "Notes on charts, newest first")


def matches_command(
    context: typer.Context,
    batch: Annotated[int, typer.Option(help="The number of the batch.")],
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List which school each row of a register was matched to, and on what evidence."""
    rows = listing.matches(Store(context.obj).read(), batch)
    print_rows(rows, ("row", "urn", "evidence"), output, f"Matches of batch {batch}")


def batches_command(
    context: typer.Context,
    undone: Annotated[bool, typer.Option("--all", help="Those that were undone, too.")] = False,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List the imports, newest first."""
    rows = listing.batches(Store(context.obj).read(), undone=undone)
    if not undone:
        rows = [{key: value for key, value in row.items() if key != "undone_at"} for row in rows]
    if output is ListFormat.table:
        # What fits a terminal; the rest is in the other formats.
        rows = [{key: value for key, value in row.items() if key not in ("imported_at", "imported_by")} for row in rows]
    print_rows(rows, tuple(rows[0]) if rows else ("batch",), output, "Imports, newest first")


def undo_command(
    context: typer.Context, batch: Annotated[int, typer.Argument(help="The number of the batch.")]
) -> None:
    """Take an import back, as if it had never been."""
    ingest.undo(Store(context.obj), batch)
    say(f"Batch {batch} is undone.")


_COUNTS = ("batch", "kind", "file", "read", "loaded", "unchanged", "held", "outside")


def _print_batches(batches: Sequence[ingest.Batch], *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        print_json([batch.as_json() for batch in batches])
    else:
        rows = [{name: value for name, value in batch.as_json().items() if name in _COUNTS} for batch in batches]
        print_table(rows, "What would change" if dry_run else "Imported")
        for batch in batches:
            for sentence in _remarks(batch):
                say(f"{batch.file}: {sentence}" if len(batches) > 1 else sentence)


def _remarks(batch: ingest.Batch) -> list[str]:
    left_out = [f"Left out: {left_out_in_words(batch.left_out)}."] if batch.left_out else []
    if batch.reading is None:
        return [*left_out, *batch.remarks]
    unused = batch.reading.unused
    not_used = [f"Columns not used: {formats.listed(list(unused))}."] if unused else []
    return [*not_used, *left_out, *batch.reading.remarks, *batch.remarks]


def _candidates_as_text(candidates: list[dict[str, Any]]) -> str:
    return "; ".join(f"{each['urn']} {each['name']} ({each['why']})" for each in candidates)
