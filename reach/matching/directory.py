"""The establishments that the store knows, and the evidence by which a row's school is found among them.

A wrong match is worse than a held row: evidence that points at two schools is none.
"""

import datetime as dt
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from reach.matching.days import MOST_CACHED, CachedByDay, Day
from reach.matching.evidence import ByName, Candidate, Clues, Establishment, Found, Match, NoMatch, NotOurs, is_to_open
from reach.matching.likeness import CLEARLY_BETTER, GOOD_ENOUGH, Asked, Likeness, Named, NameIndex
from reach.matching.names import (
    initials_in,
    initials_of,
    is_like_a_common_word,
    name_key,
    plain_words,
    postcode_key,
    postcode_meant,
    webmail_domains,
)
from reach.matching.readings import Reader, clues_in_text, nickname_writer

CANDIDATES_SHOWN = 3
_KNOWN_AS_A_SCHOOL = 2.0
CLEARLY_NAMED = 0.95
"""So alike, a school elsewhere is named as what may be meant."""
SOMEWHAT_ALIKE = 0.6
"""So alike, a name is enough where a postcode or an e-mail domain says the same."""

VERY_NAME = 1.1
"""So alike, a name is the very name of a school of the hub: it is a witness against other evidence, and that a school
elsewhere shares it does not matter."""
EXACTLY = 1.0
"""So alike, nothing but common words differs."""
A_LITTLE = 0.02
FORMER_NAME = 0.04
"""What it takes away that a school no longer has the name."""
STILL_WRITTEN = dt.timedelta(days=2 * 365)
"""So long after a school has closed people may still write its name."""
_BY_NUMBER = ("URN", "LA and establishment number")
MORE_NEARLY = 0.035
"""By how much a school elsewhere must be more alike to be meant: more than a word left out, less than a letter."""


_FIRST_HALF = re.compile(r"(?<=[\w.)])[\s,;(–-]+(([A-Z]{1,2})\d[A-Z\d]?)(?=[^\w]*($|[\s,;(–-]))\)?", re.IGNORECASE)
"""The first half of a postcode behind a name: "Weston Primary School CW2", "Weston Primary School (CW2), Crewe"."""


