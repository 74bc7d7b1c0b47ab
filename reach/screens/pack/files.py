"""The pack itself: its preview, its files, and recording it."""

import datetime as dt
import hashlib

import streamlit as st

from reach.errors import ReachError
from reach.progress import OnProgress
from reach.report import (
    NO_BROWSER,
    PACK_FORMATS,
    FromStore,
    Pack,
    PackFormat,
    Recipe,
    chosen_formats,
    make_pack,
    pack_files,
    record,
)
from reach.store.account import account_name
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.progress_bar import progress
from reach.ui.view import View

_MADE = "pack_made"
"""Session key of the files that were made last, with the fingerprint of their contents."""
_LARGEST_TEMPLATE = 50
"""Megabytes."""
_PREVIEW = {"displaylogo": False, "staticPlot": True}


def make_files(view: View, recipe: Recipe) -> None:
    """Ask for the formats, make the files, record the pack and show download buttons."""
    possible = [format_.extension for format_ in PACK_FORMATS.values() if format_.is_possible]
    with st.container(border=True):
        st.header("The files", anchor=False)
        wanted = st.pills(
            "Formats",
            possible,
            selection_mode="multi",
            default=possible,
            format_func=lambda each: escape(PACK_FORMATS[each].label),
            key="pack_formats",
        )
        missing = [format_.label for format_ in PACK_FORMATS.values() if not format_.is_possible]
        if missing:
            st.caption(escape(f"Not possible here: {', '.join(missing)}. {NO_BROWSER}"))
        template = st.file_uploader(
            "Your own PowerPoint template",
            type=["pptx", "potx"],
            key="pack_template",
            max_upload_size=_LARGEST_TEMPLATE,
            help="Its layouts, fonts and colours are used for the slides. It is not kept.",
        )
        content = template.getvalue() if template else None
        made_of = _fingerprint(view, recipe, wanted, content)
        if st.button("Make the pack", type="primary", icon=":material/play_arrow:", disabled=not wanted):
            _make(view, recipe, chosen_formats(wanted), content, made_of)
        _offer(made_of)


def show_preview(view: View, recipe: Recipe) -> None:
    """Show the pack on the page."""
    if not st.toggle("Preview", key="pack_preview"):
        return
    try:
        with progress("Preparing") as on_progress:
            pack = _make_pack(view, recipe, on_progress)
    except ReachError as error:
        show_error(error)
        return
    with st.container(border=True):
        _show_pack(pack)


def _make_pack(view: View, recipe: Recipe, on_progress: OnProgress) -> Pack:
    """Make a pack of today from the store that the page shows."""
    return make_pack(
        recipe,
        FromStore(view.version),
        view.settings,
        made_at=dt.datetime.now().replace(microsecond=0),
        made_by=account_name("dashboard"),
        on_progress=on_progress,
    )


def _show_pack(pack: Pack) -> None:
    """Show a pack's sections: headlines, text, charts with their sentences."""
    st.header(escape(pack.title), anchor=False)
    st.markdown(escape(f"{pack.subtitle}. As at {pack.as_at}. {pack.output_class}"))
    for section in pack.sections:
        st.subheader(escape(section.title), anchor=False)
        lines = [*(headline.text for headline in section.headlines), *section.paragraphs]
        st.markdown("\n".join(f"- {escape(line)}" for line in lines))
        for numbered in section.exhibits:
            exhibit = numbered.exhibit
            st.markdown(f"**{escape(f'{numbered.number} {exhibit.title}')}**")
            if exhibit.chart is not None:
                st.plotly_chart(
                    exhibit.figure,
                    theme=None,
                    key=f"preview_{numbered.number}",
                    alt=f"{exhibit.title}. {exhibit.sentence}",
                    config=_PREVIEW,
                )
            st.markdown(escape(exhibit.sentence))


def _make(view: View, recipe: Recipe, formats: list[PackFormat], template: bytes | None, made_of: str) -> None:
    """Make the files, and record the pack."""
    try:
        with progress("Asking") as on_progress:
            pack = _make_pack(view, recipe, on_progress)
            files = dict(pack_files(pack, formats, template=template, on_progress=on_progress))
            pack_id = record.record_pack(view.store, pack)
    except ReachError as error:
        show_error(error)
        return
    st.session_state[_MADE] = (made_of, pack_id, files)
    st.rerun()


def _offer(made_of: str) -> None:
    """Show download buttons for files that match the current choices."""
    was_made_of, pack_id, files = st.session_state.get(_MADE, ("", 0, {}))
    if was_made_of != made_of:
        if files:
            st.caption("Something else is chosen now than the files were made of: make the pack anew.")
        return
    st.success(f"Made, and on record as pack {pack_id:d}.", icon=":material/check_circle:")
    offer_files(files, key="made")


def offer_files(files: dict[str, bytes], *, key: str) -> None:
    """Show a download button for each file, labelled by its format."""
    with st.container(horizontal=True):
        for name, content in files.items():
            format_ = PACK_FORMATS[name.rpartition(".")[2]]
            st.download_button(
                escape(format_.label),
                data=content,
                file_name=name,
                mime=format_.mime,
                on_click="ignore",
                help=escape(format_.help),
                key=f"{key}_{format_.extension}",
                icon=":material/download:",
            )


def _fingerprint(view: View, recipe: Recipe, formats: list[str], template: bytes | None) -> str:
    """Return a fingerprint of what files are made from, without the version: recording a pack makes a new one."""
    batches = FromStore(view.version).batch_ids
    text = f"{recipe.model_dump_json()} {formats} {batches}".encode()
    return hashlib.sha256(text + (template or b"")).hexdigest()
