"""Groups with many places left."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, imported, school, table


def test_only_groups_with_less_than_sixty_per_cent_taken_of_the_chosen_phases_and_strands(tmp_path: Path) -> None:
    def of(programme: str, name: str, places: int, focus: str = "") -> dict[str, Any]:
        return {
            "Activity": name,
            "Programme": programme,
            "Places": places,
            "Phase focus": focus,
            "Starts on": "01/10/2022",
        }

    store: Store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", activity="Nearly full")])
    activities = [of("MNRKS1", "Nearly full", 1), of("MNRKS1", "Empty", 9), of("Y58", "Upper", 9, "secondary")]
    imported(store, table([*activities, of("NET", "Network", 99)], "activities.csv"))

    def found(**chosen: Any) -> list[str]:
        return queries.run("underfilled_groups", filters(**chosen), store.read()).frame["activity"].tolist()

    assert found() == ["Empty", "Upper"]
    assert found(phases=["primary"]) == ["Empty"]
    assert found(phases=["secondary"]) == ["Upper"]
    assert found(strands=["leadership"]) == []
    assert found(light_touch=True) == ["Empty", "Network", "Upper"]
