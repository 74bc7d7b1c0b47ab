"""A pack to files: one writer a format, each of which takes the pack as it is and asks nothing more of the store.

    for name, content in pack_files(pack, chosen_formats(["pptx", "pdf"])): ...

The parts that draw and write are loaded when first needed.
"""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reach.errors import ReachError
from reach.exports import browser
from reach.progress import OnProgress, ignored
from reach.report.packs import Pack


class FormatError(ReachError):
    """A format that does not exist was asked for."""


@dataclass(frozen=True)
class PackFormat:
    """A form in which a pack can be taken away. writer: the module of reach.report whose `write` makes it."""

    label: str
    extension: str
    mime: str
    writer: str
    help: str
    needs_browser: bool = False
    has_pictures: bool = True
    """Whether a browser draws some of it, where there is one."""

    @property
    def is_possible(self) -> bool:
        """Whether this machine has what it takes."""
        return not self.needs_browser or browser() is not None


PACK_FORMATS: dict[str, PackFormat] = {
    format_.extension: format_
    for format_ in (
        PackFormat(
            "PowerPoint",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "slides",
            "Slides with charts that you can edit and restyle, in your own template if you give one.",
        ),
        PackFormat(
            "PDF",
            "pdf",
            "application/pdf",
            "document",
            "A paper to print or to send: tagged, with contents, charts and tables.",
            needs_browser=True,
        ),
        PackFormat("Web page", "html", "text/html", "web_page", "One file with charts to explore; works offline."),
        PackFormat(
            "Workbook",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "workbook",
            "An accessible workbook: a sheet a table, with notes and contents.",
            has_pictures=False,
        ),
        PackFormat(
            "Pictures",
            "zip",
            "application/zip",
            "picture_archive",
            "Each chart as PNG and SVG, its figures as CSV, and a list of what they are.",
            needs_browser=True,
        ),
    )
}
"""Every form a pack can take, by its file's ending. The page, the command line and the tests go by this list."""

NO_BROWSER = (
    "Its charts are drawn with Chrome, Edge or Chromium, and none is on this machine. "
    "PowerPoint, web page and workbook are made without."
)


def chosen_formats(extensions: Sequence[str]) -> list[PackFormat]:
    """Give formats by their files' endings, each once. Raises FormatError, listing those there are, for any other."""
    unknown = [each for each in extensions if each not in PACK_FORMATS]
    if unknown or not extensions:
        which = f"“{unknown[0]}”" if unknown else "of no name"
        raise FormatError(f"There is no format {which}", f"There are {', '.join(PACK_FORMATS)}.")
    return [PACK_FORMATS[each] for each in dict.fromkeys(extensions)]


def get_ready(formats: Sequence[PackFormat]) -> None:
    """Start what draws the pictures of these formats, while the pack's figures are still asked for."""
    if any(each.has_pictures for each in formats):
        from reach.exports.pictures import start_browser

        start_browser()


def pack_files(
    pack: Pack,
    formats: Sequence[PackFormat],
    *,
    template: bytes | None = None,
    on_progress: OnProgress = ignored,
) -> Iterator[tuple[str, bytes]]:
    """Make a pack's files one after the other, as (name, content). template: the hub's own .pptx, for slides."""
    for position, format_ in enumerate(formats):
        on_progress(format_.label, position / len(formats))
        write = importlib.import_module(f"reach.report.{format_.writer}").write
        content = write(pack, template) if format_.writer == "slides" else write(pack)
        yield f"{pack.file_stem}.{format_.extension}", content
