"""Held rows: an administrator chooses the school, for all rows with the same text at once."""

from typing import Any

import pandas as pd
import streamlit as st

from reach import formats, ingest
from reach.exports.tables import csv_of
from reach.screens.imports.message import MESSAGE
from reach.store import listing
from reach.store.account import account_name
from reach.ui.changes import make_change
from reach.ui.escape import escape, escape_table
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_AT_ONCE = 10
_LATER, _NOT_OURS = "later", "not ours"


def show_held_rows(view: View) -> None:
    """Show the held rows: those whose school can be chosen here, then the others with the reason."""
    st.subheader("Held rows", anchor="held-rows")
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
                ingest.take_back(view.store, key)
                return "The answer is forgotten: rows that it had settled are held again."

            make_change(take_back, message_key=MESSAGE, doing="Holding them again…")


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
    pages = -(-len(groups) // _AT_ONCE)
    page = st.pagination(pages, key="held_page") if pages > 1 and hasattr(st, "pagination") else 1
    schools: dict[int, str] = cached_list(view, listing.schools_to_choose)
    shown = groups[(page - 1) * _AT_ONCE : page * _AT_ONCE]
    with st.form("settle", border=False):
        chosen = [_ask(group, schools) for group in shown]
        if not st.form_submit_button("Save the answers", type="primary", icon=":material/check:"):
            return
    answers = {group["alias_key"]: urn for group, (is_answered, urn) in zip(shown, chosen, strict=True) if is_answered}
    if not answers:
        st.info("Nothing was chosen yet: choose a school for at least one of them.")
        return

    def settle() -> str:
        settled = ingest.settle(view.store, answers, answered_by=account_name("dashboard"))
        return f"{formats.count_of(settled, 'row')} settled. The answers are remembered."

    make_change(settle, message_key=MESSAGE, doing="Settling…")


def _ask(group: dict[str, Any], schools: dict[int, str]) -> tuple[bool, int | None]:
    """Ask for the school of one text; return whether it was answered, and the URN or None for no school of the hub."""
    key = group["alias_key"]
    rows = group["rows_held"]
    said = [group["school_text"] or "No school is written"]
    said += [f"URN {group['urn_text']}"] if group["urn_text"] else []
    said += [group["postcode"]] if group["postcode"] else []
    domains = [domain for domain in group["email_domains"] or [] if domain]
    candidates = {each["urn"]: each for each in group["candidates"] if each["urn"] in schools}
    with st.container(border=True):
        st.markdown(f"**{escape(', '.join(said))}**  \n{escape(group['reason'])}.")
        where = f"in {formats.listed(group['files'])}"
        where += f"; addresses at {formats.listed(domains[:3])}" if domains else ""
        st.caption(f"{'1 row says' if rows == 1 else f'All {rows:,} rows say'} this, {escape(where)}")
        options: list[Any] = [_LATER, *candidates, _NOT_OURS]
        labels = {_LATER: "Decide later", _NOT_OURS: "Not a school of ours"}
        labels |= {urn: f"{schools[urn]}: {each['why']}" for urn, each in candidates.items()}
        answer = st.radio(
            f"Which school is “{escape(said[0])}”?",
            options,
            format_func=lambda each: escape(labels[each]),
            key=f"settle_{key}",
            label_visibility="collapsed",
        )
        another = st.selectbox(
            f"Another school for “{escape(said[0])}”",
            list(schools),
            index=None,
            format_func=schools.__getitem__,
            key=f"another_{key}",
            placeholder="Or another school: type a part of its name",
            label_visibility="collapsed",
        )
    if another is not None:
        return True, another
    return answer != _LATER, answer if answer in candidates else None


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows).drop(columns="alias_key")
    frame["candidates"] = [
        "; ".join(f"{each['name']} ({each['urn']}, {each['why']})" for each in candidates)
        for candidates in frame["candidates"]
    ]
    frame.columns = ["Batch", "File", "Row", "Reason", "School as given", "May be meant"]
    return frame
