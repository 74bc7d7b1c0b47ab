"""The commands of the command line, a module for each group."""

from collections.abc import Callable
from typing import Annotated

import typer

from reach import VERSION
from reach.commands import imports, packs, people, query, store, terminal
from reach.store import DEFAULT_FOLDER

app = typer.Typer(
    help="Reach of a Maths Hub: import registers, ask for figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "import": imports.import_command,
    "fetch": imports.fetch_command,
    "boundaries": imports.boundaries_command,
    "held": imports.held_command,
    "settle": imports.settle_command,
    "hold-back": imports.hold_back_command,
    "chart-notes": imports.chart_notes_command,
    "matches": imports.matches_command,
    "batches": imports.batches_command,
    "undo": imports.undo_command,
    "check": store.check_command,
    "demo": store.demo_command,
    "query": query.query_command,
    "versions": store.versions_command,
    "restore": store.restore_command,
    "backup": store.backup_command,
    "copy-store": store.copy_store_command,
    "maintain": store.maintain_command,
    "encrypt": store.encrypt_command,
    "decrypt": store.decrypt_command,
    "report": packs.report_command,
    "packs": packs.packs_command,
    "recipes": packs.recipes_command,
    "export-person": people.export_person_command,
    "forget": people.forget_command,
    "forget-before": people.forget_before_command,
}
"""Every command, in the order in which help lists them."""

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def _say_version(is_asked: bool) -> None:
    if is_asked:
        terminal.say(f"Reach dashboard, version {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option(
            envvar="REACH_STORE", help="The store's folder, or the address of a shared one.", show_default="data/hub"
        ),
    ] = str(DEFAULT_FOLDER),
    version: Annotated[  # noqa: ARG001 - what it does is in its callback
        bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """Open the store that the command is for."""
    context.obj = store
