"""The Imports page: files in, what they would change, rows to settle, what came before, and whether it is sound."""

from reach.ui.imports_page.files_in import drop_files
from reach.ui.imports_page.history import history
from reach.ui.imports_page.quality import quality, uncounted_schools
from reach.ui.imports_page.settle import answers_given, held_rows
from reach.ui.imports_page.templates import templates
from reach.ui.imports_page.versions_and_backups import versions_and_backups

__all__ = [
    "answers_given",
    "drop_files",
    "held_rows",
    "history",
    "quality",
    "templates",
    "uncounted_schools",
    "versions_and_backups",
]
