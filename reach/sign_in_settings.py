"""What .streamlit/secrets.toml says of signing in, in its section [auth], and what is wrong with it."""

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reach.settings import PROJECT

SECRETS = PROJECT / ".streamlit" / "secrets.toml"

LEAST_SECRET = 32
"""Letters of the secret that signs cookies: with it, anybody could be anybody."""

_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_FOR_EVERYBODY = ("common", "organizations", "consumers")
"""Entra ID's addresses for accounts of any organisation, who may state any e-mail address as theirs."""
_KNOWN = {"microsoft": "Microsoft", "google": "Google"}


def auth_section(secrets_file: Path) -> Mapping[str, Any] | None:
    """Return the section [auth] of a file of secrets; None where there is no such file or section.

    Raises ValueError where the file is not TOML.
    """
    if not secrets_file.exists():
        return None
    section = tomllib.loads(secrets_file.read_text(encoding="utf-8-sig")).get("auth")
    return section if isinstance(section, dict) else None


def providers_of(auth: Mapping[str, Any]) -> dict[str, str]:
    """Return the ways to sign in: for st.login their keys, "" being the only one, with their names for people."""
    named = {key: value for key, value in auth.items() if isinstance(value, Mapping) and set(value) & set(_OF_PROVIDER)}
    if not named:
        return {"": ""}
    return {key: str(value.get("name") or _KNOWN.get(key, key.capitalize())) for key, value in named.items()}


def problem_of(auth: Mapping[str, Any]) -> str:
    """Return what is wrong with the section, and what it may be; "" where nothing is."""
    secret = str(auth.get("cookie_secret") or "")
    if len(secret) < LEAST_SECRET or len(set(secret)) < 10:
        return f"cookie_secret must be {LEAST_SECRET} random letters or more; “python3 start.py sign-in” makes one"
    back = urlsplit(str(auth.get("redirect_uri") or ""))
    if not back.path.endswith("/oauth2callback"):
        return "redirect_uri must be the address of the dashboard with /oauth2callback behind it"
    if back.scheme != "https" and back.hostname not in ("localhost", "127.0.0.1"):
        return "redirect_uri must begin with https://"
    for key in providers_of(auth):
        section = auth[key] if key else auth
        where = f"[auth.{key}]" if key else "[auth]"
        for name in _OF_PROVIDER:
            if not section.get(name) or "…" in str(section[name]):
                return f"{name} is missing in {where}"
        metadata = urlsplit(str(section["server_metadata_url"]))
        if metadata.scheme != "https" and metadata.hostname not in ("localhost", "127.0.0.1"):
            return f"server_metadata_url in {where} must begin with https://"
        if metadata.hostname == "login.microsoftonline.com" and metadata.path.split("/")[1] in _FOR_EVERYBODY:
            return f"server_metadata_url in {where} must have your organisation's tenant ID in place of “common”"
    return ""


def is_https(secrets_file: Path = SECRETS) -> bool:
    """Return whether people open the dashboard at an address that begins with https://."""
    try:
        auth = auth_section(secrets_file) or {}
    except (OSError, tomllib.TOMLDecodeError):
        return False
    return urlsplit(str(auth.get("redirect_uri") or "")).scheme == "https"


def why_not_served_at(address: str | None, secrets_file: Path, *, has_roles: bool) -> str:
    """Return why the dashboard may not be served at an address; "" where it may.

    Other computers reach it only where people sign in. has_roles: hub.toml gives somebody a role.
    """
    how = "docs/sign-in.md says how to set it up."
    if is_only_this_computer(address):
        return ""
    try:
        auth = auth_section(secrets_file)
    except (OSError, ValueError) as error:
        return f"{secrets_file.name} cannot be read ({type(error).__name__}), so nobody could sign in. {how}"
    if auth is None:
        where = f"at {address}" if address else "at every address of this computer"
        return f"Other computers could open the dashboard {where}, and nobody would have to sign in. {how}"
    if problem := problem_of(auth):
        return f"{secrets_file.name}: {problem}. {how}"
    return "" if has_roles else f"hub.toml gives nobody a role, so nobody could use the dashboard. {how}"


def is_only_this_computer(address: str | None) -> bool:
    """Whether a server that listens at this address can be reached from the computer that it runs on only."""
    if address in (None, ""):
        return False
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(address)).is_loopback
    except ValueError:
        return False
