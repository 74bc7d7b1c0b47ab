import subprocess
import sys

import pytest

from reach.exhibit import Exhibit
from reach.exports import FORMATS, Format, browser, file_name
from tests.skips import NO_BROWSER


@pytest.mark.parametrize("kind", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("which", ["usual", "nasty", "empty"])
def test_every_format_makes_something_of_every_exhibit(
    kind: Format, which: str, request: pytest.FixtureRequest
) -> None:
    if kind.needs_browser and browser() is None:
        pytest.skip(NO_BROWSER)
    beginning = {"PNG": b"\x89PNG\r\n", "SVG": b"<svg", "CSV": b"\xef\xbb\xbfurn,", "XLSX": b"PK"}
    assert kind.make(request.getfixturevalue(which)).startswith(beginning[kind.label])


def test_a_file_name_says_what_is_in_the_file(usual: Exhibit) -> None:
    assert file_name(usual, FORMATS["PNG"]) == "reach-by-school-2022-23-as-at-2023-08-31.png"


def test_importing_the_formats_loads_nothing_heavy() -> None:
    code = "import sys, reach.exports; print([m for m in ('kaleido', 'gptables', 'xlsxwriter') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
