"""Each page opens, with every card's table, schools and files, whatever is chosen: no error and nothing insane.

The usual run: each page meets each hub, each way of opening its cards and each of its own choices; any two values of
filters meet on one page or another, as `test_queries.py` tries each value for each query. A thorough run: any two
values on every page and every hub.
"""

import itertools
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reach import columns, exports, queries
from reach.exhibit import Exhibit
from reach.filters import FILTERS as ALL_FILTERS
from reach.measures import MEASURES, OF_PERIODS
from reach.queries import Result
from reach.screens import call_list
from reach.settings import PROJECT
from reach.ui import card, schools_behind_chart
from reach.ui.downloads import download_buttons
from reach.ui.sidebar import address_of
from reach.ui.view import View
from tests import effort
from tests.builders import SETTINGS
from tests.choices.chosen import FILTERS, filters_of
from tests.choices.conftest import GiveHub
from tests.choices.hubs import NAMES, ChoiceHub
from tests.choices.pairs import Row, all_pairs
from tests.choices.sane import insane_figure, insane_frame, insane_text

PAGES = sorted(file.stem for file in (PROJECT / "pages").glob("*.py"))
OWN = {
    "attendance": 5,
    "call_list": 5,
    "compare": 7,
    "fairness": 5,
    "school": 5,
    "schools": 6,
    "strands": 6,
    "targets": 6,
}
"""How many sets of choices of its own a page has, where these are more than the hubs."""
OPENED = ("nothing", "table", "schools", "export")
"""What is opened below each card."""
FOLDS = ("tested", "setting", "leadless", "idle", "held_back_list", "unplaced", "more_worries", "paths", "streets")
"""What else can be opened on a page: folds and toggles, by their keys."""

_PROGRAMMES = {programme.code: programme.name for programme in SETTINGS.programmes}
_SLIDERS = ("standing", "disadvantage", "size", "behind", "years")


def own_choices(page: str, hub: ChoiceHub) -> list[dict[str, str]]:
    """Give sets of what a page asks beyond the filters, as they stand in its address."""
    match page:
        case "activity":
            return [{}, *({"activity": each} for each in hub.activities), {"activity": "unknown"}]
        case "attendance":
            words = ("Programme", "Local authority", "Phase", "Term", "Mode")
            limits = [{"gone": "20%", "taken": "75%"}, {"gone": "50%", "taken": "30%"}]
            return [{"by": word} | limits[place % 2] for place, word in enumerate(words)]
        case "call_list":
            no_weight = {f"weight_{part}": "0" for part in _SLIDERS}
            return [{}, {"for": _PROGRAMMES["PTFM-R"]}, {"for": _PROGRAMMES["NET"]}, no_weight, {"weight_size": "100"}]
        case "compare":
            measures, by = [MEASURES[each].label for each in OF_PERIODS], ("Local authority", "Phase", "Both")
            with_periods: tuple[dict[str, str], ...] = (
                {},
                {"with_period": "Autumn term"},
                {"with_period": "Whole year"},
                {"with_year": _first(hub)},
            )
            return [
                {"measure": measure, "by": by[place % 3]} | with_periods[place % 4]
                for place, measure in enumerate(measures)
            ]
        case "fairness":
            groups = ("Free school meals", "Investment areas", "Trusts", "School size", "Urban and rural")
            return [{"groups": each} for each in groups]
        case "journeys":
            return [{"journey": each} for each in SETTINGS.journeys]
        case "map":
            return [{"marks": "Status"}, {"marks": "How far they have come"}]
        case "partners":
            return [{"count": columns.label(each)} for each in ("activities", "reached", "people")]
        case "places":
            return [{}, *({"programme": _PROGRAMMES[code]} for code in ("PTFM-R", "ENR", "CORE"))]
        case "reach":
            return [{"as": "Share of schools"}, {"as": "Number of schools"}]
        case "school":
            return [{}, *({"urn": str(urn)} for urn in hub.urns.values()), {"urn": "none at all"}]
        case "schools":
            return [
                {},
                {"search": "cosine 900"},
                {"search": "nothing of this kind"},
                {"standing": "Lapsed"},
                {"rung": "Completed", "fifth": "Not known"},
                {"teaches": "Post-16", "trust": "Of no academy trust"},
            ]
        case "strands":
            looks = ("Recruitment and training", "CPD and support", "Leadership", "Enrichment")
            counts = ("reached", "activities", "people", "pupils")
            own = [{"look": look, "count": columns.label(count)} for look, count in zip(looks, counts, strict=True)]
            return [*own, own[0] | {"candidates_by": "Local authority"}, own[1] | {"support_by": "Phase"}]
        case "targets":
            return [
                {},
                {"week": "1"},
                {"week": "10", "target": "Halton"},
                {"week": "20"},
                {"week": "52"},
                {"week": "5"},
            ]
    return [{}]


def _first(hub: ChoiceHub) -> str:
    return hub.years["first"]


class Seen:
    """All that a page was made of: each answer, exhibit and file is looked at when it is made."""

    def __init__(self, file_format: str) -> None:
        self.file_format = file_format
        self.insane: list[str] = []
        self._files: set[str] = set()

    def answer(self, name: str, result: Result) -> None:
        self.insane += insane_frame(name, result.frame)

    def exhibit(self, exhibit: Exhibit) -> None:
        """Look at an exhibit's words and chart, and make a file of it."""
        for text in (exhibit.title, exhibit.sentence, *(" ".join(pair) for pair in exhibit.stamp)):
            self.insane += [f"{exhibit.title}: {found}" for found in insane_text(text)]
        if exhibit.figure is not None:
            self.insane += [f"{exhibit.title}: {found}" for found in insane_figure(exhibit.figure)]
        if exhibit.title in self._files:
            return
        self._files.add(exhibit.title)
        content = exports.FORMATS[self.file_format].make(exhibit)
        if self.file_format == "CSV":
            self.insane += [f"{exhibit.title}, CSV: {found}" for found in insane_text(content.decode("utf-8-sig"))]
        else:
            assert content.startswith(b"PK")