class Directory:
    """All establishments that the store knows, to be asked which one a row means."""

    def __init__(
        self,
        establishments: Iterable[Establishment],
        conversions: Iterable[tuple[int, int]],
        aliases: Mapping[str, int | None] | None = None,
        nicknames: Mapping[str, str] | None = None,
    ) -> None:
        self._by_urn = {school.urn: school for school in establishments}
        self._by_number: dict[tuple[str, str], list[Establishment]] = defaultdict(list)
        self._by_postcode: dict[str, list[Establishment]] = defaultdict(list)
        self._by_domain: dict[str, list[Establishment]] = defaultdict(list)
        self._family = _families(conversions)
        self._members: dict[int, list[Establishment]] = defaultdict(list)
        self._aliases = dict(aliases or {})
        self._with_nicknames_written_out = nickname_writer(nicknames or {})
        for school in self._by_urn.values():
            self._members[self._family_of(school.urn)].append(school)
            if school.establishment_number:
                self._by_number[school.la_code, school.establishment_number].append(school)
            if school.postcode:
                self._by_postcode[postcode_key(school.postcode)].append(school)
            if school.website_domain and school.website_domain not in webmail_domains():
                self._by_domain[school.website_domain].append(school)
        remembered = functools.lru_cache(MOST_CACHED)
        self._found = CachedByDay(self._match)
        self._named = CachedByDay(self._find_by_name)
        self._alike_in_hub = remembered(self._find_alike_in_hub)
        self._named_as_well = remembered(self._find_named_as_well)
        self._alike_of_few = remembered(self._find_alike_of_few)
        self._index_of_few = remembered(self._index_of_found)
        self._alike_elsewhere = remembered(lambda asked, at_least: self._index_elsewhere.likest(asked, at_least))

    @classmethod
    def from_store(
        cls, connection: duckdb.DuckDBPyConnection, nicknames: Mapping[str, str] | None = None
    ) -> "Directory":
        """Read the directory from a store. nicknames: what people write for a school or a town, and what it means."""
        schools = connection.execute(
            """
            select
                urn, name, la_code, coalesce(la_name, la_code), establishment_number, status,
                opened_on, closed_on, postcode, true, website_domain,
                town, locality, gias_phase
            from schools
            union all
            select
                urn, name, la_code, coalesce(la_name, la_code), establishment_number, status,
                opened_on, closed_on, postcode, false, website_domain, null, null, null
            from other_schools
            """
        ).fetchall()
        conversions = connection.execute("select old_urn, new_urn from conversions").fetchall()
        aliases = connection.execute("select alias_key, urn from school_aliases").fetchall()
        return cls(map(Establishment._make, schools), conversions, dict(aliases), nicknames)

    def alias_key(self, clues: Clues) -> str:
        """Give what an administrator's answer is remembered by: all that a row says of its school.

        The domain of the address is part of it only where it says something, which it does when it is a school's,
        or when nothing else is given. "" where nothing is given that could come again.
        """
        own_domain = clues.email_domain if self._at_domain(clues.email_domain) else ""
        written = [
            f"urn {clues.urn}" if clues.urn else "",
            f"{clues.la_code}/{clues.establishment_number}" if clues.establishment_number else "",
            name_key(clues.school),
            postcode_key(clues.postcode).lower(),
        ]
        if not any(written) and clues.email_domain not in webmail_domains():
            own_domain = clues.email_domain
        return " ".join(filter(None, [*written, f"@{own_domain}" if own_domain else ""]))

    def likeness_to_a_school(self, clues: Clues) -> float:
        """Give how much a name is like that of some school: about 1 for its very name, 0 where no school goes by it.

        What an administrator has said the meaning of is like nothing but a school. Elsewhere only the very name of
        several words counts: one word may be anybody's surname.
        """
        asked = Asked(clues.school, "")
        if not clues.school:
            return 0.0
        if self.alias_key(clues) in self._aliases:
            return _KNOWN_AS_A_SCHOOL
        alike = [each.score for each in self._alike_in_hub(asked) if each.score >= GOOD_ENOUGH]
        if " " in clues.school:
            alike += [each.score for each in self._alike_elsewhere(asked, CLEARLY_NAMED)]
        return max(alike, default=0.0)

    def is_same_school(self, urn: int, other: int) -> bool:
        """Whether two URNs are one school's, over any number of conversions."""
        return self._family_of(urn) == self._family_of(other)

    @property
    def establishments(self) -> Iterable[Establishment]:
        """All establishments that are known."""
        return self._by_urn.values()

    def is_open_under_some_urn(self, urn: int, date: dt.date) -> bool:
        """Whether the school of a URN was open on a day, under that URN or another."""
        return any(school.is_open(Day(date)) for school in self._members[self._family_of(urn)])

    def name_of(self, urn: int) -> str:
        """Give the name of a school."""
        return self._by_urn[urn].name

    def match(self, clues: Clues, date: dt.date) -> Match | NotOurs | NoMatch:
        """Find the school that a row of a session on that day means."""
        return self._found(clues, Day(date))

    def match_around(self, clues: Clues, date: dt.date) -> tuple[Match | NotOurs | NoMatch, dt.date, dt.date]:
        """Find the school as `match` does, with the first and the last day around that one for which it is the same."""
        day = Day(date)
        return self._found(clues, day), day.first, day.last

    def _match(self, clues: Clues, day: Day) -> Match | NotOurs | NoMatch:
        """Find the school that a row of a session on that day means."""
        answer = self._by_answer(clues, day)
        if answer:
            return answer
        clues = self._with_clues_in_text(clues)
        asked = Asked(clues.school, self._postcode_that_counts(clues.postcode))
        certain, unclear = self._certain(clues, asked, day)
        if unclear:
            return NoMatch(
                f"{_sentence_case(unclear.evidence)} fit more than one school",
                tuple(
                    Candidate(school.urn, school.name, f"same {unclear.evidence}")
                    for school in unclear.several[:CANDIDATES_SHOWN]
                ),
            )
        named = self._named(asked, day)
        is_sure = named.score >= VERY_NAME or named.is_in_place
        if named.school is not None and not self._agrees(named.school, certain) and not is_sure:
            named = self._unless_elsewhere(named, asked, day)
        witnesses = certain + ([Found("name", named.school)] if self._is_heard(named, certain, asked) else [])
        if len({self._family_of(each.school.urn) for each in witnesses if each.school}) > 1:
            listed = " and ".join(each.evidence for each in witnesses)
            return NoMatch(
                f"{_sentence_case(listed)} point at different schools",
                tuple(
                    Candidate(each.school.urn, each.school.name, f"by {each.evidence}")
                    for each in witnesses[:CANDIDATES_SHOWN]
                    if each.school
                ),
            )
        stranger = self._stranger(asked, day, witnesses)
        if stranger:
            return NoMatch(
                f"E-mail domain and name point at different schools: the name is that of {stranger.name} "
                f"({stranger.la_name})",
                tuple(
                    Candidate(each.school.urn, each.school.name, "by e-mail domain")
                    for each in witnesses
                    if each.school
                ),
            )
        if not witnesses or witnesses[0].school is None:
            named = self._unless_elsewhere(named, asked, day)
            return NoMatch(named.why_not or self._why_nothing_was_found(clues), self._best_candidates(asked, named))
        evidence, school = witnesses[0].evidence, witnesses[0].school
        if not school.is_in_hub and evidence != "URN":
            return NoMatch(
                f"Outside the hub's area: {school.name} ({school.la_name})",
                (Candidate(school.urn, school.name, f"by {evidence}, in {school.la_name}"),),
            )
        return Match(school.urn, evidence)

    def _certain(self, clues: Clues, asked: Asked, day: Day) -> tuple[list[Found], Found | None]:
        """Give what stands without the name: pieces that found a school, and one that found several and is not settled.

        An address is asked only where nothing stronger says anything: people of a trust share the domain of one of
        its schools.
        """
        pieces = [
            self._by_given_urn(clues),
            self._by_given_number(clues, day),
            self._by_postcode_and_name(asked, day),
        ]
        if not any(piece and piece.school for piece in pieces):
            pieces.append(self._by_domain_and_name(clues.email_domain, asked, day))
        certain = [piece for piece in pieces if piece and piece.school]
        families = {self._family_of(piece.school.urn) for piece in certain if piece.school}
        unsettled = [
            piece
            for piece in pieces
            if piece and not piece.school and not families & {self._family_of(each.urn) for each in piece.several}
        ]
        return certain, unsettled[0] if unsettled else None

    def _postcode_that_counts(self, postcode: str) -> str:
        """Give a postcode or a part of one, unless it is a whole one that is no school's and not far away: "" then.

        People mistype postcodes, and give that of their home: this speaks against no school nearby.
        """
        key = postcode_meant(postcode)
        if key in self._by_postcode or len(key) < 5 or key[:2].rstrip("0123456789") not in self._areas:
            return key
        return ""

    @functools.cached_property
    def _areas(self) -> frozenset[str]:
        """The letters with which postcodes of the hub's schools begin."""
        return frozenset(
            key[:2].rstrip("0123456789")
            for key, schools in self._by_postcode.items()
            if any(school.is_in_hub for school in schools)
        )

    @functools.cached_property
    def _all_areas(self) -> frozenset[str]:
        """The letters with which postcodes of all schools begin."""
        return frozenset(key[:2].rstrip("0123456789") for key in self._by_postcode)

    def _with_clues_in_text(self, clues: Clues) -> Clues:
        """Take a postcode or a DfE number that stands in the name of the school for what it is."""
        text, postcode, la_code, number = clues_in_text(self._with_nicknames_written_out(clues.school))
        if not postcode and (first_half := _FIRST_HALF.search(text)) and first_half[2].upper() in self._all_areas:
            text, postcode = text[: first_half.start()] + text[first_half.end() :], first_half[1]
        if number and (la_code, number) not in self._by_number:
            return clues._replace(postcode=postcode_meant(clues.postcode))
        return clues._replace(
            school=" ".join(text.split()),
            postcode=postcode_meant(clues.postcode or postcode),
            la_code=clues.la_code or la_code,
            establishment_number=clues.establishment_number or number,
        )

    def _is_heard(self, named: ByName, certain: Sequence[Found], asked: Asked) -> bool:
        """Whether what the name says counts: alone, if it is clear; beside stronger evidence, if it is very clear.

        An address says where somebody has a mailbox: against that, a name that is merely good enough is heard, too.
        """
        if named.school is None or any(piece.is_named for piece in certain):
            return False
        weak = all(piece.evidence == "e-mail domain" for piece in certain)
        return weak or named.score >= VERY_NAME or self._is_of_another(named, certain, asked)

    def _is_of_another(self, named: ByName, certain: Sequence[Found], asked: Asked) -> bool:
        """Whether a name is a school's, common words apart, and nothing like that of the school with that number.

        A number that was copied down beside other schools' names is a school's, too.
        """
        if not named.is_whole or named.score < EXACTLY:
            return False
        return all(
            piece.evidence in _BY_NUMBER
            and piece.school
            and not self._alike_among(self._members[self._family_of(piece.school.urn)], asked)
            for piece in certain
        )

    def _by_given_urn(self, clues: Clues) -> Found | None:
        school = self._by_urn.get(int(clues.urn)) if re.fullmatch(r"\d{1,9}", clues.urn) else None
        return Found("URN", school) if school else None

    def _by_given_number(self, clues: Clues, day: Day) -> Found | None:
        if not (clues.la_code and clues.establishment_number):
            return None
        schools = self._by_number.get((clues.la_code.zfill(3), clues.establishment_number.zfill(4)), [])
        return self._the_one("LA and establishment number", schools, day) if schools else None

    def _by_answer(self, clues: Clues, day: Day) -> Match | NotOurs | None:
        """Give what an administrator answered to a row that said the same: it has the last word."""
        key = self.alias_key(clues) if self._aliases else ""
        if key not in self._aliases:
            return None
        urn = self._aliases[key]
        if urn is None:
            return NotOurs()
        return self._as_open_on(urn, day) if urn in self._by_urn else None

    def as_open_on(self, urn: int, date: dt.date) -> Match:
        """Give the school that an administrator named, under the URN that it had on a day."""
        return self._as_open_on(urn, Day(date))

    def _as_open_on(self, urn: int, day: Day) -> Match:
        school = self._by_urn[urn]
        if not school.is_open(day):
            school = self._open_member(self._family_of(urn), day) or school
        return Match(school.urn, "alias")

    def _by_postcode_and_name(self, asked: Asked, day: Day) -> Found | None:
        there = self._by_postcode.get(asked.postcode, [])
        alike = self._alike_among(there, Asked(asked.text, "")) if there and asked.text else []
        alike = [each for each in alike if not each.is_of_other_kind]
        found = self._pick("postcode and name", alike, day, or_closed=True)
        if not found or not found.school:
            return found
        family = self._family_of(found.school.urn)
        there_of_family = [each.school.urn for each in alike if self._family_of(each.school.urn) == family]
        # One URN there goes by that name: it stands as given, like a URN, whether or not it was open that day.
        return found._replace(school=self._by_urn[there_of_family[0]]) if len(there_of_family) == 1 else found

    def _alike_among(self, schools: Sequence[Establishment], asked: Asked) -> list[Likeness]:
        """Give which of a few schools, found by other evidence, the name is like."""
        return self._alike_of_few(tuple(school.urn for school in schools), asked)

    def _find_alike_of_few(self, urns: tuple[int, ...], asked: Asked) -> list[Likeness]:
        index = self._index_of_few(urns)
        return index.likest(asked, SOMEWHAT_ALIKE) or index.containing(asked)

    def _by_domain_and_name(self, domain: str, asked: Asked, day: Day) -> Found | None:
        schools = self._at_domain(domain)
        if not schools:
            return None
        families = {self._family_of(school.urn) for school in schools}
        if not asked.text:
            return self._the_one("e-mail domain", schools, day)
        alike = self._alike_among(schools, asked)
        if len(families) > 1:
            return self._pick("e-mail domain and name", alike, day)
        found = self._open_member(families.pop(), day)
        if found is None:
            return None
        is_named = any(each.score >= GOOD_ENOUGH for each in alike)
        return Found("e-mail domain", found, is_named=is_named)

    def _at_domain(self, domain: str) -> list[Establishment]:
        """Give the schools whose website is at a domain, or at what follows its first labels (mail., staff.)."""
        labels = domain.casefold().split(".")
        for start in range(max(1, len(labels) - 2)):
            schools = self._by_domain.get(".".join(labels[start:]))
            if schools:
                return schools
        return []

    def _find_by_name(self, asked: Asked, day: Day) -> ByName:
        as_written = self._alike_in_hub(asked) if asked.text else []
        alike = self._as_on(day, as_written)
        if not alike or alike[0].score < GOOD_ENOUGH:
            school = self._by_beginning(asked, alike, day) or self._by_initials(asked, day)
            return ByName(school, GOOD_ENOUGH if school else 0.0, alike, is_in_place=school is not None)
        found = self._pick("name", alike, day)
        score = alike[0].score
        if not found or found.school is None:
            return ByName(None, score, alike, several=found.several if found else ())
        if self._is_sooner_one_closed(found.school, as_written, day):
            return ByName(None, score, alike, is_closed=True)
        family = self._family_of(found.school.urn)
        other = self._named_as_well(asked.text, found.school.urn)
        if other:
            return ByName(None, score, alike, several=(found.school, other), is_of_two=True)
        is_in_place = any(each.is_in_place for each in alike if self._family_of(each.school.urn) == family)
        is_whole = any(each.is_whole for each in alike if self._family_of(each.school.urn) == family)
        return ByName(found.school, score, alike, is_in_place=is_in_place, is_whole=is_whole)

    def _by_beginning(self, asked: Asked, alike: Sequence[Likeness], day: Day) -> Establishment | None:
        """Give the one school whose name begins as the text, where no other in England has these words in its name.

        Where they are a place, too, it must be the only school there.
        """
        near = [each for each in alike if each.score >= GOOD_ENOUGH - A_LITTLE]
        families = {self._family_of(each.school.urn) for each in near}
        if len(families) != 1 or not any(each.is_beginning for each in near):
            return None
        family = families.pop()
        for reading in self._reader.readings(asked.text):
            if self._index_elsewhere.has_part(reading.name.words):
                return None
            there = {self._family_of(urn) for urn in self._open_at(reading.plain, day)}
            if there - {family}:
                return None
        return self._open_member(family, day)

    def _open_at(self, place: str, day: Day) -> list[int]:
        """Give the schools of the hub in a town or village that are open on a day."""
        return [urn for urn in self._by_town.get(place, ()) if self._by_urn[urn].is_open(day)]

    @functools.cached_property
    def _by_town(self) -> dict[str, list[int]]:
        towns: dict[str, list[int]] = defaultdict(list)
        for school in filter(_is_in_hub, self._by_urn.values()):
            for town in _towns_of(school):
                towns[town].append(school.urn)
        return towns

    def _by_initials(self, asked: Asked, day: Day) -> Establishment | None:
        """Give the one school whose initials the text is: of all words, or of its own name where the town is said."""
        for reading in self._reader.readings(asked.text):
            letters = initials_in(reading.plain)
            if not letters:
                continue
            found = [
                (self._by_urn[urn], is_of_all)
                for urn, is_of_all in self._initials.get(letters, ())
                if self._by_urn[urn].is_open(day)
            ]
            if reading.place:
                found = [(school, True) for school, _ in found if reading.place in _places_of(school)]
            if len({self._family_of(school.urn) for school, _ in found}) == 1 and found[0][1]:
                return found[0][0]
        return None

    @functools.cached_property
    def _initials(self) -> dict[str, list[tuple[int, bool]]]:
        """The schools of the hub by initials, and whether these are of all words of the name."""
        initials: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        for school in filter(_is_in_hub, self._by_urn.values()):
            for letters, is_of_all in initials_of(school.name).items():
                initials[letters].append((school.urn, is_of_all))
        return initials

    def _find_named_as_well(self, text: str, urn: int) -> Establishment | None:
        """Give the second school that a text names beside one: "Leftwich Primary / Oldfield Primary"."""
        for piece in self._reader.pieces_beside(text, self._by_urn[urn].name):
            alike = self._alike_in_hub(Asked(piece, ""))
            if (
                alike
                and alike[0].score >= GOOD_ENOUGH
                and all(not self.is_same_school(each.school.urn, urn) for each in alike)
            ):
                return self._by_urn[alike[0].school.urn]
        return None

    def _stranger(self, asked: Asked, day: Day, witnesses: Sequence[Found]) -> Establishment | None:
        """Give the school elsewhere that the name is of, where nothing but an address speaks for one of ours."""
        if not asked.text or [each.evidence for each in witnesses] != ["e-mail domain"] or witnesses[0].is_named:
            return None
        return self._elsewhere(asked, CLEARLY_NAMED, day)

    def _agrees(self, school: Establishment, certain: Sequence[Found]) -> bool:
        families = {self._family_of(piece.school.urn) for piece in certain if piece.school}
        return families == {self._family_of(school.urn)}

    def _unless_elsewhere(self, named: ByName, asked: Asked, day: Day) -> ByName:
        """Give what the name says when all of England is looked at, too: this is the slow part, and not always needed.

        A visitor's school may be called what one of ours is called; the one that is called so more nearly is meant.
        """
        at_least = named.score + MORE_NEARLY if named.score else CLEARLY_NAMED
        elsewhere = self._elsewhere(asked, at_least, day)
        if elsewhere is None and not named.is_whole and EXACTLY < named.score < VERY_NAME:
            # Ours has a nursery in its name that the text leaves out, and the other has that very name.
            elsewhere = next(
                (
                    self._by_urn[each.school.urn]
                    for each in self._alike_elsewhere(asked, named.score)
                    if each.is_whole and self._by_urn[each.school.urn].is_open(day)
                ),
                None,
            )
        return named._replace(school=None, elsewhere=elsewhere) if elsewhere else named

    def _is_sooner_one_closed(self, school: Establishment, as_written: Sequence[Likeness], day: Day) -> bool:
        """Whether the name is more nearly that of a school which had closed by then, without one in its place."""
        family = self._family_of(school.urn)
        score = max(each.score for each in as_written if self._family_of(each.school.urn) == family)
        return any(
            each.score > score + A_LITTLE
            for each in as_written
            if not self._by_urn[each.school.urn].is_open(day)
            and not self._open_member(self._family_of(each.school.urn), day)
        )

    def _as_on(self, day: Day, alike: Sequence[Likeness]) -> list[Likeness]:
        """Weigh names as on a day: what a school was called before counts a little less."""
        weighed = [
            each
            if self._is_name_on(each.school.urn, day)
            else each._replace(
                score=each.score - FORMER_NAME,
                silence=each.silence + FORMER_NAME * each.is_exact,
                is_whole=False,
            )
            for each in alike
        ]
        return sorted(weighed, key=lambda each: -each.score)

    def _is_name_on(self, urn: int, day: Day) -> bool:
        """Whether a URN's name is that of its school on a day: open, or closed and the next URN still to open."""
        school = self._by_urn[urn]
        if school.is_open(day):
            return True
        between = None if self._open_member(self._family_of(urn), day) else self._between(self._family_of(urn), day)
        return between is not None and name_key(between.name) == name_key(school.name)

    def _elsewhere(self, asked: Asked, at_least: float, day: Day) -> Establishment | None:
        """Give the school elsewhere that a text means rather than one that is less alike than at_least.

        A closed one counts, too, where it has that very name and the other has not.
        """
        alike = self._alike_elsewhere(asked, at_least) if asked.text else []
        is_other_so_called = at_least >= EXACTLY
        return next(
            (
                self._by_urn[each.school.urn]
                for each in alike
                if self._by_urn[each.school.urn].is_open(day) or (each.is_whole and not is_other_so_called)
            ),
            None,
        )

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words that schools are named with; one that a single school has may be a slip of the register."""
        counted = Counter(word for school in self._by_urn.values() for word in set(plain_words(school.name).split()))
        return frozenset(word for word, count in counted.items() if count > 1 or not is_like_a_common_word(word))

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The names of all schools, in small letters."""
        return frozenset(school.name.casefold() for school in self._by_urn.values())

    @functools.cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(place for school in self._by_urn.values() if school.is_in_hub for place in _places_of(school))

    @functools.cached_property
    def _towns(self) -> frozenset[str]:
        hub = [school for school in self._by_urn.values() if school.is_in_hub]
        return frozenset(plain_words(place) for school in hub for place in (school.la_name, school.town or "") if place)

    @functools.cached_property
    def _reader(self) -> Reader:
        return Reader(self.words, self._places, self._towns)

    @functools.cached_property
    def _hub_index(self) -> NameIndex:
        return NameIndex(map(_named, filter(_is_in_hub, self._by_urn.values())), self._reader)

    @functools.cached_property
    def _index_elsewhere(self) -> NameIndex:
        return NameIndex(map(_named, filter(_is_in_england_elsewhere, self._by_urn.values())), self._reader)

    def _index_of_found(self, urns: tuple[int, ...]) -> NameIndex:
        """Give an index of a few schools, found by other evidence: beside that, a town is name enough."""
        return NameIndex((_named(self._by_urn[urn]) for urn in urns), self._reader, are_towns_names=True)

    def _find_alike_in_hub(self, asked: Asked) -> list[Likeness]:
        return self._hub_index.with_parts(asked, self._hub_index.likest(asked, SOMEWHAT_ALIKE))

    def _pick(self, evidence: str, alike: Sequence[Likeness], day: Day, *, or_closed: bool = False) -> Found | None:
        """Of the schools that a name is like, give the one that is clearly meant, as it was open on the day."""
        schools: dict[int, tuple[Establishment, Likeness]] = {}
        not_open: list[Likeness] = []
        for each in alike:
            family = self._family_of(each.school.urn)
            itself = self._by_urn[each.school.urn]
            open_then = itself if itself.is_open(day) else self._open_member(family, day) or self._between(family, day)
            if open_then:
                schools.setdefault(family, (open_then, each))
            elif itself.closed_on is None or not day.is_from(_still_written_until(itself.closed_on)):
                not_open.append(each)
        likest = max((found.score for _, found in schools.values()), default=0.0)
        if or_closed and not_open and likest < min(GOOD_ENOUGH, not_open[0].score):
            best = [each for each in not_open if each.score > not_open[0].score - CLEARLY_BETTER]
            if len({self._family_of(each.school.urn) for each in best}) == 1:
                return Found(evidence, self._latest(self._by_urn[each.school.urn] for each in best))
        if not schools:
            return None
        ranked = sorted(schools.values(), key=lambda found: -found[1].score)
        first = ranked[0][1]
        if first.is_whole:
            close = [school for school, each in ranked if each.score > first.score - CLEARLY_BETTER]
        else:
            # What a text leaves out must not decide between two schools.
            close = [
                school
                for school, each in ranked
                if each.unsaid > first.unsaid - CLEARLY_BETTER and (each.is_namesake or not first.is_exact)
            ]
        return Found(evidence, close[0]) if len(close) == 1 else Found(evidence, None, tuple(close))

    def _the_one(self, evidence: str, schools: Sequence[Establishment], day: Day) -> Found:
        """Of several URNs give the one open on the day; of one school's URNs, none open, the latest; else none."""
        open_then = [school for school in schools if school.is_open(day)]
        if len(schools) == 1 or len(open_then) == 1:
            return Found(evidence, (open_then or schools)[0])
        if not open_then and len({self._family_of(school.urn) for school in schools}) == 1:
            return Found(evidence, self._latest(schools))
        return Found(evidence, None, tuple(schools))

    def _open_member(self, family: int, day: Day) -> Establishment | None:
        """Give the one URN of a school's that was open on a day."""
        open_then = [school for school in self._members[family] if school.is_open(day)]
        return open_then[0] if len(open_then) == 1 else None

    def _between(self, family: int, day: Day) -> Establishment | None:
        """Give a school's URN that was closed on a day, the last, where the next one was still to open."""
        members = self._members[family]
        closed = [school for school in members if school.closed_on and not day.is_to(school.closed_on)]
        is_followed = any(
            is_to_open(school.status or "") or (school.opened_on and not day.is_from(school.opened_on))
            for school in members
        )
        return max(closed, key=lambda school: (school.closed_on, school.urn)) if closed and is_followed else None

    @staticmethod
    def _latest(schools: Iterable[Establishment]) -> Establishment:
        return max(schools, key=lambda school: (school.opened_on or dt.date.min, school.urn))

    def _family_of(self, urn: int) -> int:
        return self._family.get(urn, urn)

    def _why_nothing_was_found(self, clues: Clues) -> str:
        if clues.urn and not re.fullmatch(r"\d{1,9}", clues.urn):
            return "The URN is not a number, and nothing else identifies the school"
        if clues.urn:
            return f"URN {clues.urn} is not in the establishment register, and nothing else identifies the school"
        if not clues.school:
            return "No school is given"
        return "No school of the hub is clearly meant"

    def _best_candidates(self, asked: Asked, named: ByName) -> tuple[Candidate, ...]:
        """Give the schools that may be meant: at the same postcode first, then those of the likest names."""
        here = self._by_postcode.get(asked.postcode, []) if asked.postcode else []
        candidates = {
            school.urn: Candidate(school.urn, school.name, "same postcode") for school in here if school.is_in_hub
        }
        if named.is_of_two:
            candidates |= {school.urn: Candidate(school.urn, school.name, "is named") for school in named.several}
        for each in named.alike:
            is_same = plain_words(each.school.name) == plain_words(asked.text)
            percent = 100 if is_same else max(0, min(int(each.score * 100), 99))
            alike = f"name is {percent}% alike"
            candidates.setdefault(each.school.urn, Candidate(each.school.urn, each.school.name, alike))
        return tuple(candidates.values())[:CANDIDATES_SHOWN]


