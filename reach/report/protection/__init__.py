"""Small counts of people in a public pack: which are hidden, and which others with them, over all tables together."""

from reach.report.protection.publishing import Protected, protected

__all__ = ["Protected", "protected"]
