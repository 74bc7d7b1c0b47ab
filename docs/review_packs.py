"""Put every slide and page of four packs on one sheet, to be looked at: for the Forum and the Board, of two hubs.

The hubs are the demonstration, and a small one of two of its local authorities. Run it from the project's folder after
slides or the PDF changed, and look at what it made: python -m docs.review_packs --out FOLDER

It takes LibreOffice (soffice) and pdftoppm, and about two minutes. With --template it takes a hub's own template.
"""

import argparse
import datetime as dt
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reach import demo_store
from reach.exports import browser
from reach.report import ChosenFilters, FromStore, Pack, Recipe, chosen_formats, make_pack, pack_files
from reach.report.recipes import Reader
from reach.settings import PROJECT, HubName, Settings, load_settings
from reach.store import Store

READERS: tuple[Reader, ...] = ("forum", "board")
FILTERS = {
    "large": ChosenFilters(academic_year="2024/25", period="spring"),
    "small": ChosenFilters(academic_year="2025/26"),
}
"""A term that is over, and the year that runs."""
MADE_AT = dt.datetime(2026, 5, 20, 9, 30)
DOTS = 72
"""Of a picture to an inch."""


def main() -> None:
    """Make the packs, their pictures, and the sheet."""
    parser = argparse.ArgumentParser(description="Put every slide and page of four packs on one sheet.")
    parser.add_argument("--out", type=Path, required=True, help="a folder outside the project")
    parser.add_argument("--template", type=Path, help="a .pptx or .potx for the slides")
    chosen = parser.parse_args()
    out = chosen.out.resolve()
    if out.is_relative_to(PROJECT):
        sys.exit("Choose a folder outside the project: pictures of packs are not kept in it.")
    missing = [program for program in ("soffice", "pdftoppm") if shutil.which(program) is None]
    if missing or browser() is None:
        sys.exit(f"This takes {' and '.join(missing) or 'Chrome, Edge or Chromium'}, which is not on this machine.")
    template = chosen.template.read_bytes() if chosen.template else None
    sheet = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, pack in _packs(Path(folder)):
            place = out / name
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            for file, content in pack_files(pack, chosen_formats(["pptx", "pdf"]), template=template):
                (place / file).write_bytes(content)
                pictures = _pictures(place / file, Path(folder))
                print(f"{name}: {len(pictures)} pictures of {file}")
                sheet.append(_part(f"{name}: {file}", [each.relative_to(out).as_posix() for each in pictures]))
    (out / "index.html").write_text(_page(sheet), encoding="utf-8")
    print(out / "index.html")


def _packs(folder: Path) -> Iterator[tuple[str, Pack]]:
    for size, settings in (("large", load_settings()), ("small", _small(load_settings()))):
        store = Store(folder / size, settings)
        demo_store.build(store)
        for reader in READERS:
            recipe = Recipe.usual(FILTERS[size], reader)
            answers = FromStore(store.read())
            yield f"{size} {reader}", make_pack(recipe, answers, settings, made_at=MADE_AT, made_by="review")


def _small(settings: Settings) -> Settings:
    """Return the settings of a hub of the last two of the local authorities."""
    kept = settings.local_authorities[2:]
    codes = {each.code for each in kept} | {each.name for each in kept} | {None}
    return settings.model_copy(
        update={
            "hub": HubName(name="Mersey Shore Maths Hub"),
            "local_authorities": kept,
            "targets": tuple(each for each in settings.targets if each.local_authority in codes),
        }
    )


def _pictures(file: Path, folder: Path) -> list[Path]:
    """Draw each slide or page of a file beside it."""
    pdf = file
    if file.suffix == ".pptx":
        profile = f"-env:UserInstallation=file://{folder}/office"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file))
        pdf = folder / f"{file.stem}.pdf"
    kind = "slide" if file.suffix == ".pptx" else "page"
    _run("pdftoppm", "-r", str(DOTS), "-png", str(pdf), str(file.parent / kind))
    return sorted(file.parent.glob(f"{kind}-*.png"))


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    subprocess.run([found or program, *arguments], check=True, capture_output=True, timeout=300)  # noqa: S603 -- ours


def _part(title: str, pictures: list[str]) -> str:
    shown = "".join(
        f'<a href="{html.escape(each)}"><img src="{html.escape(each)}" alt="{number}" loading="lazy"></a>'
        for number, each in enumerate(pictures, start=1)
    )
    return f"<h2>{html.escape(title)}</h2><div>{shown}</div>"


def _page(parts: list[str]) -> str:
    style = (
        "body{font-family:sans-serif;margin:1rem;background:#ddd}"
        "div{display:grid;grid-template-columns:repeat(auto-fill,minmax(24rem,1fr));gap:.5rem}img{width:100%}"
    )
    return (
        f'<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Packs to look at</title><style>{style}</style>'
        f"<h1>Packs to look at</h1>{''.join(parts)}</html>\n"
    )


if __name__ == "__main__":
    main()
