"""The contents of the pack: reader, audience, sections in order, the hub's own text, and added charts."""

import dataclasses
from collections.abc import Sequence
from typing import Literal, cast

import streamlit as st

from reach import formats
from reach.errors import ReachError
from reach.exhibits.origins import make_again
from reach.filters import FILTERS
from reach.report import READERS, SECTIONS, Addition, ChosenFilters, Part, Recipe, record
from reach.report.recipes import Audience, Reader
from reach.report.sections import IN_APPENDIX
from reach.screens.pack.today import made_once, pack_of_today
from reach.screens.pack.words import set_wordings, wordings
from reach.ui.changes import make_change, show_message
from reach.ui.escape import escape
from reach.ui.pack_additions import additions, set_additions
from reach.ui.sidebar import set_filters
from reach.ui.sign_in import recorded_as
from reach.ui.view import View

_READER, _AUDIENCE, _PARTS, _MESSAGE = "pack_reader", "pack_audience", "pack_parts", "pack_message"
_USUAL = "The usual story"
_AUDIENCES: dict[Audience, str] = {
    "public": "Anyone: rounded",
    "internal": "Hub, DfE and NCETM: exact",
}
_SUGGESTED = "pack_suggested"
"""Session key of the pack that has the suggested text, with what it was made of."""
_STORY, _APPENDIX, _OFF = "Slides", "Appendix", "Leave out"
_PLACES: dict[str, Literal["story", "appendix"] | None] = {_STORY: "story", _APPENDIX: "appendix", _OFF: None}


def choose_recipe(view: View) -> Recipe:
    """Ask for the reader and contents of the pack; the period and filters are those of the sidebar."""
    show_message(_MESSAGE)
    reader, audience = _choose_reader(view)
    story, written = st.columns([3, 2])
    with story, st.container(border=True):
        st.header("The story", anchor=False)
        _show_sections(reader)
        _show_additions(view)
    recipe = Recipe(
        reader=reader,
        audience=audience,
        filters=ChosenFilters.of(view.filters, view.settings),
        parts=tuple(_parts(reader)),
        additions=additions(),
        wordings=wordings(),
    )
    with written, st.container(border=True):
        st.header("In your own words", anchor=False)
        _edit_text(view, recipe)
    return recipe


def save_recipe(view: View, recipe: Recipe) -> None:
    """Show a form that saves the choices under a name, for next term and for the command line."""
    with st.popover("Save as a recipe", icon=":material/bookmark_add:"):
        name = st.text_input("Name", placeholder="Forum, termly", max_chars=80, key="recipe_name")
        st.caption("Kept are reader, audience, filters, story, words and charts; the period is chosen anew each time.")
        if st.button("Save", key="save_recipe", type="primary"):

            def save() -> str:
                record.save_recipe(view.store, name, recipe, saved_by=recorded_as(view.visitor))
                return f"Saved as “{' '.join(name.split())}”."

            make_change(save, message_key=_MESSAGE)


def _choose_reader(view: View) -> tuple[Reader, Audience]:
    saved = record.saved_recipes(view.version)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reader = st.segmented_control(
            "For whom",
            list(READERS),
            format_func=lambda each: escape(READERS[each].name),
            default="forum",
            required=True,
            key=_READER,
            on_change=_reset_sections,
        )
        audience = st.segmented_control(
            "Who may see it",
            list(_AUDIENCES),
            format_func=_AUDIENCES.__getitem__,
            default=READERS["forum"].audience,
            required=True,
            key=_AUDIENCE,
            help=f"Packs for the Forum and the Board leave the hub. {escape(formats.ROUNDED)} "
            "The DfE and the NCETM see exact figures.",
        )
        if saved:
            st.selectbox(
                "Begin with",
                [_USUAL, *saved],
                key="pack_recipe",
                on_change=_load_recipe,
                args=(saved,),
                width=240,
                help="A recipe that was saved: its story, words, charts and filters. The period stays as chosen.",
            )
    return cast(Reader, reader), audience


def _reset_sections() -> None:
    """Choose the reader's usual sections and audience, with the text that was written already."""
    words = {part.section: part.text for part in st.session_state.get(_PARTS, ())}
    reader = st.session_state[_READER]
    st.session_state[_AUDIENCE] = READERS[reader].audience
    st.session_state[_PARTS] = [Part(section=each, text=words.get(each)) for each in READERS[reader].sections]


def _load_recipe(saved: dict[str, Recipe]) -> None:
    """Choose everything of a recipe, the filters in the sidebar included."""
    recipe = saved.get(st.session_state["pack_recipe"])
    if recipe is None:
        _reset_sections()
        return
    st.session_state[_READER], st.session_state[_AUDIENCE] = recipe.reader, recipe.audience
    st.session_state[_PARTS] = list(recipe.parts)
    set_additions(recipe.additions)
    set_wordings(recipe.wordings)
    set_filters({each.name: getattr(recipe.filters, each.name) for each in FILTERS if not each.of_period})


