"""Commands for personal data: print what is stored about a person, forget one, forget those of older years."""

from typing import Annotated

import typer

from reach import ingest
from reach.commands.terminal import ListFormat, print_rows, say
from reach.store import Store
from reach.store.account import account_name

_COLUMNS = (
    "what",
    "happened_on",
    "programme",
    "activity",
    "session_number",
    "attendance",
    "hours",
    "role",
    "urn",
    "school",
    "school_as_written",
    "email_domain",
    "route",
    "stage",
    "file",
    "batch",
    "row",
    "imported_at",
)
_Email = Annotated[str, typer.Option(metavar="ADDRESS", help="The person's e-mail address.")]
_Name = Annotated[str, typer.Option(help="Of a person without an address: the first name, then the last. Needs --urn.")]
_Urn = Annotated[int | None, typer.Option(help="The URN of that person's school, now or then.")]
_Reference = Annotated[str, typer.Option(help="A candidate's reference, as the sheet has it.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")]
_OlderVersions = Annotated[
    bool,
    typer.Option(
        "--remove-older-versions", help="Remove older versions of the store, too, which still have the hashes."
    ),
]
_IN_OLDER_VERSIONS = (
    "Older versions of the store, up to a year old, still have the hashes until they are removed; going back to one "
    "brings them back. Remove them with --remove-older-versions. Backups keep them until you delete those."
)


def export_person_command(
    context: typer.Context,
    email: _Email = "",
    name: _Name = "",
    urn: _Urn = None,
    reference: _Reference = "",
    output: Annotated[ListFormat, typer.Option("--format", help="How to print it.")] = ListFormat.csv,
) -> None:
    """Print all that is kept of a person: a row for each row of a file, with nobody's name or address."""
    rows = ingest.personal_data(Store(context.obj), ingest.Person(email, name, urn, reference))
    print_rows(rows, _COLUMNS, output, "What is kept of this person")


def forget_command(
    context: typer.Context,
    email: _Email = "",
    name: _Name = "",
    urn: _Urn = None,
    reference: _Reference = "",
    dry_run: _DryRun = False,
    remove_older_versions: _OlderVersions = False,
) -> None:
    """Forget a person: every row of theirs goes, and figures that counted them change."""
    store = Store(context.obj)
    person = ingest.Person(email, name, urn, reference)
    forgotten = ingest.forget_person(store, person, forgotten_by=account_name("command line"), dry_run=dry_run)
    if not forgotten.rows:
        say("Nothing is kept of this person under these details. Nothing was changed.")
        say("Somebody with another e-mail address, or in files with a name only, is kept under those: try them, too.")
    else:
        say("These rows would be forgotten:" if dry_run else "Forgotten:")
        for file, rows in forgotten.rows_by_file.items():
            say(f"  {rows:,} of {file}")
        if forgotten.schools:
            listed = ", ".join(forgotten.schools)
            say(f"No longer counted as having attended: {listed}.")
    if not dry_run:
        _finish(store, remove_older_versions)
        say("If a file with this person in it is imported again, the person is back: take the row out of it first.")


def forget_before_command(
    context: typer.Context,
    academic_year: Annotated[str, typer.Argument(metavar="YEAR", help="The first year that stays, as 2023/24.")],
    dry_run: _DryRun = False,
    remove_older_versions: _OlderVersions = False,
) -> None:
    """Forget everybody of the academic years before one. What schools did in those years stays."""
    store = Store(context.obj)
    found = ingest.forget_people_before(store, academic_year, dry_run=dry_run)
    would = "would be" if dry_run else "were"
    say(f"{found.attendees:,} people at sessions before {found.from_day:%d/%m/%Y} {would} forgotten.")
    say(f"{found.candidates:,} candidates whose last stage was before that day {would} forgotten.")
    say("Schools' history and the counts of each programme in a year stay.")
    for year, (before, after) in found.teachers.items():
        say(f"Teachers reached in {year}: {after:,} instead of {before:,}. Those in two programmes count in each.")
    if not dry_run:
        _finish(store, remove_older_versions)
        say("Rows of registers about sessions before that day are passed over from now on.")


def _finish(store: Store, remove_older_versions: bool) -> None:
    """Remove older versions where that is wanted, else say that they are there."""
    if remove_older_versions:
        removed = ingest.remove_older_versions(store)
        say(f"Older versions of the store that were removed: {removed:,}. Backups are yours to delete.")
    else:
        say(_IN_OLDER_VERSIONS)
