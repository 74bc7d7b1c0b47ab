"""Who has which role, and who has none."""

import datetime as dt
from typing import Any

import pytest

from reach.access import LOCAL, ROLES, SignInError, Visitor, visitor_of
from reach.access.visitors import NotForRoleError
from reach.filters import Filters
from reach.settings import Access
from tests.builders import SETTINGS

NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
ACCESS = Access.model_validate(
    {
        "ask": "Jane Smith",
        "hours": 10,
        "blocked": ["left@hub.example"],
        "rules": [
            {"role": "viewer", "domains": ["Hub.example"]},
            {"role": "administrator", "groups": ["office"]},
            {"role": "lead", "emails": ["Lead@hub.example"]},
            {"role": "adviser", "emails": ["halton@council.example"], "local_authorities": ["876"]},
        ],
    }
)


def claims(email: str, hours_ago: float = 0, **others: Any) -> dict[str, Any]:
    return {"email": email, "iat": (NOW - dt.timedelta(hours=hours_ago)).timestamp(), **others}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (claims("lead@hub.example"), "lead"),
        (claims("LEAD@HUB.EXAMPLE"), "lead"),
        (claims("somebody@hub.example"), "viewer"),
        (claims("somebody@hub.example", groups=["others", "office"]), "administrator"),
        (claims("somebody@elsewhere.example", roles="office"), "administrator"),
        (claims("lead@hub.example", groups=["office"]), "lead"),
        (claims("", preferred_username="somebody@hub.example"), "viewer"),
        (claims("somebody@hub.example", hours_ago=9.9), "viewer"),
    ],
)
def test_an_address_decides_before_a_group_and_a_group_before_a_domain(said: dict[str, Any], role: str) -> None:
    assert visitor_of(said, ACCESS, NOW).role == role


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (claims("somebody@elsewhere.example"), "no access"),
        (claims("somebody@not-hub.example"), "no access"),
        (claims("somebody@hub.example.elsewhere.example"), "no access"),
        (claims("left@hub.example"), "no access"),
        (claims("left@hub.example", groups=["office"]), "no access"),
        (claims("lead@hub.example", email_verified=False), "not confirmed"),
        (claims("lead@hub.example", hours_ago=10.1), "signed out"),
        (claims("lead@hub.example", hours_ago=-1), "signed out"),
        (claims("lead@hub.example", auth_time=0.5), "signed out"),
        ({"email": "lead@hub.example"}, "signed out"),
        ({"iat": NOW.timestamp()}, "no e-mail address"),
        (claims("lead"), "no e-mail address"),
        ({}, "no e-mail address"),
    ],
)
def test_nobody_else_has_access_and_is_told_why(said: dict[str, Any], why: str) -> None:
    with pytest.raises(SignInError) as refused:
        visitor_of(said, ACCESS, NOW)
    assert why in refused.value.title
    assert "signed out" in why or "Jane Smith" in refused.value.message


def test_without_rules_nobody_has_access() -> None:
    with pytest.raises(SignInError):
        visitor_of(claims("lead@hub.example"), Access(), NOW)


def test_roles_do_what_they_are_for() -> None:
    assert {role: len(actions) for role, actions in ROLES.items()} == {
        "lead": 4,
        "administrator": 2,
        "viewer": 0,
        "adviser": 0,
    }
    Visitor("office@hub.example", "administrator").require("change data")
    for role in ("viewer", "adviser"):
        with pytest.raises(NotForRoleError, match=f"signed in as {role}"):
            Visitor("somebody@hub.example", role).require("change data")
    assert all(LOCAL.may(action) for action in ROLES["lead"])


def test_an_adviser_can_choose_theirs_only() -> None:
    adviser = visitor_of(claims("halton@council.example"), ACCESS, NOW)
    everything = Filters.choose(SETTINGS, "2025/26")
    assert adviser.narrowed(everything).la_codes == ("876",)
    assert adviser.narrowed(everything.with_changes(la_codes=("895", "876"))).la_codes == ("876",)
    assert adviser.narrowed(everything.with_changes(la_codes=("895",))).la_codes == ("876",)
    assert LOCAL.narrowed(everything) == everything


def test_people_who_see_the_same_share_a_scope_and_nobody_else_does() -> None:
    scopes = {
        Visitor("a@hub.example", "lead").scope,
        Visitor("b@hub.example", "viewer").scope,
        Visitor("c@hub.example", "adviser", ("876",)).scope,
        Visitor("d@hub.example", "adviser", ("876", "895")).scope,
    }
    assert len(scopes) == 4
    assert Visitor("e@hub.example", "administrator").scope == LOCAL.scope
    assert Visitor("f@hub.example", "adviser", ("876",)).scope in scopes
