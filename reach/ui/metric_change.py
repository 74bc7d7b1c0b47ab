"""How a tile shows a change: without an arrow where it is none once rounded."""

from typing import Any

from reach.ui.escape import escape


def metric_change(change: str, since: str = "", *, none: str = "no change", is_good: bool = True) -> dict[str, Any]:
    """Return st.metric's arguments for a change such as "+3 points"; "" where there is nothing to compare with.

    since: from when, beside the change. none: what stands for a change of none. is_good: whether more is better.
    """
    is_same = change.startswith("+0")
    return {
        "delta": none if is_same else escape(change) or None,
        "delta_color": "off" if is_same else "normal" if is_good else "inverse",
        "delta_arrow": "off" if is_same else "auto",
        "delta_description": escape(since) if change and since else None,
    }
