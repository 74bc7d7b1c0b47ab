"""Small counts of people in a public pack: which are hidden, and which others with them, over all tables together."""

from collections.abc import Mapping

from reach.queries import Result
from reach.report.answers import Question
from reach.settings import Settings


def protected(given: Mapping[Question, Result], settings: Settings) -> dict[Question, Result]:
    """Give the same answers with what could tell of few people hidden."""
    raise NotImplementedError
