"""Commands for forum packs: make one, list recorded packs, list recipes."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from reach.commands.options import with_filters
from reach.commands.terminal import ListFormat, print_rows, progress, say
from reach.errors import ReachError, StoreError
from reach.filters import Filters
from reach.progress import OnProgress, part_of
from reach.report import (
    NO_BROWSER,
    PACK_FORMATS,
    ChosenFilters,
    FromStore,
    Pack,
    PackFormat,
    Recipe,
    RecipeError,
    chosen_formats,
    make_pack,
    pack_files,
    record,
    revisions,
)
from reach.report.recipes import Audience, Reader
from reach.store import Store, listing
from reach.store.account import account_name

_WRITING_FROM = 0.3
"""The progress at which the pack is made and its files are next."""


@with_filters
def report_command(
    context: typer.Context,
    chosen: dict[str, Any],
    out: Annotated[Path, typer.Option(help="The folder that the files go to; made where it is not there.")] = Path(),
    formats: Annotated[
        str, typer.Option(help=f"Any of {', '.join(PACK_FORMATS)}, with commas between them.")
    ] = "pptx,pdf,html,xlsx,zip",
    reader: Annotated[Reader | None, typer.Option(help="Whom it is made for. Default: forum.")] = None,
    audience: Annotated[Audience | None, typer.Option(help="Public hides small counts of people.")] = None,
    template: Annotated[Path | None, typer.Option(help="The hub's own .pptx, for the slides.")] = None,
    recipe: Annotated[
        str | None, typer.Option(help="A saved recipe's name, or a file with one. Other options change it.")
    ] = None,
    save_recipe: Annotated[str | None, typer.Option(metavar="NAME", help="Save what was chosen for next term.")] = None,
    from_record: Annotated[
        int | None, typer.Option(metavar="PACK", help="Make a pack on record again, with the figures that it had.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Put the pack on record.")] = True,
) -> None:
    """Make a forum pack: slides, paper, web page, workbook and pictures of one period, all with the same figures."""
    store = Store(context.obj)
    wanted = _possible(chosen_formats([each.strip().lower() for each in formats.split(",") if each.strip()]))
    slides_template = _read(template) if template else None
    _make_folder(out)
    with progress(quiet=False) as on_progress:
        if from_record is not None:
            pack = record.made_again(store, from_record, on_progress=part_of(on_progress, 0, _WRITING_FROM))
        else:
            made_by_recipe = _recipe_of(store, recipe, chosen, reader, audience)
            pack = make_pack(
                made_by_recipe,
                FromStore(store.read()),
                store.settings,
                made_at=dt.datetime.now().replace(microsecond=0),
                made_by=account_name("command line"),
                on_progress=part_of(on_progress, 0, _WRITING_FROM),
            )
        written = _write(pack, wanted, out, slides_template, part_of(on_progress, _WRITING_FROM, 1))
    for file in written:
        say(str(file))
    if from_record is None:
        if save_recipe is not None:
            record.save_recipe(store, save_recipe, pack.recipe, saved_by=account_name("command line"))
        if keep:
            say(f"On record as pack {_record(store, pack)}.")


def packs_command(
    context: typer.Context,
    pack: Annotated[int | None, typer.Option(help="List what has been revised since this pack was made.")] = None,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
) -> None:
    """List the packs on record, or, for one of them, its figures as reported against those known now."""
    version = Store(context.obj).read()
    if pack is None:
        rows = [{key: value for key, value in row.items() if key != "recipe"} for row in listing.packs(version)]
        columns = ("pack", "made_at", "made_by", "reader", "audience", "academic_year", "period", "as_at")
        print_rows(rows, (*columns, "register_date"), output, "Packs on record, newest first")
        return
    old = record.recorded_pack(version, pack)
    rows = [vars(each) for each in revisions.revisions(version, old)]
    reported_and_known = ("question", "period", "where", "what", "as_reported", "as_known_now")
    print_rows(rows, reported_and_known, output, f"Figures of pack {pack} that are known differently now")
    if output is ListFormat.table:
        for cause in revisions.causes(version, pack):
            say(f"{cause.happened_at:%d/%m/%Y %H:%M}: {cause.text}")


def _record(store: Store, pack: Pack) -> int:
    """Record a pack whose files are written already; return its number."""
    try:
        return record.record_pack(store, pack)
    except StoreError as error:
        raise StoreError(
            "The files are written, but the pack is not on record",
            f"{error.title}. Put that right and make the pack again, or say --no-keep.",
            error.detail,
        ) from error


def recipes_command(
    context: typer.Context,
    show: Annotated[str | None, typer.Option(metavar="NAME", help="Print one, to keep or to edit as a file.")] = None,
    forget: Annotated[str | None, typer.Option(metavar="NAME", help="Forget one.")] = None,
) -> None:
    """List the recipes that packs can be made by, print one, or forget one."""
    store = Store(context.obj)
    saved = record.saved_recipes(store.read())
    wanted = show or forget
    if wanted is not None and wanted not in saved:
        raise _no_recipe(wanted, saved)
    if forget is not None:
        record.forget_recipe(store, forget)
        say(f"The recipe “{forget}” is forgotten.")
    elif show is not None:
        say(saved[show].model_dump_json(indent=2))
    else:
        rows = [
            {"recipe": name, "reader": each.reader, "audience": each.audience, **each.filters.model_dump()}
            for name, each in saved.items()
        ]
        print_rows(rows, tuple(rows[0]) if rows else ("recipe",), ListFormat.table, "Recipes")


def _recipe_of(
    store: Store,
    recipe: str | None,
    chosen: dict[str, Any],
    reader: Reader | None,
    audience: Audience | None,
) -> Recipe:
    """Return the named recipe, or the usual one, with what else was chosen in place of its own."""
    base = None if recipe is None else _recipe(store, recipe)
    if base is None and "academic_year" not in chosen:
        raise typer.BadParameter("Give --year, --recipe or --from-record.")
    wanted = {**(base.filters.model_dump() if base else {}), **chosen}
    filters = ChosenFilters.of(Filters.choose(store.settings, **wanted), store.settings)
    if base is None:
        return Recipe.usual(filters, reader or "forum", audience or "internal")
    changed = {"filters": filters, "reader": reader or base.reader, "audience": audience or base.audience}
    return base.model_copy(update=changed)


def _recipe(store: Store, name: str) -> Recipe:
    saved = record.saved_recipes(store.read())
    if name in saved:
        return saved[name]
    if Path(name).is_file():
        return Recipe.from_json(_read(Path(name)).decode("utf-8", errors="replace"))
    raise _no_recipe(name, saved)


def _no_recipe(name: str, saved: dict[str, Recipe]) -> RecipeError:
    there_are = f"There are {', '.join(saved)}." if saved else "None has been saved."
    return RecipeError(f"There is no recipe “{name}”", f"{there_are} A file with one will do, too.")


def _write(
    pack: Pack, formats: Sequence[PackFormat], out: Path, template: bytes | None, on_progress: OnProgress
) -> list[Path]:
    """Write the pack's files; return their paths. The others stay where one cannot be written."""
    written: list[Path] = []
    for name, content in pack_files(pack, formats, template=template, on_progress=on_progress):
        file = out / name
        try:
            file.write_bytes(content)
        except OSError as error:
            raise ReachError(
                f"{name} cannot be written",
                f"{error.strerror}: {file}. If it is open in another program, close it there. "
                f"Written so far: {', '.join(map(str, written)) or 'nothing'}.",
            ) from None
        written.append(file)
    return written


def _possible(formats: Sequence[PackFormat]) -> list[PackFormat]:
    """Return the formats that this machine can make; print why it cannot make the others."""
    impossible = [format_ for format_ in formats if not format_.is_possible]
    for format_ in impossible:
        say(f"{format_.label} is left out. {NO_BROWSER}")
    if formats and len(impossible) == len(formats):
        raise ReachError("Nothing can be made", f"{NO_BROWSER} Install one of them, or ask for those with --formats.")
    return [format_ for format_ in formats if format_.is_possible]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReachError(f"{file.name} cannot be read", f"{error.strerror}: {file}.") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReachError("The folder for the files cannot be made", f"{error.strerror}: {folder}.") from None
