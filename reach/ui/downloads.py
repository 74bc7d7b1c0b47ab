"""The download buttons of an exhibit, one a format."""

from collections.abc import Callable

import streamlit as st

from reach import exports
from reach.exhibit import Exhibit
from reach.ui.escape import escape
from reach.ui.sign_in import refuse_unless_still
from reach.ui.view import View


def download_buttons(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show a button for each format that the exhibit has. A file is made when its button is clicked."""
    for label, kind in exports.FORMATS.items():
        if kind.needs_browser and exhibit.chart is None:
            continue
        st.download_button(
            escape(label),
            data=file_maker(view, kind, exhibit),
            file_name=exports.file_name(exhibit, kind),
            mime=kind.mime,
            on_click="ignore",
            help=escape(kind.help),
            key=f"{key}_{label}",
            icon=":material/download:",
            disabled=kind.needs_browser and exports.browser() is None,
        )


def file_maker(view: View, kind: exports.Format, exhibit: Exhibit) -> Callable[[], bytes]:
    """Return a function that makes a file, for whoever may still see what stands in it, and records that it did."""

    def make() -> bytes:
        refuse_unless_still(view.visitor)
        content = kind.make(exhibit)
        view.record("Exported", exports.file_name(exhibit, kind))
        return content

    return make
