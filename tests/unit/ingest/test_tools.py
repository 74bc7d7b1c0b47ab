"""What other tools export, in the words of the template."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from reach import ingest
from reach.ingest import Answers, Details, QuestionsOpenError, SourceFile
from reach.ingest.cells import urn_in
from reach.ingest.details import Entries, details_in_title
from reach.ingest.kinds import attendance
from reach.ingest.parts import parts_of
from reach.ingest.tools.display_names import part
from reach.ingest.tools.headings import columns_asked_for
from reach.store import Store, listing
from tests.builders import SETTINGS, hub, school
from tests.national import DATA_SETS, GENERATED, DataSet


def entries(content: str | bytes, answers: Answers | None = None, encoding: str = "utf-8") -> tuple[str, Entries]:
    content = content if isinstance(content, bytes) else content.encode(encoding)
    (found,) = parts_of(SourceFile("export", content))
    kind = attendance(found.kind)
    assert kind is not None
    return kind.name, kind.entries(found, answers or Answers(), SETTINGS)


def cells(found: Entries, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for _, row in found.rows]


@pytest.mark.parametrize(
    ("shown", "person", "where"),
    [
        ("Jo Smith (Halton Lodge)", "Jo Smith", "Halton Lodge"),
        ("Jo Smith - Halton Lodge", "Jo Smith", "Halton Lodge"),
        ("Jo Smith – Halton Lodge Primary", "Jo Smith", "Halton Lodge Primary"),
        ("SMITH Jo | Halton Lodge Primary", "Jo SMITH", "Halton Lodge Primary"),
        ("Halton Lodge Primary School - Jo Smith", "Jo Smith", "Halton Lodge Primary School"),
        ("Jo Smith (Bollinbrook CofE (A) Primary School)", "Jo Smith", "Bollinbrook CofE (A) Primary School"),
        ("Jo Smith (Halton Lodge) (External)", "Jo Smith", "Halton Lodge"),
        ("Jo Smith (External)", "Jo Smith", ""),
        ("MOSS JO (Unverified)", "MOSS JO", ""),
        ("Jo Smith (she/her)", "Jo Smith", ""),
        ("Patel, Anika", "Anika Patel", ""),
        ("Patel, Anika (Halton Lodge)", "Anika Patel", "Halton Lodge"),
        ("Jo Smith, Halton Lodge Primary", "Jo Smith", "Halton Lodge Primary"),
        ("Anika Patel (Anika)", "Anika Patel", ""),
        ("iPhone (Ben Carter)", "Ben Carter", ""),
        ("Siân O'Connor-Jones", "Siân O'Connor-Jones", ""),
        ("Jo Smith Halton Lodge Primary School", "Jo Smith", "Halton Lodge Primary School"),
        ("St Mary's Primary School", "", "St Mary's Primary School"),
        ("iPhone", "", ""),
        ("Jo Smith @ Halton Lodge", "Jo Smith", "Halton Lodge"),
        ("SMITH Jo | Halton Lodge Primary", "Jo SMITH", "Halton Lodge Primary"),
        ("Jo Smith • Halton Lodge", "Jo Smith", "Halton Lodge"),
        ("Jo Smith: Halton Lodge", "Jo Smith", "Halton Lodge"),
        ("Jo Smith - External", "Jo Smith", ""),
        ("Jo Smith (Halton Lodge) - External", "Jo Smith", "Halton Lodge"),
        ("Halton Lodge Primary School", "", "Halton Lodge Primary School"),
    ],
)
def test_a_shown_name_is_parted_into_person_and_school(shown: str, person: str, where: str) -> None:
    assert part(shown) == (person, where)


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("Jo Smith - Halton Lodge", ["Halton Lodge Primary School"]),
        ("Halton Lodge - Jo Smith", ["Halton Lodge Primary School"]),
        ("Halton Lodge (Jo Smith)", ["Halton Lodge Primary School"]),
        ("Jo Smith - Sam Jones", []),
        ("Jo Smith (Sammy)", []),
    ],
)
def test_neither_half_of_a_shown_name_is_kept_where_no_school_is_called_so(
    tmp_path: Path, shown: str, found: list[str]
) -> None:
    store = hub(tmp_path, [school(900001, name="Halton Lodge Primary School")])
    zoom = f"Name (Original Name),User Email,Total Duration (Minutes),Guest\n{shown},,60,Yes\n"
    answers = Answers(Details("Work group", "MNRKS1", dt.date(2023, 11, 14)))
    (batch,) = ingest.import_files(store, [SourceFile("x.csv", zoom.encode())], imported_by="test", answers=answers)
    assert (batch.loaded, batch.held) == (len(found), 1 - len(found))
    schools = store.read().rows("select name from attendances join schools using (urn)")
    assert [name for (name,) in schools] == found
    assert store.read().rows("select school_text from held_rows") == [(None,)] * (1 - len(found))
    assert not {"Smith", "Sam", "Sammy"} & set(re.findall(r"\w+", str(batch.preview)))


def test_of_two_halves_that_are_like_a_school_only_the_better_is_kept(tmp_path: Path) -> None:
    kept_of = {
        "Weston - Wesson": "Weston",
        "Wesson - Weston": "Weston",
        "Hartford / Harford": "Hartford",
        "Harford (Hartford)": "Hartford",
        "Weston - Hartford": None,
        "Smith - Jones": None,
    }
    names = ("Weston Primary School", "Weston High School", "Hartford Primary School", "Hartford High School")
    store = hub(tmp_path, [school(900001 + number, name=name) for number, name in enumerate(names)])
    zoom = "Name (Original Name),User Email,Total Duration (Minutes),Guest\n{},,60,Yes\n"
    sources = [SourceFile(f"{place}.csv", zoom.format(shown).encode()) for place, shown in enumerate(kept_of)]
    answers = {
        part.key: Answers(Details("Work group", "MNRKS1", dt.date(2023, 11, 14), session))
        for session, part in enumerate(ingest.tables_in(sources), start=1)
    }
    batches = ingest.import_files(store, sources, imported_by="test", answers=answers)
    held = dict(store.read().rows("select batch_id, school_text from held_rows"))
    others: set[str] = set()
    for (shown, kept), batch in zip(kept_of.items(), batches, strict=True):
        assert (batch.held, held[batch.batch_id]) == (1, kept), shown
        other = set(re.findall(r"\w+", shown)) - {kept}
        assert not any(name in repr(batch) for name in other), shown
        others |= other
    for (table,) in store.read().rows("select table_name from duckdb_tables()"):
        rows = repr(store.read().rows(f"from {table}"))
        assert table == "school_records" or not any(name in rows for name in others - {"Weston", "Hartford"}), table


def test_the_same_person_is_known_whichever_way_round_the_name_is_shown(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Halton Lodge Primary School")])
    zoom = "Name (Original Name),User Email,Total Duration (Minutes),Guest\n{},,60,Yes\n"
    for number, shown in enumerate(("Jo Smith - Halton Lodge", "Halton Lodge - Jo Smith"), start=1):
        answers = Answers(Details("Work group", "MNRKS1", dt.date(2023, 11, 14), number))
        ingest.import_files(
            store, [SourceFile("x.csv", zoom.format(shown).encode())], imported_by="test", answers=answers
        )
    assert store.read().rows("select count(*), count(distinct attendee) from attendances") == [(2, 1)]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Which school do you work in?", "school"),
        ("School postcode (if you know it)", "postcode"),
        ("School URN (if known)", "urn"),
        ("Your school email address", "email"),
        ("What is your full name?", "full_name"),
        ("Job Title", "role"),
        ("Which sessions did you attend?", "sessions"),
        ("Which workshop will you attend?", "programme"),
        ("School phase", None),
        ("School telephone", None),
        ("Dietary needs", None),
    ],
)
def test_a_question_is_understood_by_its_words(heading: str, column: str | None) -> None:
    assert columns_asked_for([heading]) == ({column: 0} if column else {})


def test_a_title_says_programme_and_session() -> None:
    found = details_in_title("Years 5-8 Continuity: session 2", SETTINGS)
    assert found == Details(activity="Years 5-8 Continuity", programme="Y58", session_number=2)
    assert details_in_title("Tea and biscuits", SETTINGS) == Details(activity="Tea and biscuits")


EVENTBRITE = (
    "Order no.,Order Date,First Name,Surname,Email,Attendee no.,Attendee Status,Home Postcode,School name,Job Title\n"
    "1,2023-10-02 18:04:11+01:00,Anika,Patel,office@a.sch.uk,7,Attending,AB1 2CD,St Euclid's,Lead\n"
    "1,2023-10-02 18:04:11+01:00,Ben,Carter,office@a.sch.uk,8,Checked In,,St Euclid's,TA\n"
    "2,2023-10-02 18:04:11+01:00,Cy,Moss,c@a.sch.uk,9,Not Attending,,St Euclid's,\n"
)


def test_eventbrites_ticket_is_booked_until_it_is_checked_in(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="St Euclid's Primary School")])
    answers = Answers(Details("Conference", "MNRKS1", dt.date(2023, 11, 14)))
    ingest.import_files(store, [SourceFile("x.csv", EVENTBRITE.encode())], imported_by="test", answers=answers)
    rows = store.read().rows("select attendance, count(distinct attendee) from attendances group by all order by 1")
    assert rows == [("apologies", 1), ("attended", 1), ("booked", 1)]


def test_the_buyers_address_and_postcode_are_not_the_schools(tmp_path: Path) -> None:
    kind, found = entries(EVENTBRITE)
    assert kind == "eventbrite"
    assert cells(found, "school", "postcode", "role")[0] == ("St Euclid's", None, "Lead")
    assert cells(found, "email", "email_of_somebody_else")[:2] == [
        ("office@a.sch.uk", None),
        (None, "office@a.sch.uk"),
    ]


FORM = (
    "ID,Start time,Completion time,Email,Name,What is your full name?,School email,Which school?,Which workshop?\n"
    "1,14/11/2023 16:05:12,14/11/2023 16:06:40,anonymous,,Ada Lovelace,ada@a.sch.uk,St Euclid's,"
    "Mastering Number at Reception and KS1\n"
    "2,15/11/2023 16:05:12,15/11/2023 16:06:40,bea@a.sch.uk,Bea Moss,,,St Euclid's,Something else\n"
)


def test_a_forms_own_questions_come_before_what_microsoft_adds() -> None:
    kind, found = entries(FORM)
    assert kind == "forms"
    assert cells(found, "email", "first_name", "school", "programme") == [
        ("ada@a.sch.uk", "Ada Lovelace", "St Euclid's", "MNRKS1"),
        ("bea@a.sch.uk", "Bea Moss", "St Euclid's", None),
    ]
    assert found.details.attendance == "booked"
    assert found.details.held_on is None


def test_a_form_that_asks_which_sessions_gives_a_row_a_session(tmp_path: Path) -> None:
    form = (
        "Timestamp,Email address,Full name,School,Which sessions did you attend?\n"
        "14/11/2023 16:05:12,ada@a.sch.uk,Ada Lovelace,St Euclid's,Session 1;Session 2;\n"
        "14/11/2023 16:05:12,bea@a.sch.uk,Bea Moss,Nowhere at all,Session 1;\n"
    )
    store = hub(tmp_path, [school(900001, name="St Euclid's Primary School")])
    with pytest.raises(QuestionsOpenError) as asked:
        ingest.import_files(
            store, [SourceFile("x.csv", form.encode())], imported_by="test", answers=Answers(Details("Group", "MNRKS1"))
        )
    assert [(each.column, each.text) for each in asked.value.reading.open] == [
        ("held_on", "Session 1"),
        ("held_on", "Session 2"),
    ]
    answers = Answers(Details("Group", "MNRKS1", dt.date(2023, 11, 14)))
    (batch,) = ingest.import_files(store, [SourceFile("x.csv", form.encode())], imported_by="test", answers=answers)
    assert (batch.read, batch.loaded, batch.held) == (2, 1, 1)
    rows = store.read().rows("select session_number, attendance, held_on from attendance_facts order by 1")
    assert rows == [(1, "attended", dt.date(2023, 11, 14)), (2, "attended", dt.date(2023, 11, 14))]
    (again,) = ingest.import_files(store, [SourceFile("x.csv", form.encode())], imported_by="test", answers=answers)
    assert (again.batch_id, again.unchanged) == (None, 1)


def teams(*people: str, start: str = "14/11/23, 09:00:00", end: str = "14/11/23, 10:00:00") -> bytes:
    head = (
        f"1. Summary\nMeeting title\tCore Maths\nStart time\t{start}\nEnd time\t{end}\nMeeting duration\t1h 0m 0s\n\n"
    )
    head += "2. Participants\n"
    head += "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    tail = "\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nX\ta\tb\t1m\t\tAttendee\n"
    return (head + "\n".join(people) + "\n" + tail).encode("utf-16")


def person(name: str, stay: str, role: str = "Attendee", email: str = "", joined: str = "14/11/23, 09:00:00") -> str:
    return f"{name}\t{joined}\t{joined}\t{stay}\t{email}\t{email}\t{role}"


def test_who_stays_for_half_of_a_teams_meeting_attended() -> None:
    kind, found = entries(teams(person("Ada", "30m 0s"), person("Bea", "29m 59s"), person("Hub", "1h", "Organizer")))
    assert kind == "teams"
    assert cells(found, "first_name", "attendance") == [("Ada", "attended"), ("Bea", "absent")]
    assert found.left_out == {"organiser": 1}
    assert found.details.held_on == dt.date(2023, 11, 14)
    assert [number for number, _ in found.rows] == [9, 10]


def test_the_minimum_stay_and_the_organisers_are_the_administrators_to_decide() -> None:
    file = teams(person("Ada", "10m"), person("Hub", "1h", "Presenter"))
    _, found = entries(file, Answers(minimum_minutes=10, counts_organisers=True))
    assert cells(found, "first_name", "attendance") == [("Ada", "attended"), ("Hub", "attended")]


def test_who_joins_twice_is_one_person_whose_stays_are_added_up(tmp_path: Path) -> None:
    twice = [person("Ada (St Euclid's)", "20m", email="a@x.example"), person("Ada Phone", "15m", email="A@x.example")]
    _, found = entries(teams(*twice))
    assert cells(found, "attendance") == [("attended",), ("attended",)]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("14/11/23, 09:00:00", dt.date(2023, 11, 14)),
        ("11/14/23, 9:00:00 AM", dt.date(2023, 11, 14)),
        ("11/9/23, 9:00:00 AM", dt.date(2023, 11, 9)),
        ("11/09/23, 09:00:00", dt.date(2023, 9, 11)),
    ],
)
def test_the_order_of_a_teams_date_is_decided_by_the_file(start: str, day: dt.date) -> None:
    _, found = entries(teams(person("Ada", "1h", joined=start), start=start, end=start))
    assert found.details.held_on == day


def test_the_classic_list_adds_up_joins_and_leaves() -> None:
    text = (
        "Full Name\tUser Action\tTimestamp\n"
        'Ada\tJoined\t"14/11/2023, 09:00:00"\nBea\tJoined\t"14/11/2023, 09:00:00"\n'
        'Bea\tLeft\t"14/11/2023, 09:10:00"\nBea\tJoined\t"14/11/2023, 09:50:00"\n'
        'Cy\tJoined before\t"14/11/2023, 09:00:00"\nCy\tLeft\t"14/11/2023, 10:00:00"\n'
    )
    _, found = entries(text, encoding="utf-16")
    assert cells(found, "first_name", "attendance") == [("Ada", "attended"), ("Bea", "absent"), ("Cy", "attended")]


def test_the_report_of_earlier_years_is_read_too() -> None:
    text = (
        "Meeting Summary\nTotal Number of Participants\t2\nMeeting Title\tCore Maths\n"
        "Meeting Start Time\t11/14/2021, 4:00:00 PM\nMeeting End Time\t11/14/2021, 5:00:00 PM\n\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
        "Ada\t11/14/2021, 4:00:00 PM\t11/14/2021, 4:20:00 PM\t20m\ta@x.example\tAttendee\ta@x.example\n"
        "Ada\t11/14/2021, 4:30:00 PM\t11/14/2021, 4:45:00 PM\t15m\ta@x.example\tAttendee\ta@x.example\n"
        "Bea\t11/14/2021, 4:00:00 PM\t11/14/2021, 4:20:00 PM\t20m\tb@x.example\tAttendee\tb@x.example\n"
    )
    _, found = entries(text, encoding="utf-16")
    assert cells(found, "first_name", "attendance") == [("Ada", "attended"), ("Ada", "attended"), ("Bea", "absent")]
    assert found.details.held_on == dt.date(2021, 11, 14)
    assert found.details.activity == "Core Maths"


ZOOM = (
    "\ufeffMeeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    '812,"Core Maths, session 3",11/09/2023 03:55:00 PM,11/09/2023 05:02:00 PM,host@hub.example,60,4\n\n'
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Ada - St Euclid's,,11/09/2023 03:55:00 PM,11/09/2023 04:11:00 PM,16,Yes\n"
    "Ada - St Euclid's,,11/09/2023 04:21:00 PM,11/09/2023 04:36:00 PM,15,Yes\n"
    "Bea,,11/09/2023 03:55:00 PM,11/09/2023 04:11:00 PM,16,Yes\n"
    "Host,host@hub.example,11/09/2023 03:55:00 PM,11/09/2023 05:02:00 PM,60,No\n"
)


def test_zooms_rows_are_joins_and_its_dates_likely_american() -> None:
    kind, found = entries(ZOOM)
    assert kind == "zoom"
    assert cells(found, "first_name", "attendance") == [("Ada", "attended"), ("Ada", "attended"), ("Bea", "absent")]
    assert (found.details.held_on, found.details.session_number) == (dt.date(2023, 11, 9), 3)
    assert found.date_order is not None and found.date_order.is_open
    assert found.left_out == {"host": 1}


@pytest.mark.parametrize(
    ("report", "came", "held_on"),
    [
        (
            "First name,Last name,Email,Duration,Time joined,Time exited\n"
            "Ada,Moss,a@school.example,58 min,16:02,17:00\nBea,Roe,,1 hr 2 min,15:58,17:00\n"
            "Cy,Bell,,3 min,15:58,16:01\n",
            ["attended", "attended", "absent"],
            None,
        ),
        (
            "Name,Email,Duration,Time joined,Time exited\n"
            "Ada Moss,a@school.example,0:58:00,2025-11-05T16:02:00Z,2025-11-05T17:00:00Z\nBea Roe,,12m,,\n",
            ["attended", "absent"],
            dt.date(2025, 11, 5),
        ),
        (
            "Meeting title,Date,Start time,End time\nCore Maths session 2,2025-11-05,16:00,17:00\n\n"
            "Name,Email,Duration\nAda Moss,a@school.example,58 min\nBea Roe,,20 min\n",
            ["attended", "absent"],
            dt.date(2025, 11, 5),
        ),
    ],
    ids=["newer", "with days", "with the meeting above"],
)
def test_google_meets_stays_are_judged_as_others_are(report: str, came: list[str], held_on: dt.date | None) -> None:
    kind, found = entries(report)
    assert (kind, found.has_stays, found.details.held_on) == ("google_meet", True, held_on)
    assert cells(found, "first_name", "email", "attendance")[0] == ("Ada Moss", "a@school.example", "attended")
    assert [attended for (attended,) in cells(found, "attendance")] == came
    assert entries(report, Answers(minimum_minutes=60))[1].rows.column("attendance")[0] == "absent"


def test_a_table_of_no_tool_is_read_once_its_columns_are_named(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="St Euclid's Primary School")])
    source = SourceFile("list.csv", b"Colleague;Base\nAda Lovelace;St Euclid's\n")
    (part,) = ingest.tables_in([source])
    asked = [(each.about, each.column) for each in ingest.what_it_says(store, part, Answers()).open]
    assert ("column", "school") in asked
    details = Details("G", "MNRKS1", dt.date(2023, 1, 9), attendance="attended")
    answers = {part.key: Answers(details, columns={"full_name": 0, "school": 1})}
    (batch,) = ingest.import_files(store, [source], imported_by="test", answers=answers)
    assert (batch.kind, batch.loaded) == ("table", 1)
    other = SourceFile("next.csv", b"colleague;BASE\nBea Moss;St Euclid's\n")
    with pytest.raises(QuestionsOpenError):
        ingest.import_files(store, [other], imported_by="test")
    (batch,) = ingest.import_files(store, [other], imported_by="test", answers=Answers(details))
    assert batch.loaded == 1
    stored = store.read().rows("select signature, answers from remembered_answers")
    assert len(stored) == 1 and "olleague" not in str(stored)


def test_zooms_host_is_known_by_name_where_no_address_is_given() -> None:
    text = (
        "Topic,ID,Host name,Duration (minutes),Start time,End time,Participants\n"
        "Core Maths,812,Hub Admin,60,11/14/2023 03:55:00 PM,11/14/2023 05:02:00 PM,2\n\n"
        "Name (original name),Email,Total duration (minutes),Guest\nHub Admin,,60,No\nAda,,45,Yes\n"
    )
    _, found = entries(text)
    assert (cells(found, "first_name", "attendance"), found.left_out) == ([("Ada", "attended")], {"host": 1})


KINDS_OF_SAMPLES = {
    "eventbrite": "eventbrite",
    "google": "forms",
    "microsoft": "forms",
    "teams": "teams",
    "zoom": "zoom",
}


@pytest.mark.parametrize("data", DATA_SETS, ids=str)
def test_an_export_is_known_by_what_is_in_it(data: DataSet, tmp_path: Path) -> None:
    sources = [data.read(path) for path in data.paths("formats/*.csv")]
    assert sources
    for source in sources:
        (found,) = parts_of(SourceFile("anything.bin", source.content))
        assert found.kind == KINDS_OF_SAMPLES[source.name.partition("_")[0]], source.name
    store: Store = hub(tmp_path, [school(900001)])
    answers = Answers(Details("Sample", "CORE", dt.date(2023, 11, 14)), counts_organisers=True, holds_unclear=True)
    batches = ingest.import_files(store, sources, imported_by="test", answers=answers)
    for source, batch in zip(sources, batches, strict=True):
        assert batch.read == batch.loaded + batch.unchanged + batch.held > 0, source.name
    reasons = {(row["file"], row["reason"]) for row in listing.held_rows(store.read())}
    assert not [each for each in reasons if "date" in each[1] or "attendance" in each[1]]


def test_the_invented_samples_show_each_layout_that_the_real_ones_show() -> None:
    """Known by the mark of the encoding and the first line."""

    def layouts(data: DataSet) -> set[tuple[bytes, str]]:
        contents = [data.read(path).content for path in data.paths("formats/*.csv")]
        return {(content[:2], first_line(content)) for content in contents}

    def first_line(content: bytes) -> str:
        is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
        return text.splitlines()[0].replace('"', "").casefold()

    invented, *real = map(layouts, DATA_SETS)
    assert len(invented) >= 10
    assert all(shown <= invented for shown in real)


def test_the_invented_samples_say_what_stands_in_them() -> None:
    """The day comes from the file, whichever way round it is written, and a stay becomes a mark."""
    expected = {
        "teams_attendance_report_eu_dates_utf16le": ["attended", "attended", "absent", "attended", "attended"],
        "teams_attendance_report_eu_dates_utf16be": ["attended"] * 4,
        "teams_attendance_report_us_dates_utf16le": ["attended", "attended", "absent", "attended", "attended"],
        "zoom_participants_with_meeting_details": ["attended"] * 4,
        "eventbrite_attendees_uk": ["Attending", "Checked In", "Not Attending"],
        "eventbrite_attendees_us_headers": ["Attending", "Checked In", "Not Attending"],
    }
    for name, marks in expected.items():
        _, found = entries(GENERATED.read(f"formats/{name}.csv").content, Answers(counts_organisers=True))
        assert cells(found, "attendance") == [(mark,) for mark in marks], name
        if name.startswith(("teams", "zoom")):
            assert found.details.held_on == dt.date(2023, 11, 14), name


ZOOM_OF_TWO = (
    "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,"
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Core Maths session 2,852,Hub,a@m.example,13/10/2022 16:00,13/10/2022 17:00,60,2,"
    "Jo Marsh - Hill,jm@x.example,13/10/2022 16:00,13/10/2022 16:40,40,Yes\n"
    "Network,853,Ann Lee,al@x.example,09/11/2022 16:00,09/11/2022 18:00,120,2,"
    "Jo Marsh - Hill,jm@x.example,09/11/2022 16:00,09/11/2022 16:40,40,Yes\n"
    "Network,853,Ann Lee,al@x.example,09/11/2022 16:00,09/11/2022 18:00,120,2,"
    "Ann Lee - Dale,al@x.example,09/11/2022 16:00,09/11/2022 18:00,120,Yes\n"
)
WEBEX_OF_TWO = (
    "Meeting Name\tMeeting Start Time\tMeeting End Time\tDisplay Name\tRole\tAttendee Email\tJoin Time\tLeave Time\t"
    "Attendance Duration\n"
    "Core Maths session 2\t2022-10-13 16:00\t2022-10-13 17:00\tJo Marsh - Hill\tAttendee\tjm@x.example\t"
    "2022-10-13 16:00\t2022-10-13 16:40\t40 mins\n"
    "Network\t2022-11-09 16:00\t2022-11-09 18:00\tJo Marsh - Hill\tAttendee\tjm@x.example\t"
    "2022-11-09 16:00\t2022-11-09 16:40\t40 mins\n"
    "Network\t2022-11-09 16:00\t2022-11-09 18:00\tAnn Lee - Dale\tHost\tal@x.example\t"
    "2022-11-09 16:00\t2022-11-09 18:00\t120 mins\n"
)


@pytest.mark.parametrize("content", [ZOOM_OF_TWO, WEBEX_OF_TWO])
def test_each_meeting_of_a_report_on_several_is_one_of_its_own(content: str) -> None:
    _, found = entries(content)
    assert cells(found, "activity", "held_on", "session_number", "attendance", "hours") == [
        ("Core Maths", dt.date(2022, 10, 13), 2, "attended", 1.0),
        ("Network", dt.date(2022, 11, 9), "", "absent", 2.0),
    ]
    assert found.left_out == {"host": 1}
    assert found.details == Details()
    assert {"activity", "held_on"} <= found.columns.keys()
    _, answered = entries(content, Answers(Details(activity="Work group 1", programme="CORE")))
    assert cells(answered, "activity", "programme", "session_number") == [(None, None, 2), (None, None, "")]


TEAMS_DURATIONS = {"1 godz. 5 min": "attended", "9 min 3 sek.": "absent", "1 t 5 min": "attended", "65 хв": "65 хв"}


@pytest.mark.parametrize("stayed", TEAMS_DURATIONS)
def test_a_stay_that_is_not_understood_is_asked_about_and_nobodys_absence(stayed: str) -> None:
    content = (
        "2. Uczestnicy\n"
        "Nazwa\tPierwsze\tOstatnie\tCzas trwania\tAdres e-mail\tIdentyfikator (UPN)\tRola\n"
        "Ann Lee - Dale\t13.10.2022, 16:00\t13.10.2022, 17:15\t1 h 15 min\tal@x.example\t\tUczestnik\n"
        f"Jo Marsh - Hill\t13.10.2022, 16:00\t13.10.2022, 17:05\t{stayed}\tjm@x.example\t\tUczestnik\n"
    )
    kind, found = entries(content)
    assert kind == "teams"
    assert cells(found, "attendance") == [("attended",), (TEAMS_DURATIONS[stayed],)]


@pytest.mark.parametrize(
    ("table", "open_after"),
    [
        ("Name,School,Session date,Attended\nJo,Hill,5/11/2022,Yes\n", ["date order"]),
        ("Name,Company,Session date,Attended\nJo,Hill,13/11/2022,Yes\n", ["column"]),
        ("Name,School,Session date,Attended\nJo,Hill,13/11,Yes\n", []),
    ],
)
def test_holding_unclear_rows_never_loads_what_was_guessed_of_all_rows(
    table: str, open_after: list[str], tmp_path: Path
) -> None:
    store = hub(tmp_path, [school(900001, name="Hill Primary School")])
    answers = Answers(Details("Group", "MNRKS1"), holds_unclear=True)
    source = SourceFile("list.csv", table.encode())
    if not open_after:
        (batch,) = ingest.import_files(store, [source], imported_by="test", answers=answers)
        assert (batch.loaded, batch.held) == (0, 1)
        return
    with pytest.raises(QuestionsOpenError) as asked:
        ingest.import_files(store, [source], imported_by="test", answers=answers)
    assert [each.about for each in asked.value.reading.open] == open_after


def test_who_shows_as_the_host_is_left_out() -> None:
    report = (
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
        "Hub Admin (Host),,13/11/2025 15:50:00,13/11/2025 17:00:00,70,No\n"
        "Sam Roe (Co-host),,13/11/2025 15:50:00,13/11/2025 17:00:00,70,No\n"
        "Jo Marsh - Hill,,13/11/2025 15:55:00,13/11/2025 17:00:00,65,Yes\n"
    )
    _, found = entries(report)
    assert cells(found, "first_name", "attendance") == [("Jo Marsh", "attended")]
    assert found.left_out == {"host": 2}
    _, everybody = entries(report, Answers(counts_organisers=True))
    assert len(everybody.rows) == 3


@pytest.mark.parametrize("above", ["Created on 2025-11-05 16:00:00", "* Created on,2025-11-05 16:00:00"])
@pytest.mark.parametrize(
    "report",
    [
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        "Jo,Marsh,,1 hr,16:01,17:03\nSam,Roe,,3 min,16:01,16:04\n",
        "Full Name,First Seen,Time in Call\n"
        "Jo Marsh,2025-11-05 16:00:00,01:00:00\nSam Roe,2025-11-05 16:00:00,00:05:00\n",
    ],
)
def test_google_meets_day_stands_above_the_list(above: str, report: str) -> None:
    name, found = entries(f"* Meeting code: abc-defg-hij\n{above}\n{report}")
    assert (name, found.details.held_on) == ("google_meet", dt.date(2025, 11, 5))
    assert cells(found, "attendance") == [("attended",), ("absent",)]


@pytest.mark.parametrize(
    "written", ["145248", "URN 145248", "URN: 145248", "145 248", "145,248", "1.45248E+05", "'145248", "145248 (Hill)"]
)
def test_a_urn_is_understood_as_people_and_programs_write_it(written: str) -> None:
    assert urn_in(written) == "145248"


@pytest.mark.parametrize("written", ["10012345", "8952001", "145248 / 145249", "n/a", "14524", ""])
def test_another_number_is_no_urn(written: str) -> None:
    assert urn_in(written) == written


def test_when_an_event_starts_is_its_day_and_attended_comes_before_a_status() -> None:
    source = (
        "Booking reference,Booked at,Attendance status,Attended?,Event title,Event starts,Name,School\n"
        "AB1,2025-10-01 10:00,Complete,Yes,Maths day,2025-11-05 16:00,Jo Marsh,Hill\n"
    )
    _, found = entries(source)
    assert cells(found, "attendance", "held_on", "activity") == [("Yes", "2025-11-05 16:00", "Maths day")]


def test_headings_of_groups_of_columns_are_no_title() -> None:
    _, found = entries("Delegate,,,Register\nFirst name,Surname,School,Attended\nJo,Marsh,Hill,Y\n")
    assert found.details.activity is None
