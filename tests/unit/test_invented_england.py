"""The England that benchmarks are measured on: the same each time, and the same in a store by either way."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from benchmarks.national.command import main, network_in
from benchmarks.national.england import LAS_OF_HUBS, make_england
from benchmarks.national.files import write_files
from benchmarks.national.groups import Group, Network
from benchmarks.national.straight import fill_straight, store_with_schools
from reach.ingest import Answers, import_files, read_source
from reach.settings import load_settings
from reach.store import Store
from reach.store.checks import breaches
from reach.store.upkeep import WORKED_OUT


@pytest.fixture(scope="module")
def small_network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Give two hubs of 120 schools with two years of 900 rows, 300 of them the first hub's."""
    made = network_in(tmp_path_factory.mktemp("network"), 900, schools=120, las=7)
    return dataclasses.replace(made, rows_of_first_hub=300, first_years=(2024, 2025))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_seed_and_rows_give_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    asked = ["--rows", "400", "--schools", "60", "--las", "8"]
    for name, seed in (("first", "1"), ("again", "1"), ("other", "2")):
        main([*asked, "--seed", seed, "--out", str(tmp_path / name)])
    first, again, other = (contents(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again
    assert first.keys() == other.keys()
    assert all(first[name] != other[name] for name in first if name.endswith(".csv"))
    assert sum(text.count(b"\n") - 1 for name, text in first.items() if name.startswith("registers/")) == 400
    for name in ("England.toml", "hub 01.toml", "hub 02.toml"):
        assert load_settings(tmp_path / "first" / name).la_codes


def test_the_first_hub_has_the_same_rows_however_many_there_are_in_all(small_network: Network) -> None:
    more = dataclasses.replace(small_network, rows=5000)

    def of_first_hub(network: Network) -> list[Group]:
        return [group for part in network.parts() if part.hub.number == 1 for group in network.groups(part)]

    assert of_first_hub(small_network) == of_first_hub(more)
    for network in (small_network, more):
        parts = list(network.parts())
        assert sum(part.rows for part in parts) == network.rows
        assert sum(group.rows for part in parts for group in network.groups(part)) == network.rows


def test_england_has_its_local_authorities_hubs_and_schools() -> None:
    england = make_england()
    assert [len(hub.la_codes) for hub in england.hubs] == list(LAS_OF_HUBS)
    served = [code for hub in england.hubs for code in hub.la_codes]
    assert sorted(served) == sorted(england.la_names)
    assert len(england.la_names) == 152
    assert len(set(england.la_names.values())) == 152
    assert sum(not school.establishments[-1].closed_on for school in england.schools) == 25_000
    for distinct in ([school.postcode for school in england.schools], [school.place for school in england.schools]):
        assert len(set(distinct)) == len(distinct)
    urns = {each.urn for school in england.schools for each in school.establishments}
    assert len(urns) == sum(len(school.establishments) for school in england.schools)
    assert {urn for link in england.links for urn in link[:2]} <= urns


def test_rows_that_are_inserted_are_those_that_an_import_brings(small_network: Network, tmp_path: Path) -> None:
    inserted = store_with_schools(small_network, tmp_path / "inserted")
    assert inserted.secret
    imported = Store(Path(shutil.copytree(inserted.folder, tmp_path / "imported")), small_network.settings)
    write_files(small_network, tmp_path / "files")
    registers = [
        read_source(tmp_path / "files" / "registers" / part.name) for part in small_network.parts() if part.rows
    ]

    fill_straight(inserted, small_network)
    import_files(imported, registers, imported_by="benchmark", answers=Answers(takes_as_it_is=True))

    assert imported.read().rows("select count(*) from held_rows") == [(0,)]
    for table in ("register_rows", "school_records", "school_links", *WORKED_OUT):
        ours, theirs = (store.read().rows(f"from {table} order by all") for store in (inserted, imported))
        assert ours == theirs, table
    assert inserted.read().rows("select count(*) from engagement") > [(100,)]
    counts = "select batch_id, kind, rows_read, rows_loaded, rows_held from import_batches order by batch_id"
    assert inserted.read().rows(counts) == imported.read().rows(counts)
    with inserted.read().cursor() as cursor:
        assert breaches(cursor) == []
