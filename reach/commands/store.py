"""Commands for the store itself: check it, fill it with the demonstration, its versions, backups."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from reach import formats
from reach.commands.terminal import ListFormat, print_rows, progress, say
from reach.store import Store, backup, daily_backup, encryption, listing
from reach.store.checks import breaches, check_names
from reach.store.copying import copy_store
from reach.store.storage import storage_of

_PASSPHRASE = "REACH_BACKUP_PASSPHRASE"  # noqa: S105 - the name of the place, not what is in it


def versions_command(
    context: typer.Context,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List the store's versions, newest first: when and why each was made, what is in it, and whether it opens."""
    storage = storage_of(context.obj)
    found = storage.published()
    current = storage.current_number()
    rows = [
        {
            "version": version.number,
            "current": version.number == current,
            "made": f"{version.made_at:%d/%m/%Y %H:%M}",
            "why": version.what or "not recorded",
            "schools": version.schools,
            "attendance": version.attendance_rows,
            "opens": version.opens,
            "size": formats.size(version.size),
        }
        for version in found
    ]
    if output is ListFormat.table:
        rows = [{**row, **{column: "yes" if row[column] else "no" for column in ("current", "opens")}} for row in rows]
    columns = ("version", "current", "made", "why", "schools", "attendance", "opens", "size")
    print_rows(rows, columns, output, "Versions, newest first")
    if output is ListFormat.table:
        say(f"The store takes {formats.size(storage.size())}. Go back with “restore NUMBER”.")


def encrypt_command(context: typer.Context) -> None:
    """Encrypt the store, with the key that hub.toml names under [encryption]; the key is made where there is none."""
    store = Store(context.obj)
    if encryption.make_key(store.settings.encryption):
        say("A key was made. Keep a copy of it where your passwords are: without it nobody can read the store again.")
    count = store.change_encryption(encrypted=True)
    say(f"{formats.count_of(count, 'version')} encrypted." if count else "The store is encrypted already.")


def decrypt_command(context: typer.Context) -> None:
    """Take the store's encryption away, with the key that hub.toml names; the key stays where it is."""
    count = Store(context.obj).change_encryption(encrypted=False)
    say(f"{formats.count_of(count, 'version')} decrypted." if count else "The store is not encrypted.")


def restore_command(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="NUMBER|FILE", help="A version's number, or a backup's file.")],
) -> None:
    """Go back to a version, or bring a backup back. Nothing is lost: every version that is there stays."""
    store = Store(context.obj)
    if what.isdecimal():
        store.go_back(int(what))
        say(f"Version {int(what)} is the current one. Newer versions are kept: “versions” lists them.")
        return
    content = backup.backup_file(Path(what))
    passphrase = _passphrase() if backup.is_encrypted(content) else None
    found = backup.read_backup(content, passphrase)
    backup.restore_backup(store, found)
    say(f"The backup of {found.made_at:%d/%m/%Y %H:%M} is the current version. Those that were there are kept.")
    if store.has_people() and not store.has_secret():
        say(
            "The backup was made without the secret. Figures are complete, but nothing with people can be imported "
            "until the file “secret” is brought back into the store's folder."
        )


def backup_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; a file that is not there yet.")],
    with_secret: Annotated[
        bool, typer.Option("--with-secret", help="Put the store's secret in, too: needed to import after a restore.")
    ] = False,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help=f"Ask for a passphrase, or take it from {_PASSPHRASE}.")
    ] = False,
) -> None:
    """Write the current version into one file, read it back and check it. The dashboard may run meanwhile."""
    passphrase = _passphrase(is_new=True) if encrypt else None
    size = backup.write_backup(Store(context.obj), file, with_secret=with_secret, passphrase=passphrase)
    say(f"The backup is in {file} ({formats.size(size)}). It was read back and is whole.")
    if with_secret:
        keep = "Keep the passphrase apart from it." if passphrase else "Keep it where only administrators can read it."
        say(f"It holds the secret: who has it can test whether an address they know is in the store. {keep}")
    else:
        say("The secret is not in it. Keep a copy of the file “secret” in another safe place: imports need it.")


def copy_store_command(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The store to copy: a folder, or a shared one's address.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to: a folder, or an address, with no store yet.")],
) -> None:
    """Copy a store to another place, such as from a folder into a shared store. The first one stays as it is."""
    copy_store(Store(source), Store(target))
    say("The store was copied and is whole. Start the dashboard with the new place, and keep the old one for a while.")


def maintain_command(context: typer.Context) -> None:
    """Make room in a shared store: rewrite its small files, and remove what no version needs any more."""
    store = Store(context.obj)
    before = store.storage.size()
    store.maintain()
    say(f"The store took {formats.size(before)} and takes {formats.size(store.storage.size())} now.")


def back_up_daily(store: Store) -> None:
    """Make the day's backup where hub.toml asks for one; say on standard error why it could not be made."""
    problem = daily_backup.back_up(store, dt.date.today()).problem
    if problem is not None:
        sys.stderr.write(f"No backup was made today. {problem.title}: {problem.message}\n")


def _passphrase(*, is_new: bool = False) -> str:
    passphrase = os.environ.get(_PASSPHRASE)
    return passphrase or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True))


def check_command(context: typer.Context) -> None:
    """Prove the store whole: keys unique, references found, counts right. Exit code 1 and a line for each breach."""
    store = Store(context.obj)
    version = store.read()
    with version.cursor() as cursor:
        found = [*breaches(cursor, with_settings=True), *store.storage.breaches()]
    for breach in found:
        say(breach)
    for finding in listing.quality(version, dt.date.today()):
        if finding["finding"] == "unknown_register_words":
            say(
                f"The establishment register has words that no definition knows: {formats.listed(finding['examples'])}."
            )
    if found:
        raise typer.Exit(1)
    say(f"The store is whole: {len(check_names())} checks passed.")


def demo_command(
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
