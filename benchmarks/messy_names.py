"""Schools as people type them into sign-ups, made by chance, with the truth beside each: an adversary for the matcher.

It knows nothing of reach.matching and shares no code with it. It starts from a school's registered name, cuts it into
words whose role is known (a name of its own, a kind such as "Primary", a word that everyone leaves out, glue), and lets
habits of typing loose on them. As each word carries its meaning along, what is left of the name after a habit is known
exactly, however it is spelt; from this follows whether another open school of the hub fits the row as well. In doubt
another school fits: then holding the row is as good as finding the school.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from rapidfuzz.distance import OSA

OWN, KIND, WEAK, GLUE = "own", "kind", "weak", "glue"
OPEN_STATUSES = {"1", "3"}  # open; open, but proposed to close
NOT_OF_ENGLAND = {"Welsh establishment", "British schools overseas", "Offshore schools", "Service children's education"}

ALIKE_SHARE = 0.15  # rows made of schools whose names can be taken for one another, beyond their share by chance
TWO_SCHOOLS_SHARE = 0.01  # rows with two schools in one cell
FORMER_NAME_SHARE = 0.1  # rows of schools with a former name, in which that is typed
AS_REGISTERED = "as registered"
WEBMAIL = ("gmail.com", "outlook.com", "hotmail.co.uk", "yahoo.co.uk", "icloud.com", "btinternet.com", "live.co.uk")
TRUST_DOMAINS = (
    "larkrisetrust.org.uk",
    "pinnaclelearningtrust.co.uk",
    "northernlightmat.org",
    "tessellatetrust.org.uk",
    "fourcountiesmat.co.uk",
)
TRUSTS = ("Larkrise MAT", "Pinnacle Learning Trust", "Tessellate Trust", "Four Counties MAT", "Northern Light Trust")
COUNTIES = {
    "Wirral": ("Wirral", "Merseyside"),
    "Halton": ("Cheshire",),
    "Cheshire East": ("Cheshire",),
    "Cheshire West and Chester": ("Cheshire",),
}
AUTHORITY_NAMES = {
    "Cheshire East": ("Cheshire East", "Ches East", "CEC"),
    "Cheshire West and Chester": ("Cheshire West and Chester", "CWaC", "Cheshire West & Chester"),
    "Halton": ("Halton", "Halton BC"),
    "Wirral": ("Wirral", "Wirral LA", "Metropolitan Borough of Wirral"),
}
VAGUE_TOWNS = {"", "cheshire", "merseyside"}
AUTHORITY_TAILS = ("{}", "{} LA", "{} Council", "({})", "{} Local Authority", "- {}", "{} Borough Council", ", {}")
LEADS = (
    "Headteacher at ",
    "Maths lead, ",
    "Head @ ",
    "I work at ",
    "SCITT trainee at ",
    "Year 5 - ",
    "HT ",
    "School: ",
    "Y6 teacher at ",
    "SLT ",
    "Maths Lead ",
    "DHT, ",
    "KS2 lead - ",
    "Head of Maths at ",
)
TAILS = (
    " - Y5 teacher",
    " (maths lead)",
    ", Year 2",
    " - KS1",
    " / Head of Maths",
    " Yr 6",
    " - headteacher",
    " (x2 places)",
    " EYFS",
    ", deputy headteacher & maths lead",
    " - SENDCo",
    " Maths Dept",
    " - ECT",
    " - Staff",
)

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "primary": ("Pri", "Prim", "Prim.", "Pri.", "Pry", "Prmy"),
    "school": ("Sch", "Schl", "Sch.", "Scl"),
    "academy": ("Acad", "Acad.", "Acdy", "Aca"),
    "junior": ("Jnr", "Jun", "Jr", "Jnrs", "Juniors"),
    "infant": ("Inf", "Inf.", "Infants", "Infants'"),
    "nursery": ("Nurs", "Nur", "Nsy"),
    "community": ("Comm", "Com", "Comm.", "Cty"),
    "college": ("Coll", "Col", "Coll."),
    "sixthform": ("6th Form", "VIth Form", "6th form", "Sixthform"),
    "secondary": ("Sec", "Sec."),
    "high": ("Hi", "Hgh"),
    "grammar": ("Gram", "Gr", "Grammer"),
    "preparatory": ("Prep", "Prep."),
    "cofe": ("CofE", "C of E", "C.E.", "CE", "Church of England", "Cof E", "C.of E.", "C. of E.", "CoE", "C/E", "ce"),
    "catholic": ("RC", "R.C.", "Catholic", "Cath", "Cath.", "R C", "Roman Catholic"),
    "voluntary": ("VA", "(VA)", "(Aided)", "V.A."),
    "controlled": ("VC", "(VC)", "(Controlled)", "V.C."),
    "for girls": ("Girls", "(Girls)", "for girls"),
    "for boys": ("Boys", "(Boys)", "for boys"),
}
PAIRS: dict[tuple[str, str], tuple[str, ...]] = {
    ("primary", "school"): (
        "PS",
        "P.S.",
        "P.S",
        "P S",
        "Pri Sch",
        "Prim Sch",
        "Prim. School",
        "Primary Sch",
        "Primary",
    ),
    ("high", "school"): ("HS", "H.S.", "High Sch", "High", "H School"),
    ("junior", "school"): ("JS", "Jnr Sch", "Juniors", "Jun. Sch."),
    ("infant", "school"): ("Inf Sch", "Infants", "Inf. School", "Infants School"),
    ("nursery", "school"): ("Nursery", "Nurs Sch", "NS"),
    ("primary", "academy"): ("PA", "Prim Acad", "Pri Academy", "Primary Acad."),
    ("grammar", "school"): ("GS", "Grammar", "Gram. Sch."),
}
TWO_SCHOOLS = (" and ", " & ", " / ", "/", ", ", "; ", " + ", " - ", " and also ")
CHURCH_STATUS = {
    "cofe": ("CEVC", "CEVA", "CE (VC)", "C of E VA", "C.E.V.C.", "CofE (VA)", "CE VC"),
    "catholic": ("RCVA", "RC VA", "R.C.V.A.", "RC (VA)", "Catholic VA", "R.C. Aided"),
}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

# What stands first wins; a phrase is one word of one meaning.
_PHRASES = tuple(
    (re.compile(rf"(?:{pattern})(?=[\s,;)]|$)", re.IGNORECASE), meaning, role)
    for pattern, meaning, role in (
        (r"church of england|c\.? ?of ?e\.?|cofe|c\.?e\.?", "cofe", KIND),
        (r"roman catholic|catholic|r\.?c\.?", "catholic", KIND),
        (r"methodist", "methodist", KIND),
        (r"sixth form", "sixthform", KIND),
        (r"a (?:catholic )?voluntary (?:catholic )?academy", "voluntary", WEAK),
        (r"\(?(?:voluntary )?controlled\)?|\(?v\.?c\.?\)?|\(c\)", "controlled", WEAK),
        (r"\(?(?:voluntary )?aided\)?|\(?v\.?a\.?\)?|\(a\)", "voluntary", WEAK),
        (r"for girls|girls'?", "for girls", KIND),
        (r"for boys|boys'?", "for boys", KIND),
        (r"primary|c\.?p\.?|j\.?m\.?i\.?", "primary", KIND),
        (r"infants?'?", "infant", KIND),
        (r"juniors?'?", "junior", KIND),
        (r"nursery", "nursery", KIND),
        (r"secondary", "secondary", KIND),
        (r"grammar", "grammar", KIND),
        (r"colleges?", "college", KIND),
        (r"prep(?:aratory)?", "preparatory", KIND),
        (r"senior", "senior", KIND),
        (r"u\.?t\.?c\.?", "utc", KIND),
        (r"high(?=,?\s*$|\s(?:school|academy|college|for|and|&))", "high", KIND),
        (r"first(?=\s(?:school|academy))", "first", KIND),
        (r"middle(?=\s(?:school|academy))", "middle", KIND),
        (r"schools?", "school", WEAK),
        (r"academy", "academy", WEAK),
        (r"community", "community", WEAK),
        (r"voluntary|parish|endowed|foundation|trust|free|independent", "weak", WEAK),
        (r"the|a|an|of|and|&|with|for|in|at|by|-|–|\+", "", GLUE),
    )
)
_WORD = re.compile(r"\S+")
_SAINTS = {"st", "ss", "saint", "saints", "ste"}
_DEDICATION = frozenset(
    {"all", "angel", "christ", "church", "cross", "family", "heart", "holy", "king", "lady", "our", "sacred", "saint"}
    | {"spirit", "the", "trinity"}
)
_FAITHS = {"cofe", "catholic", "methodist"}
_STAGES = {"primary", "infant", "junior", "nursery", "secondary", "high", "first", "middle"}


@dataclass(frozen=True)
class KnownSchool:
    """An open establishment of the register. Family is the same for URNs of one school over conversions."""

    urn: int
    name: str
    la_code: str
    la_name: str
    town: str
    postcode: str
    website_domain: str | None
    is_in_hub: bool
    family: int
    dfe_number: str = ""
    street: str = ""
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class MessyRow:
    """What stands in a row of a sign-up, and the truth: a URN of the hub or None, and whether the row decides it."""

    school_text: str
    postcode: str
    email_domain: str
    urn: int | None
    is_decided: bool
    habit: str


@dataclass
class _Word:
    text: str
    meaning: str
    role: str


@dataclass
class _Draft:
    """A row in the making: the words that are left, and what was typed around them."""

    school: KnownSchool
    words: list[_Word]
    prefix: str = ""
    suffix: str = ""
    whole: str | None = None  # a text that stands in place of the words
    final: str | None = None  # the text with what is done to it as a whole
    place: str | None = None  # a town or local authority that breaks ties
    postcode: str | None = None  # a faultless postcode, wherever it was typed
    domain: str | None = None  # the school's own domain
    is_number_typed: bool = False
    are_kinds_dropped: bool = False
    is_never_decided: bool = False
    habits: list[str] = field(default_factory=list)

    def own(self) -> frozenset[str]:
        return frozenset(word.meaning for word in self.words if word.role == OWN)

    def kinds(self) -> frozenset[str]:
        return frozenset(word.meaning for word in self.words if word.role == KIND and word.meaning)

    def own_as_typed(self) -> str:
        return "".join(_stem(word.text) for word in self.words if word.role == OWN)

    def own_as_meant(self) -> str:
        return "".join(word.meaning for word in self.words if word.role == OWN)

    def text(self) -> str:
        if self.final is not None:
            return self.final
        name = _tidy(" ".join(word.text for word in self.words)) if self.whole is None else self.whole
        return self.prefix + name + self.suffix


@dataclass(frozen=True)
class _Entry:
    """A school of the hub as the test of fitting sees it."""

    school: KnownSchool
    own: frozenset[str]
    kinds: frozenset[str]
    places: frozenset[str]


class _Hub:
    """The hub's schools, and which of them fit what is left of a name."""

    def __init__(self, schools: Sequence[KnownSchool]) -> None:
        self.schools = [school for school in schools if school.is_in_hub]
        self.postcodes = {_compact(school.postcode) for school in schools}
        self.domains = {school.website_domain for school in self.schools if school.website_domain}
        self.entries = [_entry(school) for school in self.schools]
        self.by_word: dict[str, list[_Entry]] = defaultdict(list)
        self.outwards: dict[str, set[str]] = defaultdict(set)
        self.families_of_number: dict[str, set[int]] = defaultdict(set)
        self.families_of_former: dict[tuple[frozenset[str], frozenset[str]], set[int]] = defaultdict(set)
        suffixes: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.keys: set[str] = set()
        for entry in self.entries:
            school = entry.school
            for word in entry.own:
                self.by_word[word].append(entry)
            for place in (school.town.casefold(), school.la_name.casefold()):
                self.outwards[place].add(_outward(school.postcode))
            self.families_of_number[school.dfe_number].add(school.family)
            suffix = (school.website_domain or "").partition(".")[2]
            if suffix.endswith(".sch.uk"):
                suffixes[school.la_name, suffix].add(school.family)
            words = _words(school.name)
            for former in school.former_names:
                self.families_of_former[_own_and_kinds(former)].add(school.family)
            for kept in (words, _dedication_of(words)):
                own = [word.meaning for word in kept if word.role == OWN]
                bare = [word for word in own if word not in entry.places]
                for each in (own, bare):
                    self.keys.add("".join(each))
        self.keys.discard("")
        self.alike = [
            entry.school
            for entry in self.entries
            if any(
                other.school.family != entry.school.family and (entry.own <= other.own or other.own <= entry.own)
                for word in entry.own
                for other in self.by_word[word]
            )
        ]
        self.wide_domains: dict[str, list[str]] = defaultdict(list)
        for (la_name, suffix), families in suffixes.items():
            if len(families) > 2:
                self.wide_domains[la_name].append(suffix)
        foreign = {school.website_domain for school in schools if not school.is_in_hub}
        self.unshared = {
            school.website_domain
            for school in self.schools
            if school.website_domain and school.website_domain not in foreign
        }
        self._near: dict[str, list[str]] = {}

    def fitting(self, draft: _Draft) -> Iterable[_Entry]:
        """Give the schools that the draft's text, place, postcode and domain all allow."""
        own, kinds = draft.own(), draft.kinds()
        if draft.whole is not None or not own:
            candidates = self.entries
        else:
            seen = {entry.school.urn: entry for word in own for entry in self.by_word[word]}
            candidates = [entry for entry in seen.values() if self.is_fit(draft, own, kinds, entry)]
        for entry in candidates:
            school = entry.school
            if draft.postcode and _compact(school.postcode) != draft.postcode:
                continue
            if draft.domain in self.unshared and school.website_domain != draft.domain:
                continue
            if draft.is_number_typed and school.dfe_number != draft.school.dfe_number:
                continue
            yield entry

    def is_fit(self, draft: _Draft, own: frozenset[str], kinds: frozenset[str], entry: _Entry) -> bool:
        """Tell whether someone of this school might have typed the draft's words. In doubt, yes."""
        if kinds & {"primary", "infant", "junior"}:
            kinds -= {"nursery"}
        if kinds & {"high", "secondary", "grammar"}:
            kinds -= {"sixthform", "college"}
        if not kinds <= entry.kinds or not self.is_place_fit(draft.place, entry):
            return False
        if own == entry.own:
            return True
        if own < entry.own:
            is_dedication = "saint" in own or own <= _DEDICATION or {"our", "lady"} <= own
            is_bare = draft.are_kinds_dropped and not kinds
            return is_dedication or is_bare or entry.own - own <= entry.places
        return entry.own < own and own - entry.own <= entry.places

    def is_place_fit(self, place: str | None, entry: _Entry) -> bool:
        """Tell whether a school may give itself this place: postal towns reach further than maps."""
        if place is None or entry.school.town.casefold() in VAGUE_TOWNS or not entry.school.postcode:
            return True
        if set(_stems(place)) <= entry.own:
            return True
        return _outward(entry.school.postcode) in self.outwards[place.casefold()]

    def is_still_itself(self, typed: str, meant: str) -> bool:
        """Tell whether a misspelt name stays clear of every other school's: at least two edits nearer to its own."""
        limit = OSA.distance(typed, meant) + 1
        if meant not in self._near:
            self._near[meant] = [
                key for key in self.keys if key != meant and OSA.distance(key, meant, score_cutoff=6) <= 6
            ]
        return all(OSA.distance(typed, key, score_cutoff=limit) > limit for key in self._near[meant])


