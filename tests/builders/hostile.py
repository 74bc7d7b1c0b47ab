"""The worst that people can put into names, and a hub in which everything that has a name has such a one."""

import json
import re
import zlib
from pathlib import Path
from typing import Any

from reach.ingest import SourceFile, settle
from reach.settings import load_settings
from reach.store import Store, listing
from tests.builders import attended, imported, link, links, register, table
from tests.golden import fixed_hub

ELSEWHERE = "elsewhere.example"
HOSTILE = (
    f"![picture](http://{ELSEWHERE}/a.png)",
    f"[link](http://{ELSEWHERE}/b)",
    f"<img src=http://{ELSEWHERE}/c.png onerror=alert(1)>",
    "<script>alert(2)</script>",
    f"<iframe src=//{ELSEWHERE}/d></iframe>",
    f"<a href='http://{ELSEWHERE}/e'>here</a>",
    f"https://{ELSEWHERE}/f",
    f"www.{ELSEWHERE}",
    f"somebody@{ELSEWHERE}",
    f"<http://{ELSEWHERE}/g>",
    ":material/home: :material_home:",
    ":smile: :+1: :streamlit:",
    ":red[red] :small[small] :help[?] a:small",
    "$x^2$ and $$y_1$$",
    "note[^1] [^1]: a foot",
    f'=HYPERLINK("http://{ELSEWHERE}/h";"here")',
    "@SUM(A1:A9)",
    "{=1+1}",
    "+44 151 496 0000",
    "*bold* _slanted_ `code` ~~struck~~ # head",
    "&lt;b&gt; &#60;i&#62; <b>&</b>",
    "{{ 7 * 7 }} ${7 * 7} %s {0}",
    "a -> b <- c -- d >= e | f | g",
    "\\[x\\] \\u0041 \\",
    "party 🎉 👩\u200d🏫 🇬🇧 1\ufe0f\u20e3 ☃ \U0001f9ff",
    "数学 שלום مرحبا हिन्दी ไทย",
    "\u202egnp.exe\u202c and \u200bnothing\ufeff seen",
)
"""Markdown, HTML, addresses, Streamlit's icons, emoji and colours, LaTeX, footnotes, formulas, templates, pictures and
other scripts, and text that turns round or is not seen."""

ORDINARY = (
    "St. Mary's C.E. (Aided) Primary School & Nursery",
    "*New* Horizons_Academy [SEN]",
    "Maths ~ Café £5 – $10 #1, 9:30 to 10:30",
    "Marks&Co 100% A+ 1/2 <5 a|b",
    "1. Ofsted 2) - or + = 3",
)


def hostile(name: str) -> str:
    """Give a name with something hostile before or behind it, always the same for the same name."""
    chosen = zlib.crc32(name.encode())
    bad = HOSTILE[chosen % len(HOSTILE)]
    return f"{bad} {name}" if chosen // len(HOSTILE) % 2 else f"{name} {bad}"


def hostile_settings(folder: Path) -> Path:
    """Write settings in which the hub, its programmes, strands, partners and local authorities have hostile names."""
    text = (Path(fixed_hub.__file__).parent / "hub.toml").read_text(encoding="utf-8")
    file = folder / "hub.toml"
    file.write_text(
        re.sub(
            r'(?<=^name = )"(.+)"$',
            lambda found: json.dumps(hostile(found[1]), ensure_ascii=False),
            text,
            flags=re.MULTILINE,
        ),
        encoding="utf-8",
    )
    return file


def hostile_hub(folder: Path) -> Store:
    """Give a store with the fixed hub in it, all of whose names are hostile; its settings lie beside it."""
    store = Store(folder / "hub", load_settings(hostile_settings(folder)))
    schools = [
        _renamed(row, "EstablishmentName", "Town", "Street", "Trusts (name)", "SchoolWebsite")
        for row in fixed_hub._schools()
    ]
    rows = [_renamed(row, "Activity", "Lead partner") for row in fixed_hub._register_rows()]
    unknown = [attended("", "10/10/2022", School=hostile(f"Unknown {place}"), person=f"p{place}") for place in range(9)]
    imported(
        store,
        _named(table(schools, f"edubasealldata{fixed_hub.REGISTER_DATE}.csv")),
        links([link(fixed_hub.CONVERTED, "Predecessor", 900101, "01-04-2022")]),
        _named(fixed_hub._outline_of_halton()),
        _named(table([_renamed(row, "Activity") for row in fixed_hub._ACTIVITIES], "activities.csv")),
        _named(register([*rows, *unknown])),
        _named(table([_renamed(row, "Activity") for row in fixed_hub._PUPIL_COUNTS], "pupil_counts.csv")),
        _named(table(fixed_hub._candidate_stages(), "candidates.csv")),
        _named(table([_renamed(row, "Focus") for row in fixed_hub._SUPPORTS], "supports.csv")),
        _named(table([_renamed(row, "Reason") for row in fixed_hub._HOLD_BACKS], "hold_backs.csv")),
        _named(table([_renamed(row, "Source") for row in fixed_hub._TARGETS], "targets.csv")),
        imported_by=HOSTILE[0],
    )
    groups = listing.held_groups(store.read())
    settle(store, {groups[0]["alias_key"]: 900102}, answered_by=HOSTILE[1])
    return store


def _renamed(row: dict[str, Any], *columns: str) -> dict[str, Any]:
    return row | {column: hostile(row[column]) for column in columns if row.get(column)}


def _named(source: SourceFile) -> SourceFile:
    return SourceFile(f"{hostile(source.name)} {source.name}", source.content)
