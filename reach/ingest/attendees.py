"""Who attended, as keyed hashes: somebody without an address is one person at all URNs that a school has had."""

import duckdb

from reach.ingest.people import attendee_hash


class Attendees:
    """Gives attendees their hashes, by the conversions of schools that the store knows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, secret: bytes) -> None:
        self._secret = secret
        self._first_urns = dict(connection.execute("select urn, first_urn from first_urns").fetchall())
        known = connection.execute(
            "select distinct attendee from attended_rows where urn in (select urn from first_urns)"
        ).fetchall()
        self._known = {attendee for (attendee,) in known}

    def hash_of(self, person: str | None, urn: int | None) -> str | None:
        """Return the hash of a person from a school, by the first URN that the school had; None where none is known.

        A file that was imported before its conversion was known, and is imported again, must say nothing new: a hash
        that the store has by the URN itself stays.
        """
        if urn is None:
            return None
        own = attendee_hash(self._secret, person or "", urn)
        if own in self._known or urn not in self._first_urns:
            return own
        return attendee_hash(self._secret, person or "", self._first_urns[urn])
