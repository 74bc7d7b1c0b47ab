"""The demonstration store, for hubs whose settings are not those that its files were invented for."""

from pathlib import Path

from reach import demo_store, queries
from reach.store import Store, listing
from reach.store.checks import breaches
from tests.builders import SETTINGS, filters


def test_the_demonstration_is_built_where_hub_toml_renames_one_programme_and_lacks_another(tmp_path: Path) -> None:
    """Its rows for these programmes are held with the reason; everything else is loaded."""
    programmes = tuple(
        programme.model_copy(update={"code": "RENAMED"}) if programme.code == "ENR" else programme
        for programme in SETTINGS.programmes
        if programme.code != "Y58"
    )
    store = Store(tmp_path, SETTINGS.model_copy(update={"programmes": programmes}))
    demo_store.build(store)
    version = store.read()
    assert version.is_demonstration
    with version.cursor() as cursor:
        assert breaches(cursor, with_settings=True) == []
    reasons = {row["reason"] for row in listing.held_rows(version)}
    assert {"Programme “ENR” is not in hub.toml", "Programme “Y58” is not in hub.toml"} <= reasons
    taken_part = {code for (code,) in version.rows("select distinct programme_code from participations")}
    assert taken_part and taken_part < {programme.code for programme in programmes} - {"RENAMED"}
    assert queries.run("reach_total", filters("2025/26"), version).frame.iloc[0]["reached"] > 100
