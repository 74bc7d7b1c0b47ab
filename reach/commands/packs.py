"""Commands for forum packs: make one, list recorded packs, list recipes."""

import datetime as dt
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from reach.commands.options import with_filters
from reach.commands.scheduled import NOTHING_CHANGED, CurrentPeriod, ScheduledRun, ScheduleOptions, period_of_today
from reach.commands.terminal import ListFormat, print_rows, progress, say
from reach.errors import ReachError, StoreError
from reach.filters import Filters
from reach.progress import OnProgress, part_of
from reach.report import (
    NO_BROWSER,
    PACK_FORMATS,
    READERS,
    ChosenFilters,
    FromStore,
    Pack,
    PackError,
    PackFormat,
    Recipe,
    RecipeError,
    chosen_formats,
    get_ready,
    make_pack,
    pack_files,
    record,
    revisions,
)
from reach.report.recipes import Audience, Reader
from reach.store import Store, listing
from reach.store.account import account_name

_ALL_FORMATS = ",".join(PACK_FORMATS)
_WRITING_FROM = 0.3
"""The progress at which the pack is made and its files are next."""


@with_filters
def report_command(
    context: typer.Context,
    chosen: dict[str, Any],
    out: Annotated[Path, typer.Option(help="The folder that the files go to; made where it is not there.")] = Path(),
    formats: Annotated[
        str, typer.Option(help=f"Any of {', '.join(PACK_FORMATS)}, with commas between them.")
    ] = _ALL_FORMATS,
    reader: Annotated[Reader | None, typer.Option(help="Whom it is made for. Default: forum.")] = None,
    audience: Annotated[Audience | None, typer.Option(help="Public: for anyone, rounded. Default: by reader.")] = None,
    template: Annotated[Path | None, typer.Option(help="The hub's own .pptx, for the slides.")] = None,
    recipe: Annotated[
        str | None, typer.Option(help="A saved recipe's name, or a file with one. Other options change it.")
    ] = None,
    save_recipe: Annotated[str | None, typer.Option(metavar="NAME", help="Save what was chosen for next term.")] = None,
    from_record: Annotated[
        int | None, typer.Option(metavar="PACK", help="Make a pack on record again, with the figures that it had.")
    ] = None,
    refresh: Annotated[
        Path | None,
        typer.Option(
            metavar="DECK",
            help="A .pptx of an earlier pack, edited since: renew its charts and figures, and keep changed words.",
        ),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Put the pack on record.")] = True,
    current: Annotated[
        CurrentPeriod | None, typer.Option(help="Of the academic year or term that today is in, for schedules.")
    ] = None,
    if_changed: Annotated[
        bool,
        typer.Option(
            "--if-changed",
            help="Only where the pack shows something else than the last one by this recipe. "
            f"Exit code {NOTHING_CHANGED} where it does not.",
        ),
    ] = False,
    alerts: Annotated[
        bool, typer.Option("--alerts", help="Say what crossed a line of [alerts] in hub.toml, once until it clears.")
    ] = False,
    mail: Annotated[bool, typer.Option("--mail", help="Send the files by e-mail, as [mail] in hub.toml says.")] = False,
    mail_to: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Send them to this address instead; may be repeated.")
    ] = None,
) -> None:
    """Make a forum pack: slides, paper, web page, workbook and pictures of one period, all with the same figures."""
    store = Store(context.obj)
    options = ScheduleOptions(if_changed=if_changed, alerts=alerts, mail=mail or bool(mail_to), mail_to=mail_to or [])
    options.refuse_what_cannot_be(store.settings, is_from_record=from_record is not None, is_kept=keep)
    if current is not None:
        chosen |= period_of_today(store.settings, current)
    wanted = _wanted(formats, is_refresh=refresh is not None)
    slides_template = _read(template) if template else None
    deck = (refresh, _read(refresh)) if refresh else None
    _make_folder(out)
    if not if_changed:
        get_ready(wanted)
    with progress(quiet=False) as on_progress:
        if from_record is not None:
            pack = record.made_again(store, from_record, on_progress=part_of(on_progress, 0, _WRITING_FROM))
        else:
            made_by_recipe = _recipe_of(store, recipe, chosen, reader, audience)
            on_pack = part_of(on_progress, 0, _WRITING_FROM)
            pack = _make(store, made_by_recipe, on_pack, is_nothing_a_fault=not if_changed)
        run = ScheduledRun(store, pack, options, recipe_name=recipe or "")
        written = []
        if run.is_pack_wanted:
            written = _write(pack, wanted, out, slides_template, part_of(on_progress, _WRITING_FROM, 1))
            written += _refresh(*deck, pack, out) if deck else []
    for line in (*map(str, written), *pack.outdated_words):
        say(line)
    # Before the record: where the e-mail fails, the next run makes the pack again and sends it.
    run.report(written)
    if from_record is None:
        if save_recipe is not None:
            record.save_recipe(store, save_recipe, pack.recipe, saved_by=account_name("command line"))
        if keep and run.is_pack_wanted:
            say(f"On record as pack {_record(store, pack)}.")
    if not run.has_news:
        raise typer.Exit(NOTHING_CHANGED)


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


