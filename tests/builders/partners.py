"""Activities of lead partners."""

from typing import Any

from tests.builders import attended


def led(urn: int, on: str, lead: str, **cells: Any) -> dict[str, Any]:
    """Give somebody who attended an activity of a lead partner."""
    return attended(urn, on, **cells) | {"Lead partner": lead}
