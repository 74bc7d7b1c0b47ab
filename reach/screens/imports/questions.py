"""What a file says: each meaning that was guessed, with an example and what else it may be; open ones are asked."""

import dataclasses
import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from reach import formats, ingest
from reach.errors import ImportFileError
from reach.ingest import Answers, Meaning, Reading
from reach.ingest.meanings import COLUMN_LABELS, FREE
from reach.ingest.readings import left_out_in_words
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.view import View

_ANSWERS, _READINGS = "import_answers", "import_readings"
"""Session keys: what was answered about each table on the page, by its place and content, and what it then says."""

_IN_DETAIL = ("heading line", "column", "value")
"""Meanings that are hardly ever wrong: they stand in a panel that opens."""

_HELP = {
    "activity": "The work group, course or event, by the same name for each of its sessions.",
    "held_on": "The day first.",
    "session_number": "1 for the activity's first.",
}
_PLACEHOLDERS = {
    "activity": "Autumn work group 1",
    "held_on": "14/10/2026",
    "session_number": "1",
    "programme": "Choose the programme",
}


def ask(view: View, part: ingest.Part, place: str) -> Answers:
    """Show what a table says, ask what is open, and return the answers so far.

    place tells the table's widgets from those of others, such as the same file dropped once more.
    """
    key = f"{part.key} {place}"
    answers_by_file: dict[str, Answers] = st.session_state.setdefault(_ANSWERS, {})
    answers = answers_by_file.get(key, Answers())
    try:
        reading = _what_it_says(view, part, answers)
    except ImportFileError as error:
        if answers.heading_line is None:
            raise
        show_error(error)
        answers = answers_by_file[key] = dataclasses.replace(answers, heading_line=None)
        reading = _what_it_says(view, part, answers)
    if not reading.meanings and not reading.has_stays:
        _show_unused(reading)
        return answers
    if reading.open:
        count = formats.count_of(len(reading.open), "question")
        st.markdown(f"**{escape(count)} about this file**")
        _show(reading.open, key)
    details = [each for each in reading.meanings if not each.is_open and each.about not in _IN_DETAIL]
    if details or reading.has_stays:
        st.markdown("**What this file says**")
        _show(details, key)
    if reading.has_stays:
        answers = _ask_about_stays(reading, key, answers)
    others = [each for each in reading.meanings if not each.is_open and each.about in _IN_DETAIL]
    if others:
        with st.expander("Where the table stands, which column is which, and what its words mean"):
            _show(others, key)
    _show_unused(reading)
    for remark in reading.remarks:
        st.warning(escape(remark), icon=":material/event_busy:")
    return answers


def forget_answers(hashes: Collection[str]) -> None:
    """Forget what was answered about files other than these, by the hash of their content: it quotes their cells."""
    for name in (_ANSWERS, _READINGS):
        kept: dict[str, Any] = st.session_state.get(name, {})
        for key in [key for key in kept if key.partition(" ")[0] not in hashes]:
            del kept[key]


def _what_it_says(view: View, part: ingest.Part, answers: Answers) -> Reading:
    """Return what a table says, read once for the same answers and version of the store: the page runs often."""
    kept: dict[str, tuple[str, Reading]] = st.session_state.setdefault(_READINGS, {})
    of = f"{view.version.name} {answers}"
    if part.key not in kept or kept[part.key][0] != of:
        kept[part.key] = of, ingest.what_it_says(view.store, part, answers)
    return kept[part.key][1]


def _show_unused(reading: Reading) -> None:
    if reading.unused:
        st.caption(escape(f"Columns not used: {formats.listed(list(reading.unused))}."))


def _show(meanings: Sequence[Meaning], key: str) -> None:
    columns = st.columns(3)
    for number, meaning in enumerate(meanings):
        with columns[number % 3]:
            _widget(meaning, key)


def _widget(meaning: Meaning, key: str) -> None:
    # A day above a table is another one when its order is: the widget then begins with it anew.
    is_about_text = meaning.about in ("value", "held_on", "session_number")
    about = f"{meaning.about} {meaning.column} {meaning.text if is_about_text else ''}"
    widget = f"meaning_{key}_{hashlib.sha256(about.encode()).hexdigest()[:12]}"
    options = dict(meaning.options)
    label = escape(_label(meaning))
    caption = meaning.why
    if meaning.about == "value" and meaning.column in FREE:
        st.text_input(
            label,
            key=widget,
            placeholder=_PLACEHOLDERS.get(meaning.column, "1"),
            help="Write what it means, “leave out” for rows of nobody, or “hold” until the file is corrected.",
            on_change=_answered,
            args=(key, meaning, widget),
        )
        caption = " ".join(filter(None, (f"{meaning.taken_for}." if meaning.taken_for else "", caption)))
    elif options:
        st.selectbox(
            label,
            list(options),
            index=list(options).index(meaning.value) if _is_chosen(meaning) else None,
            format_func=options.__getitem__,
            key=widget,
            placeholder=_PLACEHOLDERS.get(meaning.about, "Choose"),
            help=_HELP.get(meaning.about),
            on_change=_answered,
            args=(key, meaning, widget),
        )
    else:
        st.text_input(
            label,
            meaning.value,
            key=widget,
            placeholder=_PLACEHOLDERS.get(meaning.about),
            help=_HELP.get(meaning.about),
            on_change=_answered,
            args=(key, meaning, widget),
        )
        taken_for = f"{meaning.taken_for}." if meaning.taken_for != meaning.value else ""
        caption = " ".join(filter(None, (taken_for, caption)))
    problem = st.session_state.get(f"{widget}_problem")
    if problem:
        st.warning(escape(problem))
    elif caption:
        st.caption(escape(caption))


def _is_chosen(meaning: Meaning) -> bool:
    """Whether what is taken stands chosen. An open question shows its guess only where somebody has to confirm it."""
    return meaning.value in meaning.options and not meaning.is_open


def _label(meaning: Meaning) -> str:
    match meaning.about:
        case "value" if meaning.column in ("person", "school", "numbers"):
            return meaning.text.capitalize()
        case "value":
            return f"“{meaning.text}” in {COLUMN_LABELS[meaning.column]}"
        case "date order":
            return f"{meaning.text} is"
        case "column":
            return f"Column: {meaning.label}"
    return meaning.label


def _answered(key: str, meaning: Meaning, widget: str) -> None:
    """Take an answer. What cannot be taken is said under its widget."""
    value = st.session_state.get(widget)
    answers_by_file: dict[str, Answers] = st.session_state[_ANSWERS]
    try:
        answers_by_file[key] = ingest.with_answer(answers_by_file.get(key, Answers()), meaning, value or "")
        st.session_state.pop(f"{widget}_problem", None)
    except ValueError as error:
        st.session_state[f"{widget}_problem"] = str(error)


def _ask_about_stays(reading: Reading, key: str, answers: Answers) -> Answers:
    left, right = st.columns(2)
    minutes = left.number_input(
        "Minutes that count as attended",
        0,
        600,
        None,
        key=f"minutes_{key}",
        placeholder="Half of the meeting",
        help="Who stayed for less is marked absent. Several joins of one person are added up.",
    )
    counts_organisers = right.toggle(
        "Count organisers",
        key=f"organisers_{key}",
        help="Who organised or hosted the meeting is no attendee, unless you say so.",
    )
    st.caption(escape(f"Left out: {left_out_in_words(reading.left_out) or 'nobody'}."))
    return dataclasses.replace(answers, minimum_minutes=minutes, counts_organisers=counts_organisers or None)
