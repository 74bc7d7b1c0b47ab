"""The pack on paper: every text as it is, whatever it looks like."""

import dataclasses
import io

import pypdf

from reach.report import Pack
from reach.report.document import write
from reach.report.packs import Told
from tests.skips import needs_browser

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
    section = Told(
        key="reach",
        title=NASTY[1],
        question=NASTY[3],
        paragraphs=NASTY,
        exhibits=(dataclasses.replace(first, exhibit=exhibit),),
    )
    text = text_of(write(dataclasses.replace(pack, sections=(section,))))
    for line in NASTY[:5]:
        assert "".join(line.split()) in text, line
    # A picture that no font here has is named.
    assert "\N{WOMAN}" in text or "[woman]" in text


def test_an_exhibit_without_a_chart_or_figures_says_so(pack: Pack) -> None:
    first = next(iter(pack.exhibits))
    nothing = dataclasses.replace(first.exhibit.result, frame=first.exhibit.result.frame.head(0))
    exhibit = dataclasses.replace(first.exhibit, figure=None, result=nothing)
    section = Told(key="reach", title="Reach", question="", exhibits=(dataclasses.replace(first, exhibit=exhibit),))
    assert "Therearenofiguresforthesefilters." in text_of(write(dataclasses.replace(pack, sections=(section,))))


def test_the_same_pack_is_the_same_file(pack: Pack) -> None:
    some = dataclasses.replace(pack, sections=pack.sections[:1])
    assert write(some) == write(some)