def read_known_schools(gias_csv_text: str, la_codes: Sequence[str], links_csv_text: str = "") -> list[KnownSchool]:
    """Read England's open establishments from the register's text. Those of the local authorities are in the hub.

    With the register's links, each knows the names of the schools that it took the place of.
    """
    hub = set(la_codes)
    former_names = _former_names(gias_csv_text, links_csv_text, hub)
    schools: list[KnownSchool] = []
    families: dict[tuple[str, str, frozenset[str], frozenset[str]], int] = {}
    for row in csv.DictReader(io.StringIO(gias_csv_text)):
        is_of_england = row["TypeOfEstablishment (name)"] not in NOT_OF_ENGLAND
        if row["EstablishmentStatus (code)"] not in OPEN_STATUSES or not is_of_england:
            continue
        urn, name, la_code = int(row["URN"]), row["EstablishmentName"].strip(), row["LA (code)"]
        postcode, number = row["Postcode"].strip(), row["EstablishmentNumber"].strip()
        own, kinds = _own_and_kinds(name)
        town = row["Town"].strip()
        schools.append(
            KnownSchool(
                urn=urn,
                name=name,
                la_code=la_code,
                la_name=row["LA (name)"],
                town=town.title() if town.isupper() or town.islower() else town,
                postcode=postcode,
                website_domain=_domain(row["SchoolWebsite"]),
                is_in_hub=la_code in hub,
                family=families.setdefault((la_code, postcode or str(urn), own, kinds), urn),
                dfe_number=f"{la_code}/{number.zfill(4)}" if number else "",
                street=row.get("Street", "").strip(),
                former_names=tuple(each for each in former_names.get(urn, ()) if each.casefold() != name.casefold()),
            )
        )
    return schools


