"""Questions about a file: its activity, programme, date and session, and which column is which."""

import datetime as dt

import streamlit as st

from reach import ingest
from reach.ingest.dates import day
from reach.ui.escape import escape
from reach.ui.view import View

_COLUMNS = {
    "school": "School",
    "urn": "URN",
    "dfe_number": "DfE number (344/3374)",
    "postcode": "School's postcode",
    "full_name": "Name (whole)",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail address",
    "role": "Role",
    "attendance": "Attendance",
    "held_on": "Date of the session",
    "activity": "Activity",
    "programme": "Programme",
    "session_number": "Number of the session",
    "hours": "Hours",
    "pupils": "Pupils",
}
_MEANINGS = {
    "attended": "They attended",
    "booked": "They signed up for it",
}


def ask_details(view: View, asked: ingest.Asked, key: str) -> ingest.Answers:
    """Ask for what the rows of a table lack, prefilled from the file as a whole."""
    said = asked.said
    activity = programme = attendance = minutes = None
    held_on: dt.date | None = None
    not_a_day = ""
    number: int | None = None
    counts_organisers = False
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if "activity" in asked.asks:
            activity = st.text_input(
                "Activity",
                said.activity or "",
                key=f"activity_{key}",
                placeholder="Autumn work group 1",
                help="The work group, course or event, by the same name for each of its sessions.",
            )
        if "programme" in asked.asks:
            codes = {programme.code: programme.name for programme in view.settings.programmes}
            programme = st.selectbox(
                "Programme",
                list(codes),
                index=list(codes).index(said.programme) if said.programme in codes else None,
                format_func=lambda code: f"{codes[code]} ({code})",
                key=f"programme_{key}",
                placeholder="Choose the programme",
            )
        if "held_on" in asked.asks:
            # The targets of Streamlit's date input are too small (WCAG 2.5.8), and a day is quick to type.
            written = st.text_input(
                "Date of the session",
                f"{said.held_on:%d/%m/%Y}" if said.held_on else "",
                key=f"date_{key}",
                placeholder="14/10/2026",
                help="The day first.",
            )
            held_on = day(written)
            not_a_day = written if written and held_on is None else ""
        if "session_number" in asked.asks:
            number = st.number_input(
                "Session", 1, 999, said.session_number or 1, key=f"session_{key}", help="1 for the activity's first."
            )
        if "attendance" in asked.asks and said.attendance:
            attendance = st.segmented_control(
                "What filling in the form means",
                list(_MEANINGS),
                default=said.attendance,
                required=True,
                format_func=_MEANINGS.__getitem__,
                key=f"attendance_{key}",
            )
        if asked.has_stays:
            minutes = st.number_input(
                "Minutes that count as attended",
                0,
                600,
                None,
                key=f"minutes_{key}",
                placeholder="Half of the meeting",
                help="Who stayed for less is marked absent. Several joins of one person are added up.",
            )
            counts_organisers = st.toggle(
                "Count organisers and presenters",
                key=f"organisers_{key}",
                help="They are not attendees, unless everybody in the meeting was a presenter.",
            )
    if not_a_day:
        st.warning(f"{escape(not_a_day)} is not a day. Write it as 14/10/2026.")
    details = ingest.Details(activity or None, programme, held_on, number, attendance)
    return ingest.Answers(details, minutes, counts_organisers)


def ask_columns(unknown: ingest.ColumnsUnknownError, key: str) -> dict[str, int] | None:
    """Ask which column is which; return None until enough of them are named."""
    st.markdown(
        "This table is of no tool that is known here. Say once which column is which: "
        "the next file with the same headings is read the same way."
    )
    places = {place: heading for place, heading in enumerate(unknown.headings) if heading}
    columns: dict[str, int] = {}
    with st.container(border=True):
        left, middle, right = st.columns(3)
        for number, (column, label) in enumerate(_COLUMNS.items()):
            guessed = unknown.guessed.get(column)
            place = (left, middle, right)[number % 3].selectbox(
                escape(f"Column: {label}"),
                list(places),
                index=list(places).index(guessed) if guessed in places else None,
                format_func=places.__getitem__,
                key=f"column_{column}_{key}",
                placeholder="Not in this table",
            )
            if place is not None:
                columns[column] = place
    says_school = columns.keys() & {"school", "urn", "dfe_number", "full_name", "email"}
    says_who = columns.keys() & {"full_name", "first_name", "last_name", "email"}
    if not says_school or not says_who:
        st.info("Name at least a column that tells the school, and one that tells people apart.")
        return None
    return columns
