"""Who looks at the dashboard, and the page for those who may not.

Whether people sign in stands in .streamlit/secrets.toml, and who may do what in hub.toml under [access]. Both are read
again at each click, so that whoever is taken off the list is out at the next one.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from reach.access import LOCAL, SignInError, Visitor, visitor_of
from reach.errors import ReachError, SettingsError
from reach.settings import current_settings
from reach.sign_in_settings import is_only_this_computer, problem_of, providers_of
from reach.store.account import account_name
from reach.ui.error_messages import show_error
from reach.ui.escape import escape

_HOW = "docs/sign-in.md says how to set it up."


def find_visitor() -> Visitor | ReachError:
    """Return who looks at the dashboard, or why nobody may: `show_sign_in` shows that in place of the page."""
    try:
        return visitor()
    except ReachError as error:
        return error


def visitor() -> Visitor:
    """Return who looks at the dashboard. Raises SignInError, or SettingsError, where nobody may."""
    configured = _configured()
    access = current_settings().access
    if configured is None:
        if access.rules:
            raise SignInError(
                "Nobody can sign in",
                f"hub.toml says who may do what, but .streamlit/secrets.toml names no way to sign in. {_HOW}",
            )
        if not is_only_this_computer(st.get_option("server.address")):
            raise SignInError(
                "This dashboard may not be opened from other computers",
                f"Nobody signs in to it, so it is for the computer that it runs on. {_HOW}",
            )
        return LOCAL
    problem = problem_of(configured)
    if problem:
        raise SignInError("Signing in is not set up yet", f".streamlit/secrets.toml: {problem}. {_HOW}")
    if not st.user.get("is_logged_in"):
        raise SignInError(
            "", f"Sign in with the account of your school or trust. If you have no access yet, ask {access.ask}."
        )
    return visitor_of(st.user.to_dict(), access, dt.datetime.now(dt.UTC))


def is_still(known: Visitor) -> bool:
    """Whether somebody may still do what they could when a page was drawn, by what is on the list now."""
    if known.claims is None:
        return _configured() is None
    try:
        return visitor_of(known.claims, current_settings().access, dt.datetime.now(dt.UTC)) == known
    except ReachError:
        return False


def stay_signed_in(known: Visitor) -> None:
    """Begin the page anew where somebody may no longer do what they could when it was drawn.

    A click on a part of a page draws that part alone, and not the page, which asks who is there.
    """
    if not is_still(known):
        st.rerun()


def refuse_unless_still(known: Visitor) -> None:
    """Raise SignInError where somebody may no longer do what they could when a page was drawn."""
    if not is_still(known):
        raise SignInError("You have been signed out", "Load the page again.")


def recorded_as(visitor: Visitor) -> str:
    """Return the name under which what a visitor does is recorded."""
    return f"{visitor.name}, dashboard" if visitor.name else account_name("dashboard")


def show_sign_in(why: ReachError) -> None:
    """Show why somebody sees nothing, the ways to sign in, and whom to ask; nothing else."""
    st.set_page_config(page_title="Sign in · Reach", layout="centered")
    try:
        name = current_settings().hub.name
    except SettingsError:
        name = "Reach dashboard"
    st.title(escape(name), anchor=False)
    if why.title:
        show_error(why)
    else:
        st.markdown(escape(why.message))
    configured = _configured()
    if configured is None or problem_of(configured):
        return
    is_known = bool(st.user.get("is_logged_in"))
    with st.container(horizontal=True):
        for key, label in providers_of(configured).items():
            with_what = f" with {label}" if label else " with another account" if is_known else ""
            st.button(
                escape(f"Sign in{with_what}"),
                key=f"sign_in_{key}",
                type="primary",
                on_click=st.login,
                args=[key] if key else [],
            )
        if is_known:
            st.button("Sign out", key="sign_out", on_click=st.logout)


def sign_out_button(known: Visitor) -> None:
    """Show at the end of the sidebar who has signed in, and a button to sign out; nothing where nobody signs in."""
    if known.claims is None:
        return
    with st.sidebar:
        st.caption(escape(f"Signed in as {known.name} ({known.role})"))
        st.button("Sign out", key="sign_out", icon=":material/logout:", on_click=st.logout, width="stretch")


def _configured() -> Mapping[str, Any] | None:
    """Return the section [auth] of the secrets; None where nobody signs in."""
    if not st.secrets.load_if_toml_exists():
        return None
    section = st.secrets.get("auth")
    return None if section is None else dict(section.to_dict())