def _former_names(gias_csv_text: str, links_csv_text: str, la_codes: set[str]) -> dict[int, list[str]]:
    """Give the names of closed schools by the one URN that took their place."""
    closed = {
        row["URN"]: row["EstablishmentName"].strip()
        for row in csv.DictReader(io.StringIO(gias_csv_text))
        if row["EstablishmentStatus (code)"] == "2" and row["LA (code)"] in la_codes
    }
    successors: dict[str, set[str]] = defaultdict(set)
    for link in csv.DictReader(io.StringIO(links_csv_text)):
        old, new = link["LinkURN"], link["URN"]
        if link["LinkType"].startswith("Successor"):
            old, new = new, old
        elif not link["LinkType"].startswith("Predecessor"):
            continue
        if old in closed:
            successors[old].add(new)
    names: dict[int, list[str]] = defaultdict(list)
    for old, urns in successors.items():
        if len(urns) == 1:
            names[int(next(iter(urns)))].append(closed[old])
    return names


def messy_rows(schools: Sequence[KnownSchool], count: int, seed: int, outside_share: float = 0.08) -> list[MessyRow]:
    """Make rows as people type them. The same schools, count, seed and share give the same rows."""
    rng = Random(seed)
    hub = _Hub(schools)
    elsewhere = [school for school in schools if not school.is_in_hub]
    outsiders: dict[int, bool] = {}
    rows: list[MessyRow] = []
    while len(rows) < count:
        is_outside = bool(elsewhere) and rng.random() < outside_share
        row = None
        for _ in range(50 if is_outside else 0):
            school = rng.choice(elsewhere)
            if school.urn not in outsiders:
                outsiders[school.urn] = _is_outsider(school, hub)
            row = _outside_row(school, hub, rng) if outsiders[school.urn] else None
            if row is not None:
                break
        if row is None:
            row = _two_schools_row(hub, rng) if rng.random() < TWO_SCHOOLS_SHARE else None
        if row is None:
            is_alike = bool(hub.alike) and rng.random() < ALIKE_SHARE
            row = _hub_row(rng.choice(hub.alike if is_alike else hub.schools), hub, rng)
        rows.append(row)
    return rows


