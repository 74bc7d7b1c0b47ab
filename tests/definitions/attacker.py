"""Somebody who wants to know the small counts of a public pack, and has its tables, a solver and the rule.

Written from what the tables say, without the code that protects them. The attacker knows that 0 is always shown and so
no hidden count is 0; that sign-ups of programmes, authorities and lengths add up; that a person or a school counts once
in a whole, however many groups they stand in; that nobody came without having signed up.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import optimize, sparse

from reach.queries import Result

SIGN_UPS = ("signed_up", "came", "sent_apologies", "no_shows")
TIMES = ("times_attended", "times_absent", "times_apologies", "times_expected")
GROUPS = {
    "attendance_by_programme": "programme_code",
    "attendance_by_la": "la_code",
    "attendance_by_mode": "delivery_mode",
    "attendance_funnel": "course_length",
}
PEOPLE = (*SIGN_UPS, *TIMES, "stayed", "people")

Sum = dict[str, int]


class Attacker:
    """Solves the tables of a pack. Every question is answered by numbers that are checked, or by none."""

    def __init__(self, results: list[Result]) -> None:
        self.hidden: dict[str, Sum] = {}
        """Each hidden count of people, as a sum of what is not known."""
        self._names: dict[str, int] = {}
        self._rows: list[tuple[Sum, float, float]] = []
        by_view: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            by_view[repr(result.filters)].append(result)
        for view, own in by_view.items():
            self._sign_ups(view, [each for each in own if each.query.name in GROUPS])
            self._phases(view, own)
            self._people(view, own)

    def impossible(self, counts: list[str]) -> list[tuple[str, int]]:
        """Give which of the values from 1 to 4 hidden counts cannot have, all that is shown being true."""
        rows = [*self._rows, *((self.hidden[count], 1, np.inf) for count in counts)]
        entries = [(times, at, self._names[n]) for at, (terms, _, _) in enumerate(rows) for n, times in terms.items()]
        numbers, down, across = zip(*entries, strict=True)
        matrix = sparse.csr_matrix((numbers, (down, across)), (len(rows), len(self._names)), dtype=float)
        low, high = (np.array([row[side] for row in rows], dtype=float) for side in (1, 2))
        seen: set[tuple[str, int]] = set()
        for place, value in itertools.product(range(-len(counts), 0), (1, 2, 3, 4)):
            if (counts[place], value) not in seen:
                asked_low, asked_high = low.copy(), high.copy()
                asked_low[place] = asked_high[place] = value
                sums = _solved(matrix, asked_low, asked_high)
                if sums is not None:
                    seen |= {(count, int(found)) for count, found in zip(counts, sums[-len(counts) :], strict=True)}
        return [pair for pair in itertools.product(counts, (1, 2, 3, 4)) if pair not in seen]

    def _sign_ups(self, view: str, results: list[Result]) -> None:
        """Each table parts the same sign-ups in its own way, so that all of them have the same, unsaid totals."""
        for result in results:
            query, frame = result.query.name, result.frame
            parts: dict[str, list[str]] = defaultdict(list)
            for _, row in frame.iterrows():
                group = f"{query}({row[GROUPS[query]]})"
                columns = {row["step"]: "people"} if query == "attendance_funnel" else {m: m for m in SIGN_UPS + TIMES}
                for measure, column in columns.items():
                    name = f"{view}{measure}|{group}"
                    parts[measure].append(name)
                    self._shown(name, {name: 1}, row[column])
                self._in_one_group(view, group)
                if not pd.isna(row.get("activities")):
                    self._row({f"{view}signed_up|{group}": 1}, row["activities"], np.inf)
            for measure, names in parts.items():
                self._at_most([f"{view}{measure}|all"], names, equal=True)
        self._in_one_group(view, "all")

    def _in_one_group(self, view: str, group: str) -> None:
        one = {measure: f"{view}{measure}|{group}" for measure in (*SIGN_UPS, *TIMES, "stayed")}
        self._at_most([one["came"], one["sent_apologies"], one["no_shows"]], [one["signed_up"]])
        self._at_most([one["stayed"]], [one["came"]])
        self._at_most([one["came"]], [one["times_attended"]])
        self._at_most([one["sent_apologies"]], [one["times_apologies"]])
        self._at_most([one[name] for name in TIMES[:3]], [one["times_expected"]], equal=True)

    def _phases(self, view: str, results: list[Result]) -> None:
        for result in results:
            if result.query.name not in ("attendance_by_phase", "attendance_by_term"):
                continue
            for number, row in result.frame.iterrows():
                group = f"{result.query.name}({number})"
                for measure in SIGN_UPS + TIMES:
                    name = f"{view}{measure}|{group}"
                    self._shown(name, {name: 1}, row[measure])
                    if result.query.name == "attendance_by_phase" or row["period"] == result.filters.period:
                        is_all = result.query.name == "attendance_by_term"
                        self._at_most([name], [f"{view}{measure}|all"], equal=is_all)
                self._in_one_group(view, group)
                if not pd.isna(row["activities"]):
                    self._row({f"{view}signed_up|{group}": 1}, row["activities"], np.inf)

    def _people(self, view: str, results: list[Result]) -> None:
        """People and schools of partners and strands, each counted once in what is above."""
        frames = {each.query.name: each.frame for each in results}
        counts = "signed_up" not in view.partition("counted_as=")[2][:12]
        for measure in ("people", "reached"):
            within = defaultdict(list)
            for _, row in frames.get("partner_strands", pd.DataFrame()).iterrows():
                name = f"{view}{measure}|{row['partner']}|{row['strand']}"
                self._shown(name, {name: 1}, row[measure])
                within[row["partner"]].append(name)
            alone = []
            for _, row in frames.get("partner_reach", pd.DataFrame()).iterrows():
                name = f"{view}{measure}|{row['partner']}"
                alone.append(name)
                self._shown(name, {name: 1}, row[measure])
                self._once(name, within[row["partner"]])
                total = f"{view}{measure}|all"
                self._shown(total, {total: 1}, row[f"{measure}_in_total"])
            if alone:
                self._once(f"{view}{measure}|all", alone)
        if counts:
            for name in [
                name for name in self._names if name.startswith(f"{view}reached|") and not name.endswith("|all")
            ]:
                self._at_most([name], [name.replace(f"{view}reached|", f"{view}people|")])
        if f"{view}came|all" in self._names and "partner_reach" in frames:
            self._at_most([f"{view}people|all"], [f"{view}came|all"])

    def _once(self, whole: str, parts: list[str]) -> None:
        for part in parts:
            self._at_most([part], [whole])
        if parts:
            self._at_most([whole], parts)

    def _shown(self, name: str, terms: Sum, value: object) -> None:
        if pd.isna(value):
            if "reached|" not in name:
                self.hidden[name] = terms
            self._row(terms, 1, np.inf)
        else:
            self._row(terms, value, value)

    def _at_most(self, least: list[str], most: list[str], *, equal: bool = False) -> None:
        self._row(dict.fromkeys(least, 1) | dict.fromkeys(most, -1), 0 if equal else -np.inf, 0)

    def _row(self, terms: Sum, low: object, high: object) -> None:
        for name in terms:
            self._names.setdefault(name, len(self._names))
        self._rows.append((terms, float(low), float(high)))  # type: ignore[arg-type]


def _solved(matrix: sparse.csr_matrix, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
    """Give the rows' sums of a solution in whole numbers, each of them checked; none where there is none."""
    for whole in (0, 1):
        found = optimize.milp(
            np.zeros(matrix.shape[1]),
            integrality=np.full(matrix.shape[1], whole),
            constraints=optimize.LinearConstraint(matrix, low, high),
            options={"node_limit": 2000},
        )
        if found.x is None:
            return None
        numbers = np.rint(found.x)
        sums = matrix @ numbers
        if (sums >= low).all() and (sums <= high).all() and (numbers >= 0).all():
            return sums
    return None


def small_counts(before: list[Result], attacker: "Attacker") -> Iterator[str]:
    """Give the hidden counts that are truly small, by the names that the attacker has for them."""
    truth = Attacker(before)
    assert not truth.hidden
    values = {}
    for terms, low, high in truth._rows:
        if low == high:
            values[tuple(sorted(terms))] = low
    for name, terms in attacker.hidden.items():
        if 1 <= values[tuple(sorted(terms))] <= 4:
            yield name
