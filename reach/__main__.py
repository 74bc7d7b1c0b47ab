"""The command line: python -m reach [--store PATH] COMMAND."""

import datetime as dt
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

try:
    import pandas as pd
    import typer
except ModuleNotFoundError:
    sys.exit("This Python lacks the dashboard's parts. Say “python3 start.py reach”, on Windows “py start.py reach”.")

from reach import ingest, queries
from reach.academic_years import PERIODS
from reach.errors import ReachError
from reach.filters import COUNTED_AS, Filters
from reach.ingest.dates import day
from reach.pack_commands import packs_command, recipes_command, report_command
from reach.personal_data_commands import export_person_command, forget_before_command, forget_command
from reach.phases import PHASES
from reach.store import DEFAULT_FOLDER, Store, listing
from reach.store.account import account_name
from reach.store.checks import breaches, check_names
from reach.store.system_errors import as_store_error
from reach.store_commands import back_up_daily, backup_command, restore_command, versions_command
from reach.terminal import ListFormat, print_csv, print_json, print_rows, print_table, progress, say

app = typer.Typer(
    help="Reach of a Maths Hub: import registers, ask for figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Format = StrEnum("Format", {"table": "table", "csv": "csv", "json": "json"})
Attendance = StrEnum("Attendance", {"attended": "attended", "booked": "booked"})


@app.callback()
def main(
    context: typer.Context,
    store: Annotated[
        Path, typer.Option(envvar="REACH_STORE", help="The store's folder.", show_default="data/hub")
    ] = DEFAULT_FOLDER,
) -> None:
    """Open the store that the command is for."""
    context.obj = store


@app.command("import")
def import_command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of any kind, in any order.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Exact output for other programs.")] = False,
    activity: Annotated[str | None, typer.Option(help="The activity, where a file does not say it.")] = None,
    programme: Annotated[str | None, typer.Option(help="The programme's code or name, likewise.")] = None,
    date: Annotated[str | None, typer.Option(help="The day of the session, such as 14/10/2026, likewise.")] = None,
    session: Annotated[int | None, typer.Option(min=1, max=999, help="The session's number, likewise.")] = None,
    attendance: Annotated[
        Attendance | None, typer.Option(help="What filling in a form means: attended, or booked.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0, help="The stay in an online meeting that counts; default: half of it.")
    ] = None,
    organisers: Annotated[
        bool, typer.Option("--organisers", help="Count organisers and presenters as attendees, too.")
    ] = False,
) -> None:
    """Import establishment registers, links, and registers of any tool. All of them, or nothing."""
    store = Store(context.obj)
    answers = ingest.Answers(
        ingest.Details(
            activity=activity,
            programme=programme,
            held_on=_day_option(date),
            session_number=session,
            attendance=attendance.value if attendance else None,
        ),
        minimum_minutes=minutes,
        counts_organisers=organisers,
    )
    with progress(quiet=as_json) as on_progress:
        batches = ingest.import_files(
            store,
            [ingest.read_source(file) for file in files],
            imported_by=account_name("command line"),
            dry_run=dry_run,
            answers=answers,
            on_progress=on_progress,
        )
    _print_batches(batches, as_json=as_json, dry_run=dry_run)
    back_up_daily(store)


@app.command()
def fetch(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Exact output for other programs.")] = False,
) -> None:
    """Fetch the newest establishment register from the address in hub.toml, and import it."""
    store = Store(context.obj)
    with progress(quiet=as_json) as on_progress:
        source = ingest.fetch_register(
            store.settings.establishment_register.address, dt.date.today(), on_progress=on_progress
        )
        batches = ingest.import_files(
            store, [source], imported_by=account_name("command line"), dry_run=dry_run, on_progress=on_progress
        )
    _print_batches(batches, as_json=as_json, dry_run=dry_run)
    back_up_daily(store)


@app.command()
def boundaries(
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


@app.command()
def held(
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


@app.command("settle")
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
        ingest.take_back(store, key)
        say("The answer is forgotten: rows that it had settled are held again.")
        return
    settled = ingest.settle(store, {key: urn}, answered_by=account_name("command line"))
    rows = f"{settled:,} {'row' if settled == 1 else 'rows'}"
    say(f"{rows} settled: {'not a school of ours' if urn is None else urn}. The answer is remembered.")


@app.command("hold-back")
def hold_back_command(
    context: typer.Context,
    urn: Annotated[int, typer.Option(help="The URN of the school.")],
    programme: Annotated[str | None, typer.Option(help="The programme's code or name; all of them without it.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, in a few words and without names of people.")] = None,
    until: Annotated[str | None, typer.Option(help="The last day of it, such as 31/08/2027.")] = None,
    let_go: Annotated[bool, typer.Option("--let-go", help="Let the school go again.")] = False,
) -> None:
    """Hold a school back, so that it is on no call list, or let it go again."""
    if let_go == (reason is not None) or (let_go and until is not None):
        raise typer.BadParameter("Give --reason, and --until where an end is known; or --let-go alone.")
    store = Store(context.obj)
    said_by = account_name("command line")
    whom = f"URN {urn}, {programme or 'all programmes'}"
    if reason is None:
        ingest.let_go(store, urn, programme=programme, said_by=said_by)
        say(f"{whom}: let go.")
        return
    ingest.hold_back(store, urn, reason, programme=programme, until=_day_option(until, "--until"), said_by=said_by)
    say(f"{whom}: held back.")


@app.command()
def matches(
    context: typer.Context,
    batch: Annotated[int, typer.Option(help="The number of the batch.")],
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List which school each row of a register was matched to, and on what evidence."""
    rows = listing.matches(Store(context.obj).read(), batch)
    print_rows(rows, ("row", "urn", "evidence"), output, f"Matches of batch {batch}")


@app.command("batches")
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


@app.command()
def undo(context: typer.Context, batch: Annotated[int, typer.Argument(help="The number of the batch.")]) -> None:
    """Take an import back, as if it had never been."""
    ingest.undo(Store(context.obj), batch)
    say(f"Batch {batch} is undone.")


@app.command()
def check(context: typer.Context) -> None:
    """Prove the store whole: keys unique, references found, counts right. Exit code 1 and a line for each breach."""
    with Store(context.obj).read().cursor() as cursor:
        found = breaches(cursor)
    for breach in found:
        say(breach)
    if found:
        raise typer.Exit(1)
    say(f"The store is whole: {len(check_names())} checks passed.")


@app.command()
def demo(
    context: typer.Context,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a hub's own store, too. Its last version is kept.")
    ] = False,
) -> None:
    """Fill the store with the demonstration: invented schools and people, five years of activity."""
    from reach import demo_store  # only this command needs it

    with progress(quiet=False) as on_progress:
        demo_store.build(Store(context.obj), on_progress, replace=replace)
    say(f"The demonstration stands in {context.obj}.")


@app.command("query")
def query_command(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The query's name; see --list.")] = None,
    year: Annotated[str | None, typer.Option(help="Academic year, such as 2025/26.")] = None,
    period: Annotated[str, typer.Option(help=f"One of {', '.join(PERIODS)}.")] = "year",
    la: Annotated[list[str] | None, typer.Option(help="Code of a local authority; may be repeated.")] = None,
    phase: Annotated[list[str] | None, typer.Option(help=f"Any of {', '.join(PHASES)}.")] = None,
    strand: Annotated[list[str] | None, typer.Option(help="Code of a strand; may be repeated.")] = None,
    counted_as: Annotated[str, typer.Option(help=f"One of {', '.join(COUNTED_AS)}.")] = "attended",
    independent: Annotated[bool, typer.Option("--independent", help="Count independent schools, too.")] = False,
    light_touch: Annotated[bool, typer.Option("--light-touch", help="Count light-touch programmes, too.")] = False,
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help=f"Any of {', '.join(queries.CHOICES)}, where a query asks for it."),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    list_them: Annotated[bool, typer.Option("--list", help="List the queries there are.")] = False,
) -> None:
    """Ask one of the queries in queries/."""
    if list_them:
        print_rows(
            [{"name": each, "answers": queries.load(each).answers} for each in queries.names()],
            ("name", "answers"),
            ListFormat(output.value),
            "Queries",
        )
        return
    if name is None or year is None:
        raise typer.BadParameter("Give a query's name and --year, or --list.")
    store = Store(context.obj)
    filters = Filters.choose(
        store.settings,
        year,
        period=period,
        la_codes=la or (),
        phases=phase or (),
        strands=strand or (),
        counted_as=counted_as,
        independent=independent,
        light_touch=light_touch,
    )
    result = queries.run(name, filters, store.read(), dict(map(_choice, choose or ())))
    match output:
        case Format.csv:
            print_csv(result.frame)
        case Format.json:
            print_json(_records(result.frame))
        case _:
            as_at = result.as_at or "no establishment register"
            print_table(_records(result.frame), f"{result.query.answers} As at {as_at}")


def _day_option(text: str | None, option: str = "--date") -> dt.date | None:
    if text is None:
        return None
    found = day(text)
    if found is None:
        raise typer.BadParameter(f"{text} is not a day; write it as 14/10/2026.", param_hint=option)
    return found


def _choice(text: str) -> tuple[str, str | int]:
    """Read "weight_size=30"; whole numbers as such."""
    name, is_given, value = text.partition("=")
    if name not in queries.CHOICES or not is_given:
        raise typer.BadParameter(f"{text} is not NAME=VALUE of a choice there is.", param_hint="--choose")
    return name, int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else value


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give plain values: a blank is None, a day is a date."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {str(column): value.date() if isinstance(value, pd.Timestamp) else value for column, value in row.items()}
        for row in plain.to_dict("records")
    ]


def _print_batches(batches: Sequence[ingest.Batch], *, as_json: bool, dry_run: bool) -> None:
    rows = [batch.as_json() for batch in batches]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, "What would change" if dry_run else "Imported")


def _candidates_as_text(candidates: list[dict[str, Any]]) -> str:
    return "; ".join(f"{each['urn']} {each['name']} ({each['why']})" for each in candidates)


app.command("versions")(versions_command)
app.command("restore")(restore_command)
app.command("backup")(backup_command)
app.command("report")(report_command)
app.command("packs")(packs_command)
app.command("recipes")(recipes_command)
app.command("export-person")(export_person_command)
app.command("forget")(forget_command)
app.command("forget-before")(forget_before_command)


def run() -> int:
    """Run a command. What a user can act on is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app(prog_name="python -m reach", standalone_mode=True)
    except ReachError as error:
        return _refused(error)
    except (OSError, MemoryError) as error:
        return _refused(as_store_error(error))
    return 0


def _refused(error: ReachError) -> int:
    detail = f" ({error.detail})" if error.detail else ""
    sys.stderr.write(f"{error.title}: {' '.join((error.message + detail).split())}\n")
    return 2


if __name__ == "__main__":
    sys.exit(run())
