"""The demonstration store: the invented hub of reach.demo, imported like any hub's files."""

from reach.demo import demo_files, demo_sheets
from reach.errors import StoreError
from reach.ingest import Answers, SourceFile, import_files
from reach.ingest.template import template_xlsx
from reach.progress import OnProgress, ignored
from reach.store import Store, listing

SHEETS_FILE = "hub-template.xlsx"


def build(store: Store, on_progress: OnProgress = ignored, *, replace: bool = False) -> None:
    """Fill the store with the demonstration, in place of an earlier one.

    replace: replace a hub's own store, too; its last version is kept. Raises StoreError for such a store otherwise.
    """
    version = store.read()
    if not replace and not version.is_demonstration and listing.batches(version, undone=True):
        raise StoreError(
            "This is a hub's own store",
            "The demonstration would take its place, so nothing was changed. Build it elsewhere with --store FOLDER. "
            "If you mean to replace this store, add --replace: its last version is kept and can be brought back.",
        )
    on_progress("Inventing schools and people", 0.0)
    sources = [SourceFile(file.name, file.content) for file in demo_files(store.settings)]
    sources.append(SourceFile(SHEETS_FILE, template_xlsx(store.settings, rows=demo_sheets(store.settings))))
    import_files(
        store,
        sources,
        imported_by="demonstration",
        demonstration=True,
        answers=Answers(holds_unclear=True, takes_as_it_is=True),
        on_progress=on_progress,
    )
