"""The hub's partners, beside those of hub.toml."""

from reach.sheets.description import Column, TableSheet

SHEET = TableSheet(
    kind="partners",
    place=6,
    table="partner_rows",
    title="Partners",
    purpose="One row for each strategic partner, beside those in the hub's settings. Contacts are not read.",
    is_before_attendance=True,
    about=("partner",),
    removed=("partner's entry", "partners' entries"),
    columns=(
        Column(
            "partner",
            "Partner",
            "The partner's name.",
            "Tangent University",
            need="partner",
            ignores_case=True,
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
    passed_over=(
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
)
