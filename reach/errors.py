"""Errors that people see. Any other exception is a bug and keeps its traceback."""


class ReachError(Exception):
    """Something a user can act on: shown as a headed box on screen, as one line on the command line.

    title says what happened in a few words; message says what was kept and what to do. detail, such as the name of a
    file, is for the terminal and the log only.
    """

    def __init__(self, title: str, message: str, detail: str = "") -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message
        self.detail = detail


class SettingsError(ReachError):
    """A setting in hub.toml cannot be used."""


class StoreError(ReachError):
    """The store cannot be opened, written or brought up to date."""


class ImportFileError(ReachError):
    """A file cannot be read. Nothing has been changed.

    content_hash: the hash of the file, where several were imported together.
    """

    content_hash = ""


class UndoError(ReachError):
    """A batch cannot be undone while others depend on it. Nothing has been changed."""


class FilterError(ReachError):
    """A filter was given a value it cannot have."""


class ExportError(ReachError):
    """An export could not be made, for instance because there is no browser to draw a picture."""
