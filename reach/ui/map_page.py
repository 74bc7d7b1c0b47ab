"""What the page Map asks for beyond the filters, and what stands around the maps."""

import streamlit as st

from reach import formats
from reach.charts.chart import Map
from reach.charts.maps import street_map
from reach.exhibits.maps import TOLD_APART
from reach.ui.behind import school_rows
from reach.ui.escape import escape
from reach.ui.navigation import menu_page
from reach.ui.view import View


def choose_marks() -> str:
    """Ask what schools are told apart by: their standing, or how far they have come."""
    return str(
        st.segmented_control(
            "Tell schools apart by",
            list(TOLD_APART),
            format_func=lambda each: escape(TOLD_APART[each]),
            default="standing",
            required=True,
            key="marks",
            bind="query-params",
        )
    )


def on_streets(view: View, by: str) -> Map | None:
    """Offer a street map behind the schools, and give it where it is wanted; nothing is loaded before."""
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


def about_outlines(view: View) -> None:
    """Say where the outlines come from, or that areas are approximate and how to have real ones."""
    loaded = view.ask("la_outlines").frame
    if loaded.empty:
        st.info(
            "Areas are approximate: they are drawn around the schools. For real outlines load a GeoJSON of local "
            "authorities once, on the Imports page; the Office for National Statistics has them.",
            icon=":material/map:",
        )
        st.page_link(menu_page("imports"), label="Go to Imports", icon=":material/upload_file:")
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


def schools_without_place(view: View) -> None:
    """List the schools that no map can show, once the list is opened."""
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
            school_rows(view, result, rows, "Schools without coordinates", key="unplaced_rows")
