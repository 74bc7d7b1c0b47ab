"""What each role finds on each page: the same page, with what is theirs, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from reach.access import Visitor
from reach.exhibit import Exhibit
from reach.settings import PROJECT
from reach.store import Store
from reach.ui import card, downloads, schools_behind_chart, sign_in
from reach.ui.navigation import MENU
from reach.ui.view import LEFT_OUT, View
from tests.builders import new_store
from tests.pages.conftest import Opener

PAGES = sorted(file.stem for file in (PROJECT / "pages").glob("*.py"))
ROLES = {
    "administrator": Visitor("office@hub.example", "administrator"),
    "viewer": Visitor("chair@board.example", "viewer"),
    "adviser": Visitor("adviser@halton.example", "adviser", ("876",)),
}
CLOSED = {
    "administrator": {"pack", "who_did_what"},
    "viewer": {"pack", "who_did_what", "imports", "activity", "places"},
    "adviser": {"pack", "who_did_what", "imports", "activity", "places"},
}
"""The pages that a role does not see. A new page is open to all unless the menu says what it needs."""

SCHOOLS_ELSEWHERE = """
    select name from schools
    where la_code <> '876' and regexp_full_match(name, '[A-Za-z ]+')
    except
    select name from schools where la_code = '876'
"""
SCHOOL_OF_HALTON = """
    select min(urn) from schools
    where la_code = '876' and urn in (select urn from engagement where rung_level >= 2)
"""


def elements(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from elements(child)
        else:
            yield child


def all_of(app: AppTest) -> bytes:
    """All that a page sends to the browser: texts, tables, charts, options and help."""
    return b"\n".join(element.proto.SerializeToString() for element in elements(app._tree))


@pytest.fixture
def opened_by(open_page: Opener, demonstration: Store, monkeypatch: pytest.MonkeyPatch) -> object:
    def open_it(role: str, page: str) -> AppTest:
        monkeypatch.setattr(sign_in, "visitor", lambda: ROLES[role])
        monkeypatch.setattr(sign_in, "is_still", lambda _: True)
        ((urn,),) = demonstration.read().rows(SCHOOL_OF_HALTON)
        return open_page(page, demonstration, **({"urn": str(urn)} if page == "school" else {}))

    return open_it


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_says_what_is_closed_to_a_role(role: str) -> None:
    closed = {each.file for each in MENU if each.needs and not ROLES[role].may(each.needs)}
    assert closed == CLOSED[role]


@pytest.mark.parametrize(("role", "page"), [(role, page) for role, pages in CLOSED.items() for page in sorted(pages)])
def test_a_page_that_is_closed_says_for_whom_it_is_and_asks_nothing(opened_by: Opener, role: str, page: str) -> None:
    app = opened_by(role, page)
    assert len(app.error) == 1 and f"You are signed in as {role}" in app.error[0].value
    assert not app.markdown and not app.metric and not app.get("plotly_chart")


@pytest.mark.parametrize("role", ["viewer", "adviser"])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in CLOSED["viewer"]])
def test_a_page_shows_and_hands_out_only_what_is_theirs(
    opened_by: Opener, demonstration: Store, monkeypatch: pytest.MonkeyPatch, role: str, page: str
) -> None:
    seen: list[Exhibit] = []
    exhibit, buttons = View.exhibit, downloads.download_buttons

    def shown(view: View, make: object, **options: object) -> Exhibit:
        seen.append(exhibit(view, make, **options))  # type: ignore[arg-type]
        return seen[-1]

    def offered(view: View, made: Exhibit, *, key: str) -> None:
        seen.append(made)
        buttons(view, made, key=key)

    monkeypatch.setattr(View, "exhibit", shown)
    for module in (card, schools_behind_chart):
        monkeypatch.setattr(module, "download_buttons", offered)
    app = opened_by(role, page)
    assert not app.error, app.error[0].value
    assert [each.title for each in seen if each.result.output_class != "public"] == []
    sent = all_of(app)
    assert not [each for each in (b"Put into the forum pack", b"Go to Imports", b"Set a target") if each in sent]
    assert sent.count(LEFT_OUT.encode()) <= 1
    if role == "adviser":
        by_la = [each.result for each in seen if "la_codes" in each.result.query.parameters]
        assert {la for result in by_la for la in result.filters.la_codes} <= {"876"}
        elsewhere = [name for (name,) in demonstration.read().rows(SCHOOLS_ELSEWHERE)]
        assert [name for name in elsewhere if name.encode() in sent] == []
        if page != "how_figures_are_counted":
            assert [la for la in (b"Wirral,", b"Cheshire East") if la in sent.replace(b"and Wirral Maths", b"")] == []


def test_a_page_says_once_that_charts_are_left_out_and_shows_no_choices_for_them(opened_by: Opener) -> None:
    viewer, staff = (opened_by(role, "attendance") for role in ("viewer", "administrator"))
    assert [each.value for each in viewer.caption].count(LEFT_OUT) == 1
    assert LEFT_OUT not in [each.value for each in staff.caption]
    assert len(viewer.get("plotly_chart")) < len(staff.get("plotly_chart"))
    assert b"Falling fast" in all_of(staff) and b"Falling fast" not in all_of(viewer)


def test_a_viewer_sees_teachers_rounded_and_a_lead_exactly(opened_by: Opener, demonstration: Store) -> None:
    exact = demonstration.read().rows(
        "select count(distinct attendee) from participations where academic_year = '2025/26' and attended > 0"
    )
    assert exact
    of_viewer = {each.label: each.value for each in opened_by("viewer", "overview").metric}
    of_staff = {each.label: each.value for each in opened_by("administrator", "overview").metric}
    rounded, shown = (int(each["Teachers reached so far"].replace(",", "")) for each in (of_viewer, of_staff))
    assert rounded % 5 == 0 and rounded != shown and abs(rounded - shown) < 5
    assert of_viewer["Schools reached so far"] == of_staff["Schools reached so far"]


@pytest.mark.parametrize("role", ["viewer", "adviser"])
def test_where_nothing_is_loaded_nobody_is_sent_to_a_page_that_is_not_theirs(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setattr(sign_in, "visitor", lambda: ROLES[role])
    monkeypatch.setattr(sign_in, "is_still", lambda _: True)
    app = open_page("overview", new_store(tmp_path))
    assert [each.value for each in app.header] == ["No schools are loaded yet"]
    assert not any("Imports" in each.value for each in app.markdown) and not app.get("page_link")