def _make(store: Store, recipe: Recipe, on_progress: OnProgress, *, is_nothing_a_fault: bool) -> Pack:
    """Make a pack of the store as it is.

    is_nothing_a_fault: raise PackError where there is nothing to report; otherwise say so and end the command.
    """
    version = store.read()
    try:
        return make_pack(
            recipe,
            FromStore(version),
            store.settings,
            made_at=dt.datetime.now().replace(microsecond=0),
            made_by=account_name("command line"),
            last_proposals=record.last_proposals(version, recipe),
            on_progress=on_progress,
        )
    except PackError as nothing:
        if is_nothing_a_fault:
            raise
        # A term that has just begun is no fault of a schedule.
        say(f"{nothing.title}: {nothing.message}")
        raise typer.Exit(NOTHING_CHANGED) from None


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
        return Recipe.usual(filters, reader or "forum", audience)
    of_reader = READERS[reader].audience if reader else base.audience
    changed = {"filters": filters, "reader": reader or base.reader, "audience": audience or of_reader}
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
    """Write the pack's files; return their paths. The others stay where one cannot be written.

    Nothing is overwritten: where files of the name are there, the new ones have a number.
    """
    written: list[Path] = []
    number = _free_number(out, pack, formats)
    for name, content in pack_files(pack, formats, template=template, on_progress=on_progress):
        file = out / (name if number == 1 else f"{pack.file_stem}-{number}.{name.rpartition('.')[2]}")
        _write_file(file, content, written)
        written.append(file)
    return written


def _write_file(file: Path, content: bytes, written: Sequence[Path]) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise ReachError(
            f"{file.name} cannot be written",
            f"{error.strerror}: {file}. If it is open in another program, close it there. "
            f"Written so far: {', '.join(map(str, written)) or 'nothing'}.",
        ) from None


def _wanted(formats: str, *, is_refresh: bool) -> list[PackFormat]:
    """Return the formats to make. Refreshed slides take the place of new ones, and alone are made unless others are."""
    if is_refresh and formats == _ALL_FORMATS:
        return []
    wanted = _possible(chosen_formats([each.strip().lower() for each in formats.split(",") if each.strip()]))
    return [format_ for format_ in wanted if not is_refresh or format_.extension != "pptx"]


def _refresh(file: Path, deck: bytes, pack: Pack, out: Path) -> list[Path]:
    """Write a refreshed deck beside the others, and say what was renewed and what was kept."""
    from reach.report.slides import refreshed

    done = refreshed(pack, deck)
    for heading, lines in (
        ("Renewed", done.renewed),
        ("Your words, kept", done.kept),
        ("No longer in the pack, left as it was", done.gone),
        ("New in the pack, not in your deck", done.new),
    ):
        for line in lines:
            say(f"{heading}. {line}")
    if not done.renewed:
        say("No figure in it has changed.")
    stems = (f"{file.stem}-refreshed{'' if number == 1 else f'-{number}'}" for number in itertools.count(1))
    made = next(each for each in (out / f"{stem}.pptx" for stem in stems) if not each.exists())
    _write_file(made, done.content, [])
    return [made]


def _free_number(out: Path, pack: Pack, formats: Sequence[PackFormat]) -> int:
    """Return the first number under which no file of the pack is there yet; 1 stands for no number in the name."""
    for number in itertools.count(1):
        stem = pack.file_stem if number == 1 else f"{pack.file_stem}-{number}"
        if not any((out / f"{stem}.{format_.extension}").exists() for format_ in formats):
            return number
    raise AssertionError  # there is no end of numbers


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
