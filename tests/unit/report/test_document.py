"""The pack on paper: every text as it is, whatever it looks like."""

import dataclasses
import io
import unicodedata

import pandas as pd
import pypdf

from reach.charts.chart import Category, CategoryChart
from reach.report import Pack
from reach.report.document import write
from tests.skips import needs_browser
from tests.typed import of_kind
from tests.unit.report.conftest import numbered, section

pytestmark = needs_browser

NASTY = (
    "#panic[1] *bold* _it_ $x$ @ref <label> `raw` \\ // no comment",
    "= not a heading",
    "“quoted” & <b>markup</b>",
    "=1+1",
    "x" * 200,
    "emoji 👩 and \u05d0\u05d1\u05d2 and \u202eturned\u202c",
)


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_texts_are_set_as_they_are(pack: Pack) -> None:
    first = next(iter(pack.exhibits))
    exhibit = dataclasses.replace(first.exhibit, title=NASTY[2], sentence=NASTY[0])
    shown = numbered(exhibit)
    assert NASTY[0].startswith(shown.title)
    nasty = section(title=NASTY[1], paragraphs=NASTY, exhibits=(shown,))
    text = text_of(write(dataclasses.replace(pack, sections=(nasty,))))
    for line in NASTY[:5]:
        assert "".join(line.split()) in text, line
    # A picture that no font here has is named, and nothing else is taken for it.
    assert "\N{WOMAN}" in text or "[woman]" in text


def test_a_letter_that_no_font_has_is_a_box_and_changes_no_other_text(pack: Pack) -> None:
    """Typst writes the letters in its message as \\u{378}, and one digit of a keycap as that digit."""
    lines = ("\u0378 and 378 schools, use {u}", "1\ufe0f\u20e3 of 11 schools, 100%", "\u0378" * 3)
    lettered = section(key="next", title="Next \u0378", paragraphs=lines)
    text = text_of(write(dataclasses.replace(pack, sections=(lettered,))))
    assert "\u25a1and378schools,use{u}" in text
    assert "of11schools,100%" in text
    assert "Someletters" in text


def test_many_letters_that_no_font_has_do_not_end_a_pack(pack: Pack) -> None:
    """In a chart's picture, too: its name of a bar, its title."""
    unassigned = [chr(code) for code in range(0x1C4D, 0x2FFF) if unicodedata.category(chr(code)) == "Cn"]
    first = next(each for each in pack.exhibits if isinstance(each.exhibit.chart, CategoryChart))
    drawn = of_kind(CategoryChart, first.exhibit.chart)
    chart = dataclasses.replace(drawn, categories=(Category("".join(unassigned[:10])), *drawn.categories[1:]))
    exhibit = dataclasses.replace(first.exhibit, title="".join(unassigned[10:80]), chart=chart)
    lettered = section(paragraphs=tuple(unassigned[80:90]), exhibits=(dataclasses.replace(first, exhibit=exhibit),))
    assert "\u25a1" * 10 in text_of(write(dataclasses.replace(pack, sections=(lettered,))))


def test_without_such_letters_nothing_is_said_of_them(pack: Pack) -> None:
    assert "Someletters" not in text_of(write(dataclasses.replace(pack, sections=pack.sections[:1])))


def test_an_exhibit_without_a_chart_or_figures_says_so(pack: Pack) -> None:
    first = next(iter(pack.exhibits))
    nothing = dataclasses.replace(first.exhibit.result, frame=first.exhibit.result.frame.head(0))
    exhibit = dataclasses.replace(first.exhibit, chart=None, result=nothing)
    empty = section(exhibits=(dataclasses.replace(first, exhibit=exhibit),))
    assert "Therearenofiguresforthesefilters." in text_of(write(dataclasses.replace(pack, sections=(empty,))))


def test_the_same_pack_is_the_same_file(pack: Pack) -> None:
    some = dataclasses.replace(pack, sections=pack.sections[:1])
    assert write(some) == write(some)


def test_a_table_of_many_columns_stands_in_parts_that_each_name_their_rows(pack: Pack) -> None:
    """Nineteen columns on one page were too narrow to read: words ran into the next column."""
    first = next(iter(pack.exhibits))
    wide = pd.DataFrame({"la_name": ["Rowena", "Rowland"]} | {f"column_{place}": [place, place] for place in range(19)})
    exhibit = dataclasses.replace(
        first.exhibit, result=dataclasses.replace(first.exhibit.result, frame=wide), chart=None
    )
    text = text_of(write(dataclasses.replace(pack, sections=(section(exhibits=(numbered(exhibit),)),))))
    assert (text.count("Rowena"), text.count("Rowland")) == (2, 2)
    assert all(text.count(f"olumn{place}") or text.count(f"olumn_{place}") for place in range(19))
