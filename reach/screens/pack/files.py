"""The pack itself: its preview, its files, and recording it."""

import hashlib

import streamlit as st

from reach.errors import ReachError
from reach.report import (
    NO_BROWSER,
    PACK_FORMATS,
    FromStore,
    Pack,
    PackFormat,
    Recipe,
    chosen_formats,
    get_ready,
    pack_files,
    record,
)
from reach.report.packs import Numbered
from reach.report.recipes import SUMMARY
from reach.report.summary import Summary
from reach.screens.pack.refreshed_deck import refresh_deck
from reach.screens.pack.today import made_once, pack_of_today
from reach.screens.pack.words import edit_words
from reach.ui.error_messages import show_error
from reach.ui.escape import escape
from reach.ui.progress_bar import progress
from reach.ui.view import View

_MADE = "pack_made"
"""Session key of the files that were made last, with the fingerprint of their contents."""
_LARGEST_TEMPLATE = 50
"""Megabytes."""
_PREVIEWED = "pack_previewed"
"""Session key of the pack as proposed, with what it was made of: words are changed without making it again."""
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
        deck = st.file_uploader(
            "Your slides of an earlier pack, to be refreshed",
            type=["pptx"],
            key="pack_deck",
            max_upload_size=_LARGEST_TEMPLATE,
            help="Charts and figures become those of this pack. Words that you changed and slides of your own stay. "
            "Your file is not kept.",
        )
        content = template.getvalue() if template else None
        if deck is not None:
            refresh_deck(view, recipe, deck.name, deck.getvalue())
        made_of = _fingerprint(view, recipe, wanted, content)
        if st.button("Make the pack", type="primary", icon=":material/play_arrow:", disabled=not wanted):
            _make(view, recipe, chosen_formats(wanted), content, made_of)
        _offer(made_of)


def show_preview(view: View, recipe: Recipe) -> None:
    """Show the story as it will be, with its titles and texts to change, and list what stands in the appendix."""
    if not st.toggle("Preview and change words", key="pack_preview"):
        return
    proposal = recipe.model_copy(update={"wordings": ()})
    made_of = f"{view.version.name} {proposal.model_dump_json()}"

    def make() -> Pack:
        with progress("Preparing") as on_progress:
            return pack_of_today(view, proposal, on_progress)

    try:
        pack = made_once(_PREVIEWED, made_of, make)
    except ReachError as error:
        show_error(error)
        return
    with st.container(border=True):
        _show_pack(pack)


def _show_pack(pack: Pack) -> None:
    """Show a pack: its summary and the story with words to change, and the titles of its appendix."""
    st.header(escape(f"{pack.title}: {pack.subtitle}"), anchor=False)
    st.markdown(escape(f"As at {pack.as_at}. {pack.output_class}"))
    for section in pack.sections:
        if section.is_in_appendix:
            continue
        st.subheader(escape(f"{section.number} {section.title}".strip()), anchor=False)
        if section.summary is not None:
            _show_summary(section.summary)
        for line in section.paragraphs:
            st.markdown(escape(line))
        if section.slot:
            st.caption(escape(f"A slide to write: {section.slot}"))
        for numbered in section.exhibits:
            _show_exhibit(numbered)
    appendix = [each for each in pack.sections if each.is_in_appendix]
    if appendix:
        st.subheader("Appendix", anchor=False)
        lines = [
            f"- {escape(' '.join((numbered.number, numbered.exhibit.title)))}"
            for section in appendix
            for numbered in section.exhibits
        ]
        lines += [f"- {escape(line)}" for section in appendix for line in section.left_out]
        st.markdown("\n".join(lines))


def _show_summary(summary: Summary) -> None:
    edit_words(SUMMARY, summary.finding.text, None)
    for column, number in zip(st.columns(max(len(summary.numbers), 1)), summary.numbers, strict=False):
        with column:
            st.markdown(f"{escape(number.label)}  \n**{escape(number.value)}**")
            st.caption(escape(" · ".join(filter(None, (number.of, f"{number.arrow} {number.change}".strip())))))
    if summary.england:
        st.markdown(escape(summary.england))
    for column, (heading, lines) in zip(st.columns(max(len(summary.lists), 1)), summary.lists, strict=False):
        with column:
            st.markdown("\n".join((f"**{escape(heading)}**\n", *(f"- {escape(line)}" for line in lines))))


def _show_exhibit(numbered: Numbered) -> None:
    exhibit = numbered.exhibit
    st.markdown(f"**{escape(f'{numbered.number} {exhibit.title}')}**")
    edit_words(numbered.key, numbered.title, numbered.text)
    if exhibit.chart is not None:
        st.plotly_chart(
            exhibit.figure,
            theme=None,
            key=f"preview_{numbered.number}",
            alt=f"{exhibit.title}. {exhibit.sentence}",
            config=_PREVIEW,
        )


def _make(view: View, recipe: Recipe, formats: list[PackFormat], template: bytes | None, made_of: str) -> None:
    """Make the files, and record the pack."""
    try:
        get_ready(formats)
        with progress("Asking") as on_progress:
            pack = pack_of_today(view, recipe, on_progress)
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