def _hub_row(school: KnownSchool, hub: _Hub, rng: Random) -> MessyRow:
    draft = _draft(school, hub, rng)
    postcode = _postcode_field(draft, hub, rng)
    domain = _hub_domain(draft, hub, rng)
    others = any(entry.school.family != school.family for entry in hub.fitting(draft))
    is_decided = not (draft.is_never_decided or others)
    return MessyRow(draft.text(), postcode, domain, school.urn, is_decided, _habit(draft))


def _two_schools_row(hub: _Hub, rng: Random) -> MessyRow | None:
    """Name two schools in one cell: "Leftwich Primary / Oldfield Primary", "Leftwich and Oldfield Primary Schools"."""
    one, other = rng.choice(hub.schools), rng.choice(hub.schools)
    if one.family == other.family:
        return None
    drafts = [_Draft(school, _words(school.name)) for school in (one, other)]
    for draft in drafts:
        for habit, chance in (
            (_drops_school, 0.4),
            (_abbreviates, 0.3),
            (_drops_kinds, 0.1),
            (_mangles_apostrophe, 0.4),
        ):
            if rng.random() < chance:
                habit(draft, hub, rng)
    text = rng.choice(TWO_SCHOOLS).join(draft.text() for draft in drafts)
    return MessyRow(text, "", rng.choice(WEBMAIL), None, False, "two schools")


def _outside_row(school: KnownSchool, hub: _Hub, rng: Random) -> MessyRow | None:
    draft = _draft(school, hub, rng)
    if draft.is_never_decided or draft.whole is not None:
        return None
    # With whatever was dropped, nobody of the hub may have typed this, nor may it look like one of its names.
    unplaced = replace(draft, place=None, postcode=None, domain=None, is_number_typed=False)
    if any(True for _ in hub.fitting(unplaced)) or not _is_clear(draft.own_as_typed(), draft.own_as_meant(), hub):
        return None
    postcode = _postcode_field(draft, hub, rng)
    domain = school.website_domain
    if domain is None or rng.random() < 0.5:
        domain = rng.choice(WEBMAIL)
    return MessyRow(draft.text(), postcode, domain, None, True, _habit(draft))


def _is_outsider(school: KnownSchool, hub: _Hub) -> bool:
    """Tell whether a school elsewhere has a name of its own that no school of the hub has."""
    entry = _entry(school)
    if not entry.own or school.website_domain in hub.domains:
        return False
    joined = "".join(word.meaning for word in _words(school.name) if word.role == OWN)
    is_same = any(each.own == entry.own for word in entry.own for each in hub.by_word.get(word, ()))
    return not is_same and _is_clear(joined, joined, hub)


def _is_clear(typed: str, meant: str, hub: _Hub) -> bool:
    return meant not in hub.keys and hub.is_still_itself(typed, meant)


def _habit(draft: _Draft) -> str:
    return "+".join(draft.habits) or AS_REGISTERED


def _draft(school: KnownSchool, hub: _Hub, rng: Random) -> _Draft:
    """Let the habits loose, each by its own chance, in the order in which they can build on one another."""
    draft = _Draft(school, _words(school.name))
    if school.former_names and rng.random() < FORMER_NAME_SHARE:
        former = rng.choice(school.former_names)
        draft.words = _words(former)
        draft.is_never_decided = len(hub.families_of_former[_own_and_kinds(former)]) > 1
        draft.habits.append("former name")
    if rng.random() < 0.04:
        return draft
    dropped = False
    for name, chance, habit in HABITS:
        is_drop = name.startswith("drops")
        if rng.random() >= chance or (is_drop and dropped) or (draft.whole is not None and name not in ON_ANY_TEXT):
            continue
        if habit(draft, hub, rng):
            draft.habits.append(name)
            dropped = dropped or is_drop
    if rng.random() < 0.3:
        _finish(draft, "letter case", _in_other_case(draft.text(), rng))
    if rng.random() < 0.25:
        _finish(draft, "odd spaces", _with_odd_spaces(draft.text(), rng))
    return draft


# --- Habits: each changes the draft and tells whether it did. -------------------------------------------------------