def _parts(reader: Reader) -> list[Part]:
    if _PARTS not in st.session_state:
        st.session_state[_PARTS] = [Part(section=each) for each in READERS[reader].sections]
    parts: list[Part] = st.session_state[_PARTS]
    return parts


def _show_sections(reader: Reader) -> None:
    """Show the sections in order, with controls that place and move each."""
    parts = _parts(reader)
    for position, part in enumerate(parts):
        section = SECTIONS[part.section]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            key = f"pack_place_{part.section}"
            st.session_state[key] = _place_of(part, reader)
            st.segmented_control(
                escape(section.title),
                _places_for(part.section),
                required=True,
                format_func=escape,
                key=key,
                help=escape(section.question) or None,
                on_change=_put,
                args=(position, key, reader),
            )
            with st.container(horizontal=True, width="content", gap="small"):
                for step, word in ((-1, "up"), (1, "down")):
                    st.button(
                        escape(word.capitalize()),
                        type="tertiary",
                        help=escape(f"Move “{section.title}” {word}"),
                        key=f"pack_{word}_{part.section}",
                        on_click=_move,
                        args=(position, step),
                        disabled=not 0 <= position + step < len(parts),
                    )


def _places_for(section: str) -> list[str]:
    """Return where a section can stand: texts have their slides, and what is looked up stands in the appendix."""
    if section in IN_APPENDIX:
        return [_APPENDIX, _OFF]
    return list(_PLACES) if SECTIONS[section].has_exhibits else [_STORY, _OFF]


def _place_of(part: Part, reader: Reader) -> str:
    if not part.is_on:
        return _OFF
    return _APPENDIX if part.exhibits_in_story(reader) == 0 else _STORY


def _put(position: int, key: str, reader: Reader) -> None:
    chosen = st.session_state[key]
    part: Part = st.session_state[_PARTS][position]
    usual = part.model_copy(update={"is_on": True, "place": None})
    place = None if _place_of(usual, reader) == chosen else _PLACES[chosen]
    _change(position, is_on=chosen != _OFF, place=place)


def _move(position: int, step: int) -> None:
    parts = st.session_state[_PARTS]
    parts[position], parts[position + step] = parts[position + step], parts[position]


def _change(position: int, **changes: object) -> None:
    parts: list[Part] = st.session_state[_PARTS]
    parts[position] = parts[position].model_copy(update=changes)


def _edit_text(view: View, recipe: Recipe) -> None:
    """Ask for the hub's own text, one section at a time, beginning with the suggested text."""
    parts = _parts(recipe.reader)
    sections = [part.section for part in parts if part.section not in ("counted", "added")]
    section = st.selectbox(
        "Section",
        sections,
        index=sections.index("next") if "next" in sections else 0,
        format_func=lambda each: SECTIONS[each].title,
        key="pack_words_for",
    )
    position = next(place for place, part in enumerate(parts) if part.section == section)
    key = f"pack_words_{section}"
    suggested = _suggested(view, recipe, section)
    st.session_state[key] = parts[position].text or suggested
    st.text_area(
        "Your words, a paragraph a line",
        key=key,
        height=220,
        max_chars=4000,
        placeholder=SECTIONS[section].slot or "They stand above the charts of this section.",
        on_change=_save_text,
        args=(position, key, suggested),
    )
    if suggested:
        st.caption("Suggested from the figures until you write your own; leave it empty to have them again.")


def _suggested(view: View, recipe: Recipe, section: str) -> str:
    """Return the text that a section has unless the hub writes its own; "" where it has none."""
    if not SECTIONS[section].is_written:
        return ""
    alone = recipe.model_copy(update={"parts": (Part(section=section),), "wordings": (), "additions": ()})
    made_of = f"{view.version.name} {alone.model_dump_json()}"
    try:
        pack = made_once(_SUGGESTED, made_of, lambda: pack_of_today(view, alone))
    except ReachError:
        return ""
    return "\n".join(line for each in pack.sections for line in each.paragraphs)


def _save_text(position: int, key: str, suggested: str) -> None:
    written = st.session_state[key].strip()
    _change(position, text=written if written and written != suggested else None)


def _show_additions(view: View) -> None:
    """List the added charts, each with a button that removes it."""
    added = additions()
    if not added:
        st.caption("Under each chart of the other pages, Export has “Put into the forum pack”.")
        return
    st.markdown(f"**Charts put in** ({len(added):,})")
    for position, addition in enumerate(added):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Take out",
                type="tertiary",
                key=f"pack_out_{position}",
                on_click=_remove,
                args=(added, position),
            )
            st.markdown(escape(_title(view, addition)))


def _remove(added: Sequence[Addition], position: int) -> None:
    set_additions((*added[:position], *added[position + 1 :]))


def _title(view: View, addition: Addition) -> str:
    frozen = dataclasses.replace(view, filters=addition.filters.under(view.settings))
    try:
        return make_again(addition.origin, frozen).title
    except ReachError as error:
        return f"{error.title}. {error.message}"
