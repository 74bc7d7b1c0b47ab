"""Held rows: an administrator chooses the school, for all rows with the same text at once."""

from typing import Any

import pandas as pd
import streamlit as st

from reach import formats, ingest
from reach.exports.tables import csv_of
from reach.screens.imports.message import HELD_MESSAGE, show_message
from reach.store import listing
from reach.ui.changes import make_change
from reach.ui.escape import escape, escape_table
from reach.ui.sign_in import recorded_as
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_AT_ONCE = 10
_LATER, _NOT_OURS = "later", "not ours"
_PENDING, _SAVED, _GO_ON = "held_answers", "held_answers_saved", "held_answers_go_on"
"""Session keys: answers not saved yet by what rows say, those saved last, and whether to go on to the next."""

_FOCUS_ON_NEXT = """
<script>
{
  const held = document.getElementById("held-rows");
  const next = held && [...document.querySelectorAll('[data-testid="stRadio"] input')].find(
    (input) => held.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (next) { next.focus(); next.scrollIntoView({block: "center"}); }
}
</script>
"""
"""Goes on with the first text that still waits, so that a keyboard has not to find it again.

The braces keep its names to itself, as it may run several times on a page.
"""


def show_held_rows(view: View) -> None:
    """Show the held rows: those whose school can be chosen here, then the others with the reason."""
    st.header("Held rows", anchor="held-rows")
    show_message(view, HELD_MESSAGE)
    # Also once nothing waits any more: the last answers may have been wrong ones.
    _offer_undo(view)
    rows = cached_list(view, listing.held_rows)
    if not rows:
        st.caption("None. Rows that cannot be loaded wait here, with the reason.")
        return
    _settle(view)
    others = [row for row in rows if row["alias_key"] is None]
    if others:
        st.markdown(
            f"{escape(formats.count_of(len(others), 'row'))} could not be loaded for another reason. Put it right in "
            "the file and import the file again: what is loaded already stays as it is."
        )
        st.dataframe(_frame(others), hide_index=True, alt="Rows held for another reason than their school")
    st.download_button(
        "Held rows as CSV",
        lambda: csv_of(_frame(rows)),
        "held-rows.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def show_remembered_answers(view: View) -> None:
    """Show the remembered answers, with a button to take one back."""
    answers = cached_list(view, listing.answers)
    if not answers:
        return
    with st.expander(f"Answers that are remembered ({len(answers):,})"):
        st.table(
            escape_table(
                pd.DataFrame(
                    [
                        {
                            "What rows say": each["school_text"],
                            "Taken for": each["name"] or "Not a school of ours",
                            "Rows settled": formats.thousands(each["rows_settled"]),
                            "Answered": f"{each['answered_at']:%d/%m/%Y %H:%M}, {each['answered_by']}",
                        }
                        for each in answers
                    ]
                )
            ),
            hide_index=True,
            alt="Answers that are remembered",
        )
        texts = {each["alias_key"]: f"{each['school_text']}: {each['name'] or 'not ours'}" for each in answers}
        key = st.selectbox("Take an answer back", list(texts), index=None, format_func=texts.__getitem__)
        if key is not None and st.button("Hold its rows again", icon=":material/undo:"):

            def take_back() -> str:
                ingest.take_back(view.store, [key])
                return "The answer is forgotten: rows that it had settled are held again."

            make_change(take_back, message_key=HELD_MESSAGE, doing="Holding them again…")


def _settle(view: View) -> None:
    groups = cached_list(view, listing.held_groups)
    if not groups:
        return
    rows = sum(group["rows_held"] for group in groups)
    st.markdown(
        f"**Which school is meant?** {escape(formats.count_of(rows, 'row'))} "
        + ("waits for an answer" if rows == 1 else "wait for an answer")
        + (f", in {escape(formats.count_of(len(groups), 'group'))} that say the same" if rows > 1 else "")
        + ". An answer is remembered."
    )
    pending: dict[str, int | None] = st.session_state.setdefault(_PENDING, {})
    for gone in pending.keys() - {group["alias_key"] for group in groups}:
        del pending[gone]
    pages = -(-len(groups) // _AT_ONCE)
    page = min(st.pagination(pages, key="held_page"), pages) if pages > 1 else 1
    schools: dict[int, str] = cached_list(view, listing.schools_to_choose)
    for group in groups[(page - 1) * _AT_ONCE : page * _AT_ONCE]:
        _ask(group, schools)
    if st.session_state.pop(_GO_ON, False):
        st.html(_FOCUS_ON_NEXT, unsafe_allow_javascript=True)
    if pending:
        st.caption(f"{escape(formats.count_of(len(pending), 'answer'))} not saved yet.")
    with st.container(horizontal=True):
        is_saved = st.button("Save the answers", type="primary", icon=":material/check:")
        unanswered = [group for group in groups if group["alias_key"] not in pending]
        if len(unanswered) > 1:
            _offer_none_of_ours(view, unanswered)
    if is_saved and pending:
        _save(view, pending)
    elif is_saved:
        st.info("Nothing was chosen yet: choose a school for at least one of them.")


def _offer_none_of_ours(view: View, groups: list[dict[str, Any]]) -> None:
    """Offer to answer all of these groups at once: none is a school of the hub."""
    with st.popover("None of these are ours", icon=":material/block:"):
        rows = formats.count_of(sum(group["rows_held"] for group in groups), "row")
        st.markdown(
            escape(f"{rows} in {len(groups):,} groups will count for no school of yours, on every page of this list. ")
            + "You can undo it."
        )
        if st.button(escape(f"Answer “Not a school of ours” for {rows}"), key="none_of_ours", type="primary"):
            _save(view, dict.fromkeys(group["alias_key"] for group in groups))


def _save(view: View, answers: dict[str, int | None]) -> None:
    """Save answers, by what rows say; those chosen beside them stay chosen."""

    def settle() -> str:
        settled = ingest.settle(view.store, answers, answered_by=recorded_as(view.visitor))
        st.session_state[_SAVED] = list(answers)
        pending = st.session_state[_PENDING]
        st.session_state[_PENDING] = {key: answer for key, answer in pending.items() if key not in answers}
        st.session_state[_GO_ON] = True
        return f"{formats.count_of(settled, 'row')} settled. The answers are remembered."

    make_change(settle, message_key=HELD_MESSAGE, doing="Settling…")


def _offer_undo(view: View) -> None:
    """Offer to take back the answers that were saved last, for as long as they are remembered."""
    saved = st.session_state.get(_SAVED, [])
    remembered = {each["alias_key"] for each in cached_list(view, listing.answers)}
    kept = [key for key in saved if key in remembered]
    if not kept:
        return
    count = formats.count_of(len(kept), "answer")
    if st.button(escape(f"Undo the last {count}"), key="undo_answers", icon=":material/undo:"):

        def take_back() -> str:
            ingest.take_back(view.store, kept)
            del st.session_state[_SAVED]
            return f"{count} taken back: the rows are held again."

        make_change(take_back, message_key=HELD_MESSAGE, doing="Holding them again…")


def _ask(group: dict[str, Any], schools: dict[int, str]) -> None:
    """Ask for the school of one text. The answer waits in the session until it is saved, whatever page is turned to."""
    key = group["alias_key"]
    rows = group["rows_held"]
    pending: dict[str, int | None] = st.session_state[_PENDING]
    clues = [group["school_text"] or "No school is written"]
    clues += [f"URN {group['urn_text']}"] if group["urn_text"] else []
    clues += [group["postcode"]] if group["postcode"] else []
    domains = [domain for domain in group["email_domains"] or [] if domain]
    candidates = {each["urn"]: each for each in group["candidates"] if each["urn"] in schools}
    options: list[Any] = [_LATER, *candidates, _NOT_OURS]
    labels = {_LATER: "Not yet", _NOT_OURS: "Not a school of ours"}
    labels |= {urn: f"{schools[urn]}: {each['why']}" for urn, each in candidates.items()}
    chosen = pending.get(key)
    with st.container(border=True):
        st.markdown(f"**{escape(', '.join(clues))}**  \n{escape(group['reason'])}.")
        where = f"in {formats.listed(group['files'])}"
        where += f"; addresses at {formats.listed(domains[:3])}" if domains else ""
        st.caption(f"{'1 row says' if rows == 1 else f'All {rows:,} rows say'} this, {escape(where)}")
        among = _LATER if key not in pending else _NOT_OURS if chosen is None else chosen
        st.radio(
            f"Which school is “{escape(clues[0])}”?",
            options,
            index=options.index(among) if among in options else 0,
            format_func=lambda each: escape(labels[each]),
            key=f"settle_{key}",
            label_visibility="collapsed",
            on_change=_take,
            args=(key, f"settle_{key}"),
        )
        st.selectbox(
            f"Another school for “{escape(clues[0])}”",
            list(schools),
            index=list(schools).index(chosen) if chosen is not None and chosen not in candidates else None,
            format_func=schools.__getitem__,
            key=f"another_{key}",
            placeholder="Or another school: type a part of its name",
            label_visibility="collapsed",
            on_change=_take,
            args=(key, f"another_{key}"),
        )


def _take(key: str, widget: str) -> None:
    """Take an answer as it is given: the other widget of the same text is put back."""
    answer = st.session_state.get(widget)
    pending: dict[str, int | None] = st.session_state.setdefault(_PENDING, {})
    if answer in (_LATER, None):
        pending.pop(key, None)
    else:
        pending[key] = None if answer == _NOT_OURS else answer
    other = f"another_{key}" if widget.startswith("settle_") else f"settle_{key}"
    st.session_state.pop(other, None)


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows).drop(columns="alias_key")
    frame["candidates"] = [
        "; ".join(f"{each['name']} ({each['urn']}, {each['why']})" for each in candidates)
        for candidates in frame["candidates"]
    ]
    frame.columns = ["Batch", "File", "Row", "Reason", "School as given", "May be meant"]
    return frame
