"""What happens in the browser alone: copy a text or a picture, open the filters on a phone, go back a page.

Streamlit has none of them, so they are small components of their own, drawn like its buttons. They show their texts by
textContent, which runs nothing that stands in them.
"""

import base64
from collections.abc import Callable

import streamlit as st

_CSS = """
button {
    display: inline-flex; align-items: center; min-height: 2rem; padding: 0.15rem 0.6rem; cursor: pointer;
    font: inherit; font-size: 0.875rem; text-align: left; color: var(--st-text-color); background: transparent;
    border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span { margin-left: 0.5rem; font-size: 0.875rem; color: var(--st-text-color); }
"""

_HTML = "<button type='button'></button><span role='status'></span>"

_COPY_TEXT = """
export default function({ data, parentElement }) {
    const button = parentElement.querySelector("button");
    const status = parentElement.querySelector("span");
    button.textContent = data.label;
    button.onclick = async () => {
        try {
            await navigator.clipboard.writeText(data.text);
            status.textContent = data.copied;
        } catch {
            // Without a secure address browsers keep the clipboard to themselves: the text is there to be selected.
            status.textContent = data.text;
        }
    };
}
"""

_COPY_PICTURE = """
export default function({ data, parentElement, setTriggerValue }) {
    const button = parentElement.querySelector("button");
    const status = parentElement.querySelector("span");
    button.textContent = data.label;
    if (data.png && parentElement.deliver) {
        const bytes = Uint8Array.from(atob(data.png), (each) => each.charCodeAt(0));
        parentElement.deliver(new Blob([bytes], { type: "image/png" }));
        parentElement.deliver = null;
    }
    button.onclick = async () => {
        status.textContent = data.waiting;
        // Browsers let a page write only at a click, so what is written is promised now and delivered when it is drawn.
        const picture = new Promise((deliver) => { parentElement.deliver = deliver; });
        setTriggerValue("wanted", true);
        try {
            await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
            status.textContent = data.copied;
        } catch {
            status.textContent = data.failed;
        }
    };
}
"""

_OPEN_FILTERS = """
export default function({ data, parentElement }) {
    const button = parentElement.querySelector("button");
    button.textContent = data;
    button.onclick = () => document.querySelector("[data-testid=stExpandSidebarButton]")?.click();
}
"""

_ONE_STEP_A_PAGE = """
export default function() {
    if (window.hasOneStepAPage) return;
    window.hasOneStepAPage = true;
    const push = history.pushState.bind(history);
    // For one change of page Streamlit writes up to three addresses: this page's without its filters, the next page's
    // without filters, and with them.
    history.pushState = (state, unused, url) => {
        const next = new URL(url ?? location.href, location.href);
        if (next.pathname !== location.pathname) push(state, unused, url);
        else if (next.search || !isLeaving) history.replaceState(state, unused, url);
    };
    // Only a link leaves the page: a button may reset the filters, and then the address is to lose them.
    let isLeaving = false;
    document.addEventListener("click", (event) => { isLeaving = event.target.closest("a") !== null; }, true);
}
"""

_copy_text = st.components.v2.component("copy_text", html=_HTML, css=_CSS, js=_COPY_TEXT)
_copy_picture = st.components.v2.component("copy_picture", html=_HTML, css=_CSS, js=_COPY_PICTURE)
_open_filters = st.components.v2.component(
    "open_filters", html="<button type='button'></button>", css=_CSS, js=_OPEN_FILTERS
)
_one_step_a_page = st.components.v2.component("one_step_a_page", js=_ONE_STEP_A_PAGE)


def keep_one_step_a_page(*, key: str) -> None:
    """Let the browser's Back go to the page before, with its filters, in one step. Shows nothing."""
    _one_step_a_page(key=key)


def copy_text_button(label: str, text: str, *, key: str, copied: str = "Copied") -> None:
    """Show a button that copies a text, and then says so."""
    _copy_text(key=key, data={"label": label, "text": text, "copied": copied}, width="content")


def copy_picture_button(label: str, make: Callable[[], bytes], *, key: str) -> None:
    """Show a button that copies a PNG, made when it is clicked."""
    is_wanted = getattr(st.session_state.get(key), "wanted", False)
    _copy_picture(
        key=key,
        data={
            "label": label,
            "png": base64.b64encode(make()).decode() if is_wanted else None,
            "waiting": "Drawing the picture",
            "copied": "Copied: paste it into a slide",
            "failed": "This browser does not let pages copy pictures: use PNG",
        },
        width="content",
        on_wanted_change=lambda: None,
    )


def open_filters_button(label: str, *, key: str) -> None:
    """Show a button that opens the sidebar, for screens so narrow that it is closed."""
    _open_filters(key=key, data=label, width="content")
