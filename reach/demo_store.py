"""The demonstration store: the invented hub of reach.demo, imported as any hub's files would be."""

from reach.demo import demo_files, demo_sheets
from reach.ingest import OnProgress, SourceFile, import_files
from reach.ingest.template import template_xlsx
from reach.store import Store

SHEETS_FILE = "hub-template.xlsx"


def build(store: Store, on_progress: OnProgress = lambda *_: None) -> None:
    """Fill the store with the demonstration, in place of whatever it held."""
    on_progress("Inventing schools and people", 0.0)
    sources = [SourceFile(file.name, file.content) for file in demo_files()]
    sources.append(SourceFile(SHEETS_FILE, template_xlsx(store.settings, rows=demo_sheets())))
    import_files(store, sources, imported_by="demonstration", demonstration=True, on_progress=on_progress)
