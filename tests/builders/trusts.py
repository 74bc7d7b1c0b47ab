"""Academies of trusts."""

from typing import Any

from tests.builders import school


def of_trust(urn: int, code: str, name: str, **cells: Any) -> dict[str, Any]:
    """Give an academy of a trust."""
    return school(
        urn,
        group="Academies",
        type="Academy converter",
        **{
            "Trusts (code)": code,
            "Trusts (name)": name,
            "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
        },
        **cells,
    )
