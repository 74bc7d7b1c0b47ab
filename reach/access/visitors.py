"""Who is there, and what each role may do."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Literal

from reach.errors import ReachError
from reach.filters import Filters
from reach.settings import Access, Role, RoleRule

Action = Literal["see exact figures", "change data", "make packs", "see who did what"]

ROLES: dict[Role, frozenset[Action]] = {
    "lead": frozenset(("see exact figures", "change data", "make packs", "see who did what")),
    "administrator": frozenset(("see exact figures", "change data")),
    "viewer": frozenset(),
    "adviser": frozenset(),
}
"""What each role may do beside looking at pages and exporting what they show."""

_WHO_MAY: dict[Action, str] = {
    "see exact figures": "For leads and administrators",
    "change data": "For leads and administrators",
    "make packs": "For leads",
    "see who did what": "For leads",
}

_SIGNS_OF_A_PERSON = ("email", "preferred_username", "upn")
"""Claims that name a person, the surest first. Entra ID gives "email" only where the account has one."""


class SignInError(ReachError):
    """Somebody may not see the dashboard, and why: shown in place of any page."""


class NotForRoleError(ReachError):
    """Somebody who has signed in may not do this."""


@dataclasses.dataclass(frozen=True)
class Visitor:
    """Somebody who looks at the dashboard.

    name: for the history of changes and the list of who did what. la_codes: the only local authorities that an adviser
    sees; None where it is all of them. claims: what the identity provider said, to look again later; None at the
    computer itself, where nobody signs in.
    """

    name: str
    role: Role
    la_codes: tuple[str, ...] | None = None
    claims: Mapping[str, Any] | None = dataclasses.field(default=None, repr=False, compare=False)

    def may(self, action: Action) -> bool:
        """Whether the role may do this."""
        return action in ROLES[self.role]

    def require(self, action: Action) -> None:
        """Raise NotForRoleError where the role may not do this."""
        if not self.may(action):
            raise NotForRoleError(_WHO_MAY[action], f"You are signed in as {self.role}. Nothing was changed.")

    def narrowed(self, filters: Filters) -> Filters:
        """Return filters with nothing chosen that is not theirs; all of theirs where nothing else is left."""
        if self.la_codes is None:
            return filters
        theirs = tuple(code for code in filters.la_codes if code in self.la_codes)
        return filters.with_changes(la_codes=theirs or self.la_codes)

    @property
    def signed_in_at(self) -> dt.datetime | None:
        """When they signed in; None where nobody signs in."""
        return None if self.claims is None else _signed_in_at(self.claims)

    @property
    def scope(self) -> str:
        """What is seen, as a text: people with the same scope see the same figures."""
        seen = "exact" if self.may("see exact figures") else "public"
        return seen if self.la_codes is None else f"{seen} of {', '.join(self.la_codes)}"


LOCAL = Visitor("", "lead")
"""Whoever sits at the computer that the dashboard runs on, where it serves nobody else."""


def visitor_of(claims: Mapping[str, Any], access: Access, now: dt.datetime) -> Visitor:
    """Return who has signed in, by what the identity provider said of them.

    now: with its time zone. An e-mail address decides before a group, and a group before a domain; the first rule of
    those that fit. Raises SignInError for who is not known, is blocked, or signed in too long ago.
    """
    ask = f"Ask {access.ask} if you should have access."
    email = next((str(claims[claim]).casefold() for claim in _SIGNS_OF_A_PERSON if claims.get(claim)), "")
    if "@" not in email:
        raise SignInError("Your account has no e-mail address", f"The dashboard knows people by it. {ask}")
    if claims.get("email_verified") in (False, "false"):
        raise SignInError("Your e-mail address is not confirmed", f"Your organisation has not confirmed {email}. {ask}")
    rule = None if email in access.blocked else _rule_for(email, _groups(claims), access.rules)
    if rule is None:
        raise SignInError("You have no access", f"You signed in as {email}, which is not on the list. {ask}")
    if not _is_recent(claims, access.hours, now):
        raise SignInError("You have been signed out", f"A sign-in lasts {access.hours:g} hours. Sign in again.")
    return Visitor(email, rule.role, rule.local_authorities or None, dict(claims))


def _rule_for(email: str, groups: Collection[str], rules: Collection[RoleRule]) -> RoleRule | None:
    fitting = (
        *(rule for rule in rules if email in rule.emails),
        *(rule for rule in rules if set(groups) & set(rule.groups)),
        *(rule for rule in rules if email.rpartition("@")[2] in rule.domains),
    )
    return next(iter(fitting), None)


def _groups(claims: Mapping[str, Any]) -> set[str]:
    """Return the groups and roles that the provider put somebody in: a list, or one text."""
    found: set[str] = set()
    for claim in ("groups", "roles"):
        value = claims.get(claim) or ()
        found |= {value} if isinstance(value, str) else {str(each) for each in value}
    return found


def _is_recent(claims: Mapping[str, Any], hours: float, now: dt.datetime) -> bool:
    """Whether somebody signed in within so many hours. A sign-in that does not say when it was is not recent."""
    signed_in = _signed_in_at(claims)
    # Clocks differ by a little.
    return signed_in is not None and -dt.timedelta(minutes=5) <= now - signed_in <= dt.timedelta(hours=hours)


def _signed_in_at(claims: Mapping[str, Any]) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(float(claims.get("auth_time") or claims["iat"]), dt.UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