def visit(page: str, hub: ChoiceHub, row: Row, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open a page as a row chooses, then what stands below its cards; give what is not as it should be."""
    seen = Seen(("CSV", "XLSX")[row["own"] % 2])
    run, exhibit, buttons = queries.run, View.exhibit, download_buttons

    def looked_at(name: str, *asked: Any, **more: Any) -> Result:
        result = run(name, *asked, **more)
        seen.answer(name, result)
        return result

    def shown(view: View, make: Callable[..., Exhibit], **options: Any) -> Exhibit:
        made = exhibit(view, make, **options)
        seen.exhibit(made)
        return made

    def offered(view: View, made: Exhibit, *, key: str) -> None:
        seen.exhibit(made)
        buttons(view, made, key=key)

    monkeypatch.setattr(queries, "run", looked_at)
    monkeypatch.setattr(View, "exhibit", shown)
    for module in (card, schools_behind_chart, call_list):
        monkeypatch.setattr(module, "download_buttons", offered)
    own = own_choices(page, hub)
    assert len(own) <= OWN.get(page, len(NAMES)), f"OWN knows fewer choices of the page {page} than it has"
    app = AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=120)
    for key, value in [*address_of(filters_of(hub, row), SETTINGS), *own[row["own"] % len(own)].items()]:
        app.query_params[key] = [*app.query_params.get(key, []), value] if key in app.query_params else [value]
    if row["opened"] != "nothing":
        for key in FOLDS:
            app.session_state[key] = True
    app.run()
    found = list(_broken(app))
    cards = [key for each in app.segmented_control if (key := str(each.key)).startswith("open_")]
    if row["opened"] != "nothing" and cards and not found:
        for each in cards:
            if row["opened"] in app.segmented_control(key=each).options or _opens(app, each, row["opened"]):
                app.session_state[each] = row["opened"]
        app.run()
        found += _broken(app)
    taken = {each.key for each in ALL_FILTERS} & {getattr(each, "key", None) for each in app.main}
    return [*found, *seen.insane, *(f"the page's own “{key}” has a filter's key" for key in taken)]


def _opens(app: AppTest, key: str, what: str) -> bool:
    return any(what in option.casefold() for option in app.segmented_control(key=key).options)


def _broken(app: AppTest) -> Iterator[str]:
    """Give the errors of a page and what its texts and tables hold that is not for people."""
    yield from (f"{each.message}\n{''.join(each.stack_trace)[-1500:]}" for each in app.exception)
    yield from (f"error: {each.value}" for each in app.error)
    for kind in (app.markdown, app.caption, app.subheader, app.header, app.title, app.info, app.warning, app.success):
        for each in kind:
            yield from insane_text(str(each.value))
    for metric in app.metric:
        yield from insane_text(f"{metric.label}: {metric.value}, {metric.delta}")
    for table in [*app.table, *app.dataframe]:
        for column in table.value:
            for value in table.value[column].dropna().unique():
                if isinstance(value, str):
                    yield from (f"{column}: {found}" for found in insane_text(f"a {value}"))
    for chart in app.get("plotly_chart"):
        json.loads(chart.proto.spec, parse_constant=lambda constant: pytest.fail(f"a chart's JSON holds {constant}"))


def rows() -> list[Row]:
    """Give what is tried of all pages."""
    turns = {page: range(OWN.get(page, len(NAMES))) for page in PAGES}
    if effort.is_thorough():
        return [
            {"page": page, "hub": hub} | row
            for page in PAGES
            for hub in NAMES
            for row in all_pairs({"opened": OPENED, "own": turns[page], **FILTERS})
        ]
    filters = itertools.cycle(all_pairs(FILTERS))
    return [
        {
            "page": page,
            "hub": NAMES[turn % len(NAMES)],
            "opened": OPENED[(turn + place) % len(OPENED)],
            "own": turn,
            **next(filters),
        }
        for place, page in enumerate(PAGES)
        for turn in turns[page]
    ]


def test_any_two_values_of_filters_meet_on_a_page() -> None:
    tried = rows()
    for one, other in itertools.combinations(FILTERS, 2):
        met = {(repr(row[one]), repr(row[other])) for row in tried}
        assert len(met) == len(FILTERS[one]) * len(FILTERS[other])


@pytest.fixture
def on_hub(choice_hub: GiveHub, monkeypatch: pytest.MonkeyPatch) -> GiveHub:
    """Let pages look at a hub's store."""

    def give(name: str) -> ChoiceHub:
        hub = choice_hub(name)
        monkeypatch.setenv("REACH_STORE", str(hub.store.folder))
        # AppTest leaves its page behind as the main program, which a spawned process would then run.
        monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        return hub

    return give


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("hub_name", NAMES)
def test_it_opens_whatever_is_chosen(
    on_hub: GiveHub, monkeypatch: pytest.MonkeyPatch, page: str, hub_name: str
) -> None:
    found = []
    for row in rows():
        if (row["page"], row["hub"]) == (page, hub_name):
            hub = on_hub(hub_name)
            with monkeypatch.context() as patched:
                found += [f"{each}\n    {row}" for each in visit(page, hub, row, patched)]
    assert not found, "\n".join(found)
