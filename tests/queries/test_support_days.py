"""Days of school-to-school support given and received."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.filters import Filters
from reach.settings import HUB_FILE, load_settings
from reach.store import Store
from tests.builders import attended, establishments, imported, register, table
from tests.builders.supports import SCHOOLS, ask, support, with_supports
from tests.rows import rows_of


def days(frame: pd.DataFrame) -> dict[tuple[str, str], Any]:
    return {(row.support_group, row.direction): row.days for row in rows_of(frame) if row.days}


def test_days_count_for_each_side_in_the_period_in_which_support_began(tmp_path: Path) -> None:
    store = with_supports(tmp_path)
    assert days(ask(store, "support_days")) == {
        ("Halton", "given"): 2,
        ("Wirral", "given"): 1.5,
        ("Wirral", "received"): 7.5,
    }
    assert days(ask(store, "support_days", period="autumn")) == {("Halton", "given"): 2, ("Wirral", "received"): 2}
    assert days(ask(store, "support_days", strands=["leadership"])) == {}
    before_any_session = ask(store, "support_days", year="2021/22")
    assert days(before_any_session) == {("Halton", "given"): 8, ("Wirral", "received"): 8}


def test_support_belongs_to_the_strand_of_its_programme(tmp_path: Path) -> None:
    rows = [
        support(900001, 900002, "11/10/2022", Days="3", Programme="LEAD"),
        support(900001, 900002, "12/10/2022", Days="5", Programme=""),
    ]
    store = with_supports(tmp_path)
    imported(store, table(rows, "supports of leaders.csv"))
    led = {("Halton", "given"): 3, ("Wirral", "received"): 3}
    assert days(ask(store, "support_days", strands=["leadership"])) == led
    assert days(ask(store, "support_days", strands=["cpd"])) == {
        ("Halton", "given"): 7,
        ("Wirral", "given"): 1.5,
        ("Wirral", "received"): 12.5,
    }
    assert ask(store, "support_flows", strands=["leadership"])["days"].tolist() == [3]
    assert set(ask(store, "support_schools", strands=["leadership"])["urn"]) == {900001, 900002}


def test_a_school_of_several_phases_counts_in_each(tmp_path: Path) -> None:
    found = days(ask(with_supports(tmp_path), "support_days", "phase"))
    assert found["primary", "given"] == 3.5 and found["secondary", "given"] == 1.5
    assert found["primary", "received"] == 7.5 and found["secondary", "received"] == 2


def test_support_without_a_programme_is_counted_in_a_hub_without_cpd(tmp_path: Path) -> None:
    settings = HUB_FILE.read_text(encoding="utf-8")
    (strand,) = [each for each in settings.split("\n\n") if each.startswith('[[strands]]\ncode = "cpd"')]
    settings = settings.replace(strand, "").replace('strand = "cpd"', 'strand = "training"')
    (tmp_path / "hub.toml").write_text(settings, encoding="utf-8")
    store = Store(tmp_path / "hub", load_settings(tmp_path / "hub.toml"))
    imported(store, establishments(SCHOOLS, "20231116"), register([attended(900001, "10/10/2022")]))
    imported(store, table([support(900001, 900002, "11/10/2022", Days="3", Programme="")], "supports.csv"))

    def of_strands(*strands: str) -> dict[tuple[str, str], Any]:
        chosen = Filters.choose(store.settings, "2022/23", strands=strands)
        return days(queries.run("support_days", chosen, store.read(), {"breakdown": "la"}).frame)

    assert of_strands() == of_strands("recruitment") == {("Halton", "given"): 3, ("Wirral", "received"): 3}
    assert of_strands("training") == {}
