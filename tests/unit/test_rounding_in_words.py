"""How numbers of people are shown to the public is said in the same words wherever it is said."""

import re
from pathlib import Path

import pytest

from reach import formats
from reach.exhibit import OUTPUT_CLASSES
from reach.settings import PROJECT

_READ_BY_PEOPLE = [*PROJECT.glob("docs/*.md"), PROJECT / "README.md", PROJECT / "data/hub.toml"]
_OTHER_WORDS = re.compile(r"(?:nearest|to) five\b|(?:fewer|less) than five\b|below five\b|less than 5\b", re.IGNORECASE)


def test_who_may_see_a_public_figure_says_how_it_is_rounded() -> None:
    assert OUTPUT_CLASSES["public"].endswith(formats.ROUNDED)


def test_the_definitions_say_it_in_the_same_words() -> None:
    definitions = (PROJECT / "docs/definitions.md").read_text(encoding="utf-8")
    assert f"**Rounded numbers**: {formats.ROUNDED[0].lower()}{formats.ROUNDED[1:]}" in definitions
    for symbol, meaning in formats.SYMBOLS.items():
        said = f"{meaning[0].lower()}{meaning[1:]}".removesuffix(".")
        assert f"- **{symbol}**: {said};" in definitions


@pytest.mark.parametrize("file", _READ_BY_PEOPLE, ids=lambda file: str(file.relative_to(PROJECT)))
def test_no_page_of_the_documentation_says_it_otherwise(file: Path) -> None:
    text = " ".join(file.read_text(encoding="utf-8").replace("\n#", " ").split())
    assert not _OTHER_WORDS.findall(text)
    for found in re.finditer(r"[Nn]umbers of people[^.]{0,30} rounded to the nearest 5", text):
        assert "1 to 4 reads" in text[found.end() : found.end() + 20], text[found.start() : found.end() + 60]


def test_the_code_has_the_words_in_one_place() -> None:
    files = [file for file in PROJECT.glob("reach/**/*.py") if "nearest 5, " in file.read_text(encoding="utf-8")]
    # The settings say it of every hub, to whoever still has a limit of their own.
    assert {file.name for file in files} == {"formats.py", "settings.py"}
