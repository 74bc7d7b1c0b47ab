"""The hub's template for registers, made from what the importer reads, so that the two cannot drift apart."""

import csv
import io
from collections.abc import Callable

import xlsxwriter

from reach.ingest.kinds import usual_heading
from reach.settings import Settings

COLUMNS: dict[str, tuple[str, str]] = {
    "activity": ("Autumn work group 1", "The work group, course or event, by a name of its own."),
    "programme": ("", "The programme's code or name, as in the list."),
    "held_on": ("14/10/2026", "The day of the session, day first."),
    "session_number": ("1", "1 for the activity's first session, 2 for its second, and so on."),
    "hours": ("2.0", "How long the session lasts, in hours. May be left blank."),
    "school": ("Example Primary School", "The school's name as in the DfE's register."),
    "urn": ("", "The school's six-digit URN: the surest way to say which school is meant."),
    "dfe_number": ("", "Instead of the URN: local authority and establishment number, such as 344/3374."),
    "postcode": ("", "Without a URN, name and postcode together also identify a school."),
    "first_name": ("Alex", "Kept nowhere: people are only told apart."),
    "last_name": ("Example", "Kept nowhere."),
    "email": ("alex@school.example", "Kept nowhere. The same address is the same person."),
    "role": ("Teacher", "May be left blank."),
    "attendance": ("Attended", "Attended, Absent, Apologies, or Booked for a session still to come."),
    "pupils": ("", "Enrichment only: how many pupils the school brought, on any one of its rows."),
    "lead_partner": ("", "The strategic partner that leads the activity. May be left blank."),
}
"""The template's columns: an example, and what goes in."""

ATTENDANCE_CHOICES = ("Attended", "Absent", "Apologies", "Booked")
_ROWS_WITH_LISTS = 2000


def headings() -> list[str]:
    """Give the template's headings in order."""
    return [usual_heading("register", column) for column in COLUMNS]


def template_csv(settings: Settings) -> bytes:
    """Give the template as CSV: headings only, as an example row would be imported as a person."""
    del settings
    text = io.StringIO(newline="")
    csv.writer(text).writerow(headings())
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(settings: Settings) -> bytes:
    """Give the template as a workbook: the register with lists to choose from, and guidance with an example."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True})
        as_text, as_date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        register = book.add_worksheet("Register")
        for position, column in enumerate(COLUMNS):
            is_date = column == "held_on"
            width = 26 if column in ("activity", "school", "email", "lead_partner") else 15
            register.set_column(position, position, width, as_date if is_date else as_text)
            register.write_string(0, position, usual_heading("register", column), bold)
        register.freeze_panes(1, 0)
        lists = book.add_worksheet("Lists")
        choices = {
            "programme": [programme.code for programme in settings.programmes],
            "attendance": list(ATTENDANCE_CHOICES),
            "lead_partner": [partner.name for partner in settings.partners],
        }
        lists.set_column(0, 4, 44)
        for position, (column, values) in enumerate(choices.items()):
            lists.write_string(0, position, usual_heading("register", column), bold)
            lists.write_column(1, position, values)
            if values:
                place = list(COLUMNS).index(column)
                letter = chr(ord("A") + position)
                register.data_validation(
                    1,
                    place,
                    _ROWS_WITH_LISTS,
                    place,
                    {"validate": "list", "source": f"=Lists!${letter}$2:${letter}${len(values) + 1}"},
                )
        lists.write_string(0, len(choices), "Programme name", bold)
        lists.write_column(1, len(choices), [programme.name for programme in settings.programmes])
        guidance = book.add_worksheet("Guidance")
        guidance.set_column(0, 0, 20, wrapped)
        guidance.set_column(1, 1, 70, wrapped)
        guidance.set_column(2, 2, 28, wrapped)
        guidance.write_row(0, 0, ["Column", "What goes in", "Example"], bold)
        for row, (column, (example, meaning)) in enumerate(COLUMNS.items(), start=1):
            shown = example or (settings.programmes[0].code if column == "programme" else "")
            for place, text in enumerate([usual_heading("register", column), meaning, shown]):
                guidance.write_string(row, place, text)
        guidance.write_string(
            len(COLUMNS) + 2,
            0,
            "One row for each person and session. Save the workbook and drop it on the Imports page.",
        )
    return content.getvalue()


TEMPLATES: dict[str, tuple[str, str, Callable[[Settings], bytes]]] = {
    "Excel": (
        "register-template.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        template_xlsx,
    ),
    "CSV": ("register-template.csv", "text/csv", template_csv),
}
"""The forms of the template: file name, MIME type and how it is made."""