def _drop(draft: _Draft, is_dropped: Callable[[_Word], bool]) -> bool:
    """Leave words out, and an "and" beside them, unless no name would be left."""
    gone = [is_dropped(word) for word in draft.words]
    beside = [a or b for a, b in zip([False, *gone], [*gone[1:], False], strict=False)]
    kept = [
        word
        for word, is_gone, is_beside in zip(draft.words, gone, beside, strict=True)
        if not (is_gone or (is_beside and word.text.lower() in {"and", "&", "-"}))
    ]
    if not any(gone) or not any(word.role == OWN for word in kept):
        return False
    while kept[-1].role == GLUE:
        kept.pop()
    while kept[0].role == GLUE and kept[0].text.lower() != "the":
        kept.pop(0)
    draft.words, draft.are_kinds_dropped = kept, True
    return True


def _has_own_beyond_places(draft: _Draft) -> bool:
    return not draft.own() <= _entry(draft.school).places


def _cuts_name(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Type only how the name begins: "Weston" for "Weston Village Primary School", "Co-op Academy"."""
    owns = [i for i, word in enumerate(draft.words) if word.role == OWN]
    if len(draft.words) < 3 or not owns:
        return False
    kept = draft.words[: owns[min(rng.randrange(2), len(owns) - 1)] + 1]
    if len(kept) == len(draft.words):
        return False
    following = draft.words[len(kept)]
    if following.role == WEAK and len(kept) + 1 < len(draft.words) and rng.random() < 0.7:
        kept.append(following)
    draft.is_never_decided = len(kept) < max(owns) + 1  # A part of a name: only those who work there know.
    draft.words, draft.are_kinds_dropped = kept, True
    return True


def _drops_school(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    last = next((w for w in reversed(draft.words) if w.role == WEAK and w.meaning in {"school", "academy"}), None)
    is_enough = bool(draft.kinds()) or _has_own_beyond_places(draft)
    return last is not None and is_enough and _drop(draft, lambda word: word is last)


def _drops_kinds(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    return _has_own_beyond_places(draft) and _drop(draft, lambda word: word.role in {KIND, WEAK})


def _drops_faith(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    has_faith = bool(draft.kinds() & _FAITHS)
    return has_faith and _drop(draft, lambda word: word.meaning in _FAITHS | {"voluntary", "controlled"})


def _drops_stage(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    """Leave the faith alone ("St Winefride's Catholic"), or nothing but "School"."""
    kinds = draft.kinds()
    if not kinds & _STAGES or not _has_own_beyond_places(draft):
        return False
    gone = _STAGES | ({"school", "academy"} if kinds & _FAITHS else set())
    return _drop(draft, lambda word: word.meaning in gone)


def _drops_community(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    return _drop(draft, lambda word: word.role == WEAK and word.meaning not in {"school", "academy"})


def _drops_place(draft: _Draft, _hub: _Hub, _rng: Random) -> bool:
    """Type "St Mary's CofE" for "Bosley St Mary's CofE": at home everyone knows which."""
    kept = _dedication_of(draft.words)
    if len(kept) == len(draft.words):
        return False
    draft.words = kept
    return True


def _styles_saint(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    saints = [word for word in draft.words if _letters(word.text) in {"st", "saint"}]
    for word in saints:
        others = [text for text in ("St", "St.", "Saint", "Saint", "St.", "Ste") if text != word.text]
        word.text = rng.choice(others)
    return bool(saints)


def _styles_and(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    ands = [word for word in draft.words if word.text.lower() in {"and", "&"}]
    for word in ands:
        word.text = rng.choice(("&", "&", "+", "n", "&amp;")) if word.text.lower() == "and" else "and"
    return bool(ands)


def _moves_faith(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Put the faith behind, in brackets: "St Peter's Primary School (C of E)"."""
    faith = next((word for word in draft.words if word.meaning in {"cofe", "catholic"}), None)
    if faith is None or len(draft.kinds() & _FAITHS) > 1:
        return False
    draft.words = [word for word in draft.words if word is not faith]
    text = rng.choice((*ABBREVIATIONS[faith.meaning], faith.text)).strip("()")
    draft.words.append(replace(faith, text=f"({text})"))
    return True


def _adds_aided(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    at = next((i for i, word in enumerate(draft.words) if word.meaning in {"cofe", "catholic"}), None)
    if at is None or any(word.meaning in {"voluntary", "controlled"} for word in draft.words):
        return False
    text = rng.choice(("VA", "(VA)", "(Aided)", "Aided", "V.A.", "Voluntary Aided"))
    draft.words.insert(at + 1, _Word(text, "voluntary", WEAK))
    return True


def _says_church_status(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    faith = next((word for word in draft.words if word.meaning in CHURCH_STATUS), None)
    if faith is None or any(word.meaning in {"voluntary", "controlled"} for word in draft.words):
        return False
    faith.text = rng.choice(CHURCH_STATUS[faith.meaning])
    return True


def _says_jmi(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    word = next((word for word in draft.words if word.meaning == "primary"), None)
    if word is None:
        return False
    word.text = rng.choice(("JMI", "J.M.I.", "CP", "C.P.", "Jnr & Inf", "J & I", "Junior and Infant", "Inf/Jnr"))
    word.meaning = ""  # Not everyone can read it: it no longer distinguishes schools.
    draft.are_kinds_dropped = True
    return True


def _turns_order(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Type "Primary School Manor", or "Manor, Primary School"."""
    first = next((i for i, word in enumerate(draft.words) if word.role in {KIND, WEAK}), None)
    if not first or any(word.role == OWN for word in draft.words[first:]):
        return False
    front, back = draft.words[:first], draft.words[first:]
    if rng.random() < 0.5 and not front[-1].text.endswith(","):
        front[-1] = replace(front[-1], text=front[-1].text + ",")
        draft.words = front + back
    else:
        draft.words = back + front
    return True


def _abbreviates(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    words, changed = draft.words, False
    for left, right in pairwise(list(words)):
        texts = PAIRS.get((left.meaning, right.meaning))
        if texts and rng.random() < 0.45:
            left.text = rng.choice(texts)
            words.remove(right)
            changed = True
    is_paired = changed
    for word in words:
        if word.role in {OWN, GLUE} or (is_paired and word.meaning in _STAGES) or rng.random() < 0.3:
            continue
        texts = tuple(text for text in ABBREVIATIONS.get(word.meaning, ()) if text != word.text)
        if texts and not word.text.startswith("(") and not word.text.lower().startswith("a "):
            word.text = rng.choice(texts)
            changed = True
    return changed


def _mangles_apostrophe(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    marked = [word for word in draft.words if "'" in word.text or "’" in word.text]
    mark = rng.choice(("", "", "", "’", "’", "`", "´", "‘", "&#39;", "â€™", " ", "''", "′"))
    for word in marked:
        if mark == "" and rng.random() < 0.15 and word.text.endswith("'s"):
            word.text = word.text[:-2] + "s'"
        else:
            word.text = re.sub(r"['’]", mark, word.text)
    return bool(marked)


def _joins_words(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Type "Millview" or "Mill-View" for "Mill View"."""
    at = [i for i, (a, b) in enumerate(pairwise(draft.words)) if a.role == b.role == OWN and _is_plain(a.text + b.text)]
    if not at:
        return False
    i = rng.choice(at)
    left, right = draft.words[i], draft.words[i + 1]
    if rng.random() < 0.6:
        right.text = right.text.lower()
        left.text, right.text = left.text + "\u2060", right.text
    else:
        left.text, right.text = left.text + "-\u2060", right.text
    return True


def _mistypes(draft: _Draft, hub: _Hub, rng: Random) -> bool:
    """Make one or two typing errors that leave the name nearer to its own school than to any other."""
    changed = False
    for _ in range(2 if rng.random() < 0.3 else 1):
        for _attempt in range(6):
            word = rng.choice(draft.words)
            before = word.text
            if (
                word.role == GLUE
                or len(_letters(before)) < (4 if word.role == OWN else 5)
                or word.meaning in {"saint", "voluntary", "controlled"}
            ):
                continue
            word.text = _typo(before, rng)
            if word.text != before and _keeps_itself(draft, hub):
                changed = True
                break
            word.text = before
    return changed


def _shifts_space(draft: _Draft, hub: _Hub, rng: Random) -> bool:
    """Type "Wincham CommunityPrimary", "Westfield rPimary" or "Manor Primar ySchool"."""
    for _ in range(6):
        if len(draft.words) < 2:
            return False
        i = rng.randrange(len(draft.words) - 1)
        left, right = draft.words[i], draft.words[i + 1]
        before = left.text, right.text
        if not (left.text[-1:].isalpha() and right.text[:1].isalpha()) or min(map(len, before)) < 4:
            continue
        way = rng.randrange(3)
        if way == 0:
            left.text += "\u2060"
        elif way == 1:
            left.text, right.text = left.text[:-1], left.text[-1] + right.text
        else:
            left.text, right.text = left.text + right.text[0], right.text[1:]
        if _keeps_itself(draft, hub):
            return True
        left.text, right.text = before
    return False


def _keeps_itself(draft: _Draft, hub: _Hub) -> bool:
    return hub.is_still_itself(draft.own_as_typed(), draft.own_as_meant())


def _leads_with_the(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    if draft.words[0].text.lower() == "the":
        draft.words.pop(0)
    else:
        draft.words.insert(0, _Word(rng.choice(("The", "The", "the")), "", GLUE))
    return True


def _adds_place(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Add a town, county or local authority behind, and at times the postcode."""
    school = draft.school
    way = rng.random()
    town = "" if school.town.casefold() in VAGUE_TOWNS else school.town
    counties = COUNTIES.get(school.la_name, ())
    if town and way < 0.62:
        typed, draft.place = town, town
    elif way < 0.77:
        typed, draft.place = rng.choice(AUTHORITY_NAMES.get(school.la_name, (school.la_name,))), school.la_name
    elif counties and way < 0.9:
        typed = rng.choice(counties)  # A county leaves every school of the hub open.
    elif town and counties:
        typed, draft.place = f"{town}, {counties[-1]}", town
    else:
        return False
    if school.postcode and rng.random() < 0.15:
        draft.postcode = _compact(school.postcode)
        typed += " " + rng.choice((school.postcode, school.postcode, draft.postcode, school.postcode.lower()))
    draft.suffix += rng.choice((", {}", ", {}", ",{}", " - {}", " ({})", " {}", " in {}", " – {}", ". {}")).format(
        typed
    )
    return True


def _town_of(school: KnownSchool) -> str:
    return "" if school.town.casefold() in VAGUE_TOWNS else school.town


def _leads_with_town(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    town = _town_of(draft.school)
    if not town:
        return False
    draft.place = town
    draft.prefix += town + rng.choice((" ", " - ", ", ", ": ", " "))
    return True


def _adds_authority(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    school = draft.school
    name = rng.choice(AUTHORITY_NAMES.get(school.la_name, (school.la_name,)))
    draft.place = school.la_name
    draft.suffix += " " + rng.choice(AUTHORITY_TAILS).format(name)
    return True


def _adds_half_postcode(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    half = _outward(draft.school.postcode)
    if not half:
        return False
    draft.suffix += rng.choice((" {}", " ({})", ", {}", " - {}")).format(half if rng.random() < 0.8 else half.lower())
    return True


def _adds_street(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Give the address, as a map does: "Leftwich Primary School, Old Hall Road, Northwich"."""
    school, town = draft.school, _town_of(draft.school)
    if not (school.street and town):
        return False
    draft.place = town
    draft.suffix += f", {school.street}, {town}" if rng.random() < 0.8 else f" {school.street} {town}"
    return True


def _adds_formerly(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    if not draft.school.former_names:
        return False
    word = rng.choice(("formerly", "formerly", "previously", "was", "used to be", "formally", "ex"))
    draft.suffix += rng.choice((" ({} {})", ", {} {}", " - {} {}")).format(word, rng.choice(draft.school.former_names))
    return True


def _says_twice(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    draft.prefix = _tidy(" ".join(word.text for word in draft.words)) + rng.choice((" ", ", ", " - ", " / "))
    return True


def _adds_trust(draft: _Draft, hub: _Hub, rng: Random) -> bool:
    trust = rng.choice(TRUSTS)
    if any(stem in hub.by_word for stem in _stems(trust.rsplit(" ", 1)[0])):
        return False
    draft.suffix += rng.choice((" ({})", ", {}", " - {}")).format(trust)
    return True


def _says_role(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    if rng.random() < 0.45:
        draft.prefix += rng.choice(LEADS)
    else:
        draft.suffix += rng.choice(TAILS)
    return True


def _types_number(draft: _Draft, hub: _Hub, rng: Random) -> bool:
    """Type the DfE's number, beside the name or in its stead. It counts where one school of the hub has it."""
    school = draft.school
    if not school.dfe_number or not school.is_in_hub:
        return False
    typed = school.dfe_number if rng.random() < 0.6 else school.dfe_number.replace("/", rng.choice(("", " ", "-")))
    draft.is_number_typed = len(hub.families_of_number[school.dfe_number]) == 1
    if rng.random() < 0.35:
        draft.whole = typed
    else:
        draft.suffix += rng.choice((" {}", " ({})", " - {}")).format(typed)
    return True


def _types_initials(draft: _Draft, _hub: _Hub, rng: Random) -> bool:
    """Type "OLOP": only those who work there know, so nothing decides it."""
    spelt = [word for word in draft.words if word.role in {OWN, GLUE}]
    initials = "".join(word.text[0] for word in spelt if word.text[:1].isalpha() and word.text.lower() != "the").upper()
    if len(initials) < 4 or sum(word.role == OWN for word in spelt) < 3:
        return False
    draft.whole = initials + rng.choice(("", "", " Primary" if "primary" in draft.kinds() else " School"))
    draft.is_never_decided = True
    return True


Habit = Callable[[_Draft, _Hub, Random], bool]
HABITS: tuple[tuple[str, float, Habit], ...] = (
    ("initials", 0.03, _types_initials),
    ("number", 0.012, _types_number),
    ("name cut short", 0.025, _cuts_name),
    ("drops place in name", 0.12, _drops_place),
    ("drops school", 0.2, _drops_school),
    ("drops kinds", 0.13, _drops_kinds),
    ("drops faith", 0.12, _drops_faith),
    ("drops stage", 0.06, _drops_stage),
    ("drops community", 0.2, _drops_community),
    ("saint", 0.3, _styles_saint),
    ("and", 0.4, _styles_and),
    ("faith behind", 0.07, _moves_faith),
    ("aided", 0.08, _adds_aided),
    ("church status", 0.06, _says_church_status),
    ("jmi", 0.02, _says_jmi),
    ("word order", 0.02, _turns_order),
    ("the", 0.08, _leads_with_the),
    ("abbreviations", 0.3, _abbreviates),
    ("joined words", 0.03, _joins_words),
    ("typo", 0.17, _mistypes),
    ("space shifted", 0.04, _shifts_space),
    ("apostrophe", 0.55, _mangles_apostrophe),
    ("name twice", 0.01, _says_twice),
    ("town in front", 0.02, _leads_with_town),
    ("role", 0.06, _says_role),
    ("half postcode", 0.02, _adds_half_postcode),
    ("place behind", 0.2, _adds_place),
    ("authority behind", 0.02, _adds_authority),
    ("street behind", 0.02, _adds_street),
    ("formerly", 0.1, _adds_formerly),
    ("trust", 0.025, _adds_trust),
)
ON_ANY_TEXT = {"role", "place behind"}


# --- The text as a whole, the postcode and the e-mail's domain ------------------------------------------------------


def _finish(draft: _Draft, name: str, text: str) -> None:
    if text != draft.text():
        draft.final = text
        draft.habits.append(name)


def _in_other_case(text: str, rng: Random) -> str:
    way = rng.randrange(5)
    if way < 2:
        return text.upper() if way else text.lower()
    if way == 2:
        return text[:1].upper() + text[1:].lower()
    if way == 3:
        return text.title()  # Mary'S, as spreadsheets make it
    return " ".join(
        word if rng.random() < 0.5 else word.swapcase() if rng.random() < 0.3 else word.lower()
        for word in text.split(" ")
    )


def _with_odd_spaces(text: str, rng: Random) -> str:
    way = rng.randrange(6)
    if way < 2:
        return " " + text if way else text + "  "
    if way == 2:
        return text.replace(" ", "  ", rng.randint(1, 2))
    if way == 3:
        return text.replace(" ", rng.choice(("\u00a0", "\t", "\u2009")), 1)
    if way == 4:
        return rng.choice(('"{}"', "{}.", "{},", "- {}", "{} -", "'{}'")).format(text)
    return text.replace(", ", " , ").replace(" ", "\n", 1) if rng.random() < 0.3 else text.replace(", ", " , ")


def _postcode_field(draft: _Draft, hub: _Hub, rng: Random) -> str:
    """Type the postcode, at times badly. Only a faultless one decides; no other postcode is a school's of the hub."""
    good = draft.school.postcode
    if " " not in good or rng.random() > 0.4:
        return ""
    way = rng.random()
    outward, inward = good.split(" ", 1)
    tight = outward + inward
    forms = (
        (0.42, good),
        (0.56, tight),
        (0.64, good.lower()),
        (0.7, tight.lower()),
        (0.74, f" {outward}  {inward} "),
    )
    for limit, typed in forms:
        if way < limit:
            draft.postcode = _compact(good)
            if typed != good:
                draft.habits.append("postcode form")
            return typed
    if way < 0.86:
        draft.habits.append("postcode outward")
        return outward if rng.random() < 0.7 else outward.lower()
    kind, make = ("postcode of home", _postcode_nearby) if way > 0.96 else ("postcode typo", _postcode_typo)
    for _ in range(20):
        typed = make(good, rng)
        if _compact(typed) not in hub.postcodes and _compact(typed) != _compact(good):
            draft.habits.append(kind)
            return typed
    return ""


def _postcode_nearby(good: str, rng: Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{_outward(good)} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"


def _postcode_typo(good: str, rng: Random) -> str:
    i = rng.randrange(len(good))
    twin = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "Z": "2"}.get(good[i])
    way = rng.randrange(4)
    if twin and way < 2:
        return good[:i] + twin + good[i + 1 :]
    if way == 2:
        return good[:i] + good[i + 1 :]
    if way == 3 and i + 1 < len(good):
        return good[:i] + good[i + 1] + good[i] + good[i + 2 :]
    return (
        good[:i]
        + (rng.choice("123456789") if good[i].isdigit() else rng.choice("ABDEFGHJLNPQRSTUWXYZ"))
        + good[i + 1 :]
    )


def _hub_domain(draft: _Draft, hub: _Hub, rng: Random) -> str:
    """Choose what stands behind the @. A trust's or local authority's domain tells nothing."""
    school, way = draft.school, rng.random()
    if way < 0.06:
        return ""
    if way < 0.13:
        wide = [*hub.wide_domains[school.la_name], re.sub(r"[^a-z]", "", school.la_name.lower()) + ".gov.uk"]
        draft.habits.append("domain of authority")
        return rng.choice(wide)
    if way < 0.19:
        draft.habits.append("domain of trust")
        return rng.choice(TRUST_DOMAINS)
    if way < 0.52 and school.website_domain:
        draft.domain = school.website_domain
        if rng.random() < 0.2:
            draft.habits.append("domain with front")
            return rng.choice(("mail.", "staff.", "staff.", "teachers.", "admin.")) + school.website_domain
        return school.website_domain.title() if rng.random() < 0.04 else school.website_domain
    return rng.choice(WEBMAIL)


# --- Names as words --------------------------------------------------------------------------------------------------


def _words(name: str) -> list[_Word]:
    """Cut a registered name into words of known role. A name of kinds alone keeps them all as its own."""
    words: list[_Word] = []
    at = 0
    while at < len(name):
        if name[at].isspace():
            at += 1
            continue
        found = ((pattern.match(name, at), meaning, role) for pattern, meaning, role in _PHRASES)
        phrase = next((each for each in found if each[0]), None)
        match, meaning, role = phrase or (_WORD.match(name, at), "", OWN)
        end = match.end() if match else len(name)
        while end < len(name) and name[end] in ",;)":
            end += 1
        text = name[at:end]
        if role == OWN:
            meaning = _stem(text)
            role = OWN if meaning else GLUE
        words.append(_Word(text, meaning, role))
        at = end
    if not any(word.role == OWN for word in words):
        words = [word if word.role == GLUE else _Word(word.text, _stem(word.text), OWN) for word in words]
    return words


def _dedication_of(words: list[_Word]) -> list[_Word]:
    """Leave out the place before a dedication, and behind the kind: "Bosley", "…, Wallasey". Else give all words."""
    after = [*(word.meaning for word in words[1:]), ""]
    first = next(
        (
            i
            for i, word in enumerate(words)
            if word.role == OWN
            and (
                word.meaning in {"saint", "holy", "sacred", "our"}
                or (word.meaning, after[i]) in {("christ", "church"), ("christ", ""), ("all", "saint")}
            )
        ),
        None,
    )
    if first is None:
        return words
    kept = words[first:] if any(word.role == OWN for word in words[:first]) else words
    last = max((i for i, word in enumerate(kept) if word.role in {KIND, WEAK}), default=len(kept) - 1)
    if len(kept) == len(words) and last == len(kept) - 1:
        return words
    kept = [replace(word) for word in kept[: last + 1]]
    kept[-1].text = kept[-1].text.rstrip(",")
    return kept


def _own_and_kinds(name: str) -> tuple[frozenset[str], frozenset[str]]:
    words = _words(name)
    return (
        frozenset(word.meaning for word in words if word.role == OWN),
        frozenset(word.meaning for word in words if word.role == KIND),
    )


def _entry(school: KnownSchool) -> _Entry:
    own, kinds = _own_and_kinds(school.name)
    return _Entry(
        school,
        own,
        kinds,
        frozenset(_stems(f"{school.town} {school.la_name}")),
    )


def _stems(text: str) -> list[str]:
    return [stem for stem in map(_stem, text.split()) if stem and stem not in {"and", "of"}]


def _stem(text: str) -> str:
    """Reduce a word to what distinguishes it: no marks, no case, no possessive or plural."""
    letters = _letters(re.sub(r"&#39;|â€™", "", text))
    if letters in _SAINTS:
        return "saint"
    return letters[:-1] if len(letters) >= 4 and letters.endswith("s") else letters


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_plain(text: str) -> bool:
    return text.isalpha() and len(text) > 6


def _tidy(text: str) -> str:
    """Close up what was joined, and leave no comma or dash behind that separates nothing."""
    text = re.sub(r"\u2060 ?", "", text)
    return re.sub(r"\s+([,;])", r"\1", text).strip().rstrip(",;-– ")


def _typo(word: str, rng: Random) -> str:
    """Swap, drop, double or replace a letter by its neighbour on the keyboard; the first letter mostly survives."""
    at = [i for i, sign in enumerate(word) if sign.isalpha() and (i or rng.random() < 0.2)]
    i = rng.choice(at)
    way = rng.randrange(4)
    if way == 0 and i + 1 < len(word) and word[i + 1].isalpha():
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if way == 1:
        return word[:i] + word[i + 1 :]
    if way == 2:
        return word[: i + 1] + word[i].lower() + word[i + 1 :]
    row = next((row for row in KEYBOARD if word[i].lower() in row), None)
    if row is None:
        return word
    k = row.index(word[i].lower())
    near = row[max(k - 1, 0) : k] + row[k + 1 : k + 2]
    key = rng.choice(near)
    return word[:i] + (key.upper() if word[i].isupper() else key) + word[i + 1 :]


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def _outward(postcode: str) -> str:
    return postcode.partition(" ")[0].upper()


def _domain(website: str) -> str | None:
    """Give the host of a web address, without www., or None."""
    host = re.sub(r"^[a-z]+:/*", "", website.strip().lower()).split("/")[0].split(":")[0].removeprefix("www.")
    return host if "." in host and " " not in host else None
