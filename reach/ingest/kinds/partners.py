"""The hub's partners, beside those of hub.toml."""

from reach.ingest.kind import TemplateSheet, Turn
from reach.ingest.sheets.descriptions import Column, Sheet

KIND = TemplateSheet(
    name="partners",
    label="Partners",
    described="partners in the hub's template",
    turn=Turn.BEFORE_ATTENDANCE,
    place=6,
    sheet=Sheet(
        "partners",
        "partner_rows",
        "Partners",
        "One row for each strategic partner, beside those in the hub's settings. Contacts are not read.",
        (
            Column(
                "partner",
                "Partner",
                "The partner's name.",
                "Tangent University",
                need="partner",
                also=("Partner name", "Name of partner", "Strategic partner"),
            ),
            Column(
                "kind",
                "Kind",
                "What the partner is, such as a school or a university.",
                "University",
                also=("Kind of partner", "Type", "Partner type"),
                choices="Kinds of partner",
            ),
        ),
        (
            "Lead contact",
            "Contact",
            "Contact name",
            "Contact email",
            "Email",
            "Email address",
            "Telephone",
            "Phone",
            "Address",
            "Postcode",
            "Website",
            "Notes",
        ),
    ),
)
