"""People, told apart without being known: a keyed hash in place of a name and an e-mail address."""

import hashlib
import hmac
import unicodedata


def normalised(text: str) -> str:
    """Reduce a name or an address to what does not change with the typist: case, spaces and width of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def person_hash(secret: bytes, email: str, first_name: str, last_name: str) -> str | None:
    """Give the hash of an e-mail address, or of the name where there is none; None where there is neither.

    The hash is HMAC-SHA-256 under the store's secret, cut to 128 bits and marked "e" or "n" for what it is of.
    """
    address, name = normalised(email), normalised(f"{first_name} {last_name}")
    if "@" in address:
        return "e" + _keyed(secret, address)
    return "n" + _keyed(secret, name) if name else None


def attendee_hash(secret: bytes, person: str, urn: int) -> str:
    """Give who attended: the person of an e-mail address, or the person of that name at that school."""
    return person if person.startswith("e") else "n" + _keyed(secret, f"{person} {urn}")


def _keyed(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]
