"""Who may see what: the one place that decides it, asked wherever queries are asked and whatever is changed.

visitor = visitor_of(claims, settings.access, now)
answers = allowed_answers(visitor, FromStore(version), settings)
visitor.require("change data")
"""

from reach.access.allowed_answers import NotAllowedError, allowed_answers
from reach.access.visitors import LOCAL, ROLES, Action, SignInError, Visitor, visitor_of

__all__ = [
    "LOCAL",
    "ROLES",
    "Action",
    "NotAllowedError",
    "SignInError",
    "Visitor",
    "allowed_answers",
    "visitor_of",
]
