"""Partners that lead nothing in the academic year."""

from pathlib import Path

from reach import queries
from tests.builders import SETTINGS, filters, hub, school
from tests.builders.partners import led


def test_it_lists_known_partners_with_the_day_on_which_they_last_led(tmp_path: Path) -> None:
    rows = [
        led(900001, "10/10/2022", "Alsager School", activity="A"),
        led(900001, "10/10/2021", "Chester University", activity="B"),
        led(900001, "12/10/2021", "Chester University", activity="B"),
        led(900001, "12/10/2023", "Chester University", activity="C"),
        led(900001, "10/10/2021", "Tangent College", activity="D"),
        led(900001, "10/10/2022", "Meadow Primary School", activity="E", programme="NET"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("idle_partners", filters(period="spring", strands=["cpd"]), store.read()).frame
    known = {partner.name for partner in SETTINGS.partners}
    assert set(frame["partner"]) == known - {"Alsager School", "Meadow Primary School"}
    last = frame.set_index("partner")["last_led_on"]
    assert str(last["Chester University"].date()) == "2021-10-12"
    assert last.drop("Chester University").isna().all()
