"""Bookings of several places under one name: who the others are is not in the file, so that a person has to see it."""

from collections import Counter
from collections.abc import Sequence

from reach import formats
from reach.ingest.cells import Line, text_of
from reach.ingest.tools.lines import cell_at
from reach.matching import plain_words

_QUANTITY = frozenset(
    {
        "quantity",
        "qty",
        "ticket quantity",
        "ticket qty",
        "tickets",
        "tickets booked",
        "number of tickets",
        "no of tickets",
        "places booked",
        "number of places",
        "no of places",
    }
)
_ORDER = frozenset(
    {
        "order",
        "order no",
        "order number",
        "order id",
        "booking reference",
        "booking ref",
        "booking number",
        "booking id",
    }
)
_MOST = 100
"""More is no number of tickets of one booking."""


def tickets_without_names(headings: Sequence[str], body: Sequence[Line]) -> list[str]:
    """Say how many tickets have no row of their own; nothing where each has one.

    A report with a row a ticket may repeat the quantity of the order in each: rows of one order are counted together.
    """
    words = list(map(plain_words, headings))
    place = next((at for at, heading in enumerate(words) if heading in _QUANTITY), None)
    order_at = next((at for at, heading in enumerate(words) if heading in _ORDER), None)
    if place is None:
        return []
    orders = [cell_at(cells, order_at) or f"line {number}" for number, cells in body]
    rows = Counter(orders)
    missing: dict[str, tuple[int, int]] = {}
    for order, (number, cells) in zip(orders, body, strict=True):
        text = text_of(cells[place]) if place < len(cells) else ""
        tickets = int(text) if text.isdecimal() and int(text) <= _MOST else 1
        if tickets > rows[order]:
            missing.setdefault(order, (number, tickets - rows[order]))
    if not missing:
        return []
    count = sum(more for _, more in missing.values())
    first = next(iter(missing.values()))[0]
    where = f" in line {first}" if len(missing) == 1 else f", the first in line {first},"
    is_one = count == 1
    return [
        f"{formats.count_of(count, 'ticket')}{where} {'has' if is_one else 'have'} nobody's name beside "
        f"{'it' if is_one else 'them'} and {'counts' if is_one else 'count'} for nobody. Add a row for each person who "
        "has one."
    ]
