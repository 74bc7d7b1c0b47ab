"""The target for what is chosen."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.settings import Target
from reach.store import Store
from tests.builders import SETTINGS, attended, establishments, filters, imported, register, school, table


def test_a_target_is_for_exactly_what_is_chosen(tmp_path: Path) -> None:
    targets = (
        Target(academic_year="2022/23", share=0.6, source="all"),
        Target(academic_year="2022/23", share=0.7, local_authority="876", source="Halton"),
        Target(academic_year="2022/23", share=0.8, phase="primary", strand="cpd", source="primary CPD"),
        Target(academic_year="2023/24", share=0.9, source="next year"),
    )
    version = Store(tmp_path, SETTINGS.model_copy(update={"targets": targets})).read()

    def sources(**chosen: Any) -> list[str]:
        return queries.run("reach_target", filters(**chosen), version).frame["source"].tolist()

    assert sources() == ["all"]
    assert sources(la_codes=["876"]) == ["Halton"]
    assert sources(phases=["primary"], strands=["cpd"]) == ["primary CPD"]
    assert sources(phases=["primary"]) == []
    assert sources(la_codes=["876", "344"]) == []


def test_a_target_of_a_sheet_takes_the_place_of_hub_tomls(tmp_path: Path) -> None:
    targets = (Target(academic_year="2022/23", share=0.6, source="hub.toml"),)
    store = Store(tmp_path, SETTINGS.model_copy(update={"targets": targets}))
    sheet = [{"Academic year": "2022/23", "Target share": "70%", "Source": "Delivery plan"}]
    sheet.append(
        {"Academic year": "2022/23", "Target schools": "40", "Local authority": "Halton", "Source": "In schools"}
    )
    imported(store, table(sheet, "targets.csv"))
    frame = queries.run("reach_target", filters(), store.read()).frame
    assert frame[["share", "source"]].values.tolist() == [[0.7, "Delivery plan"]]
    assert queries.run("reach_target", filters(la_codes=["876"]), store.read()).frame.empty


def test_what_is_still_needed_is_in_whole_schools(tmp_path: Path) -> None:
    targets = (Target(academic_year="2022/23", share=0.6, source="Plan"),)
    store = Store(tmp_path, SETTINGS.model_copy(update={"targets": targets}))
    schools = [school(900001 + number) for number in range(4)]
    imported(store, establishments(schools), register([attended(900001, "10/10/2022")]))

    def needed(**chosen: Any) -> list[list[int]]:
        frame = queries.run("reach_target", filters(**chosen), store.read()).frame
        return frame[["schools_aimed_at", "still_needed"]].values.tolist()

    assert needed() == [[3, 2]]
    everybody = [attended(900001 + number, "10/10/2022", person=f"ada{number}") for number in range(4)]
    imported(store, register(everybody, "more.csv"))
    assert needed() == [[3, 0]]
    assert needed(counted_as="completed") == [[3, 3]]