def _still_written_until(closed_on: dt.date) -> dt.date:
    return closed_on + min(STILL_WRITTEN, dt.date.max - closed_on)


def _is_in_hub(school: Establishment) -> bool:
    return school.is_in_hub


def _is_in_england_elsewhere(school: Establishment) -> bool:
    """Whether it is a school that a visitor may come from: hubs are for England, and Wales has the codes 660 to 681."""
    return not school.is_in_hub and not "660" <= school.la_code <= "681"


def _named(school: Establishment) -> Named:
    return Named(
        school.urn,
        school.name,
        plain_words(school.name),
        _places_of(school),
        _towns_of(school),
        postcode_key(school.postcode or ""),
        school.phase or "",
    )


def _places_of(school: Establishment) -> frozenset[str]:
    """Give town, village and local authority as plain words, the last also as people shorten it."""
    named = {plain_words(place) for place in (school.la_name, school.town, school.locality) if place}
    return frozenset(named | _short_names(school.la_name))


def _towns_of(school: Establishment) -> frozenset[str]:
    """Give town and village as plain words, without what is the name of a whole authority, too."""
    towns = {plain_words(place) for place in (school.town, school.locality) if place}
    return frozenset(towns - {plain_words(school.la_name)})


@functools.cache
def _short_names(la_name: str) -> frozenset[str]:
    """Give what people call a local authority for short: "cwac" for Cheshire West and Chester."""
    words = plain_words(la_name).split()
    of_all, without_and = "".join(word[0] for word in words), "".join(word[0] for word in words if word != "and")
    if len(words) < 2:
        return frozenset()
    council = {f"{without_and}c"}
    return frozenset({of_all, without_and} | council if len(words) > 2 else council)


def _families(conversions: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Give each converted URN the lowest URN that it is tied to over any number of conversions."""
    root: dict[int, int] = {}

    def find(urn: int) -> int:
        while root.setdefault(urn, urn) != urn:
            root[urn] = root[root[urn]]
            urn = root[urn]
        return urn

    for old_urn, new_urn in conversions:
        first, second = sorted((find(old_urn), find(new_urn)))
        root[second] = first
    return {urn: find(urn) for urn in list(root)}


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
