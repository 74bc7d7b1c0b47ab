"""Map: where the schools are that come and that do not, reach by area, and where few are reached."""

import streamlit as st

from reach import formats
from reach.charts.chart import Map
from reach.charts.maps import street_map
from reach.exhibits import maps
from reach.exhibits.maps import COLOURED_BY
from reach.ui.card import show_card
from reach.ui.choices import choose_one
from reach.ui.escape import escape
from reach.ui.navigation import link_to_imports
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough, show_school_list
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("Map")
    by_area = view.exhibit(maps.reach_map)
    show_answer(by_area.finding)
    by = _choose_colours()
    on_map = DrillThrough("map_schools", ("la_code", "town"), shows="all", select_by="urn")
    streets = _street_map(view, by)
    st.caption(
        "Take the lasso or the box at the map's top right and draw around schools to list them, or click one. "
        "With a keyboard, open “Schools” and choose a local authority and a town."
    )
    show_card(view, view.exhibit(maps.school_map, by=by), key="schools", schools=on_map, on_screen=streets)
    left, right = st.columns(2)
    with left:
        show_card(view, by_area, key="reach", schools=DrillThrough(by=("la_code",)), is_answer=True)
    with right:
        nearest = DrillThrough("cold_spot_schools", ("hexagon",))
        show_card(view, view.exhibit(maps.cold_spots), key="cold", schools=nearest)
    _show_outline_sources(view)
    _show_schools_without_coordinates(view)


def _choose_colours() -> str:
    """Ask what colours schools: their standing, or how far they have come."""
    return choose_one("Colour schools by", COLOURED_BY, key="marks")


def _street_map(view: View, by: str) -> Map | None:
    """Return a street map behind the schools where it is switched on; nothing is loaded until then."""
    wanted = st.toggle(
        "Street map behind the schools",
        key="streets",
        help="Needs the internet. Everything else on this page works without.",
    )
    frame = view.ask("map_schools").frame
    if not wanted or frame["easting"].isna().all():
        return None
    st.caption(
        "While this is on, your browser loads pictures of streets from openstreetmap.org, which sees your internet "
        "address and which area you look at. No school and no figure is sent. Map data © OpenStreetMap contributors. "
        "Files under Export have no streets. If the map stays empty, that site cannot be reached from here: switch the "
        "street map off."
    )
    return street_map(frame, by=by)


def _show_outline_sources(view: View) -> None:
    """Show where the outlines come from, or that areas are approximate and how to load real ones."""
    loaded = view.ask("la_outlines").frame
    if loaded.empty:
        st.info(
            "Areas are approximate: they are drawn around the schools. For real outlines load a GeoJSON of local "
            "authorities once, on the Imports page; the Office for National Statistics has them.",
            icon=":material/map:",
        )
        link_to_imports(view.visitor)
        return
    files = [
        f"{file} ({formats.day(when.date())})"
        for file, when in loaded[["file", "imported_at"]].drop_duplicates().itertuples(index=False, name=None)
    ]
    missing = [
        name
        for code, name in zip(view.settings.la_codes, view.settings.la_names, strict=True)
        if code in view.filters.la_codes and code not in set(loaded["la_code"])
    ]
    st.caption(
        f"Outlines: {escape(formats.listed(files))}. Those of the Office for National Statistics are under the Open "
        "Government Licence v3.0 and contain OS data © Crown copyright and database right."
        + (f" Approximate, as none is loaded: {escape(formats.listed(missing))}." if missing else "")
    )


def _show_schools_without_coordinates(view: View) -> None:
    """List in an expander the schools that no map can show."""
    result = view.ask("map_schools")
    rows = result.frame[result.frame["easting"].isna()]
    if rows.empty:
        return
    fold = st.expander(f"Schools without coordinates ({len(rows):,})", key="unplaced", on_change="rerun")
    if fold.open:
        with fold:
            st.write(
                "The establishment register has no coordinates for them: they count in every figure of this page but "
                "the cold spots. A newer register may have them."
            )
            show_school_list(view, result, rows, "Schools without coordinates", key="unplaced_rows")
