"""Which school is meant? Cheapest evidence first, and held rather than guessed."""

from reach.matching.directory import Directory
from reach.matching.evidence import Candidate, Clues, Establishment, Match, NoMatch, NotOurs
from reach.matching.likeness import CLEARLY_BETTER
from reach.matching.names import name_key, plain_words, postcode_key, webmail_domains

__all__ = [
    "CLEARLY_BETTER",
    "Candidate",
    "Clues",
    "Directory",
    "Establishment",
    "Match",
    "NoMatch",
    "NotOurs",
    "name_key",
    "plain_words",
    "postcode_key",
    "webmail_domains",
]
