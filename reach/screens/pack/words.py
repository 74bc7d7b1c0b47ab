"""A person's own titles and texts for a pack's exhibits, in place of those that the figures propose."""

import streamlit as st

from reach.report.recipes import Wording
from reach.ui.escape import escape

_WORDINGS = "pack_wordings"


def wordings() -> tuple[Wording, ...]:
    """Return what was written in this session, or loaded with a recipe."""
    return tuple(_by_exhibit().values())


def set_wordings(chosen: tuple[Wording, ...]) -> None:
    """Put others in place of them."""
    st.session_state[_WORDINGS] = {each.exhibit: each for each in chosen}


def edit_words(exhibit: str, title: str, text: str | None) -> None:
    """Show fields for a title and a text, beginning with those proposed. text: None where there is only a title."""
    written = _by_exhibit().get(exhibit)
    title_key, text_key = f"pack_title_{exhibit}", f"pack_text_{exhibit}"
    st.session_state[title_key] = written.title if written and written.title is not None else title
    arguments = (exhibit, title, text)
    st.text_input("Title", key=title_key, max_chars=300, on_change=_save, args=arguments, placeholder="No title")
    if text is not None:
        st.session_state[text_key] = written.text if written and written.text is not None else text
        st.text_area("Text below", key=text_key, max_chars=2000, height=68, on_change=_save, args=arguments)
    if written is None:
        return
    if written.proposed != title:
        st.warning(escape(f"You wrote this when the figures said “{written.proposed}”. Now they say “{title}”."))
    st.button("Use what the figures say", key=f"pack_usual_{exhibit}", on_click=_forget, args=(exhibit,))


def _save(exhibit: str, title: str, text: str | None) -> None:
    new_title = " ".join(st.session_state[f"pack_title_{exhibit}"].split())
    new_text = None if text is None else st.session_state[f"pack_text_{exhibit}"].strip()
    if (new_title, new_text) == (title, text):
        _forget(exhibit)
        return
    _by_exhibit()[exhibit] = Wording(
        exhibit=exhibit,
        title=None if new_title == title else new_title,
        text=None if new_text == text else new_text,
        proposed=title,
    )


def _forget(exhibit: str) -> None:
    _by_exhibit().pop(exhibit, None)


def _by_exhibit() -> dict[str, Wording]:
    found: dict[str, Wording] = st.session_state.setdefault(_WORDINGS, {})
    return found
