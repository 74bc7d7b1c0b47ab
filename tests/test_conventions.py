"""Conventions of the project that a test can check."""

import ast
import re
import tomllib
from pathlib import Path

import duckdb
import pytest

from docs import draw_architecture, take_pictures
from reach import VERSION, exports, queries, screens
from reach.filters import FILTERS
from reach.ingest.kinds import KINDS, NATIONAL, register
from reach.settings import PROJECT
from reach.sheets import SHEETS
from reach.store import Store
from reach.ui.navigation import MENU
from tests import markdown
from tests.builders import filters

QUERIES = queries.names()
PAGES = sorted((PROJECT / "pages").glob("*.py"))
SQL_FILES = sorted(file for folder in ("queries", "reach") for file in (PROJECT / folder).rglob("*.sql"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_answers_and_what_a_row_is(name: str) -> None:
    query = queries.load(name)
    assert query.answers.endswith(".")
    assert query.grain.startswith("One row per ") and query.grain.endswith(".")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_asks_only_for_filters_and_known_choices(name: str) -> None:
    assert queries.load(name).parameters <= filters().parameters().keys() | queries.CHOICES.keys()


def test_every_query_binds_against_an_empty_store(fresh_store: Store) -> None:
    version, nothing = fresh_store.read(), dict.fromkeys(queries.CHOICES)
    assert [name for name in QUERIES if not len(queries.run(name, filters(), version, nothing).frame.columns)] == []


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_has_a_test_of_its_own(name: str) -> None:
    assert (PROJECT / "tests" / "queries" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_names_its_columns(name: str) -> None:
    assert not re.search(r"select\s+(\w+\.)?\*", queries.load(name).sql)


@pytest.mark.parametrize("file", SQL_FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_sql_opens_with_a_comment_and_takes_no_formatted_values(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    assert "{" not in text and "%s" not in text.replace("printf('%d/%s'", "")
    assert duckdb.extract_statements(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_only_calls_its_screen(page: Path) -> None:
    """Where a page's code would be in pages/, it would be in no import contract."""
    docstring, *code = ast.parse(page.read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert [ast.unparse(line) for line in code] == [
        f"from reach.screens import {page.stem}",
        f"{page.stem}.show_page()",
    ]


def test_every_screen_has_a_page_and_a_place_in_the_menu() -> None:
    public = {name for name in screens.__all__ if name != "navigate"}
    assert public == {page.stem for page in PAGES} == {entry.file for entry in MENU}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_test_of_its_own(page: Path) -> None:
    assert (PROJECT / "tests" / "pages" / f"test_{page.stem}.py").is_file()


def test_a_pages_own_choices_have_other_keys_in_the_address_than_the_filters() -> None:
    """Two widgets of one key are an error that only the page with both would show."""
    own = set()
    for file in (PROJECT / "reach" / "screens").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                own |= {_text(each.value) for each in call.keywords if each.arg == "key"} - {None}
    assert {"groups", "week", "search"} <= own
    assert own.isdisjoint(each.key for each in FILTERS)


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_the_template_has_every_column_that_a_register_needs() -> None:
    assert set(register.NEEDS) <= {column.name for column in register.REGISTER.columns}
    assert register.HEADINGS.usual("held_on") == "Session date"


def test_a_module_of_kinds_is_a_kind_of_its_name() -> None:
    modules = {file.stem for file in (PROJECT / "reach" / "ingest" / "kinds").glob("*.py")} - {"__init__"}
    sheets = {file.stem for file in (PROJECT / "reach" / "sheets").glob("*.py")} - {"__init__", "description"}
    assert SHEETS.keys() == sheets
    assert KINDS.keys() == modules | sheets
    labels = [kind.label for kind in KINDS.values()]
    assert len(set(labels)) == len(labels)


def test_what_a_file_needs_is_among_its_headings() -> None:
    for kind in NATIONAL.values():
        assert set(kind.needs) <= set(kind.headings.columns)


def test_every_format_explains_itself() -> None:
    assert all(kind.help.endswith(".") and kind.extension for kind in exports.FORMATS.values())


def test_only_one_writer_of_csv_gives_people_what_others_typed() -> None:
    """The demonstration and the template write words of their own."""
    allowed = {"reach/exports/tables.py", "reach/ingest/template.py", "reach/demo/register.py", "reach/demo/gias.py"}
    writers = {
        file.relative_to(PROJECT).as_posix()
        for folder in ("reach", "pages")
        for file in (PROJECT / folder).rglob("*.py")
        if re.search(r"csv\.writer|DictWriter|\bto_csv\b", file.read_text(encoding="utf-8"))
    }
    assert writers == allowed


def test_nothing_that_people_sent_is_committed() -> None:
    allowed = (
        "tests",
        "reach/ingest",
        "reach/matching",
        "reach/access/advisers.csv",
        "reach/columns.csv",
        "reach/measures.csv",
        "benchmarks/typed_names.csv",
        ".venv",
        "data/hub",
    )
    stray = [
        str(path.relative_to(PROJECT))
        for pattern in ("*.csv", "*.xlsx", "*.duckdb")
        for path in PROJECT.rglob(pattern)
        if not str(path.relative_to(PROJECT)).startswith(allowed)
    ]
    assert stray == []


def test_text_that_is_not_written_in_the_code_is_escaped_where_it_is_shown_as_markdown() -> None:
    found = [
        line
        for file in markdown.screens(PROJECT)
        for line in markdown.unescaped_texts(file.read_text("utf-8"), file.relative_to(PROJECT).as_posix())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "least"), [("requirements.txt", 50), ("requirements-dev.txt", 50), ("requirements-shared.txt", 3)]
)
def test_every_part_is_pinned_with_its_hashes(name: str, least: int) -> None:
    parts = re.split(r"\n(?=[A-Za-z])", (PROJECT / name).read_text(encoding="utf-8"))[1:]
    assert len(parts) >= least
    assert not [part for part in parts if not re.match(r"[\w.\[\]-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", part)]


def test_one_version_is_named_everywhere() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest and newest[1] == project["version"] == VERSION


def test_the_picture_of_the_architecture_is_of_the_code() -> None:
    made_by = "python -m docs.draw_architecture"
    assert draw_architecture.PICTURE.read_text(encoding="utf-8") == draw_architecture.drawn(), made_by


def test_pictures_of_pages_are_all_there_and_small() -> None:
    walk = (PROJECT / "docs" / "walk.md").read_text(encoding="utf-8")
    named = set(re.findall(r'src="images/walk/(\w+\.png)"', walk))
    assert named == {f"{entry.file}_{width}.png" for entry in MENU for width, _ in take_pictures.SCREENS}
    files = list(take_pictures.PICTURES.glob("*.png"))
    assert {file.name for file in files} == named, "python -m docs.take_pictures"
    assert sum(file.stat().st_size for file in files) < 3_000_000


@pytest.mark.parametrize("document", ["README.md", "docs/leads.md", "docs/administrators.md"])
def test_what_a_document_leads_to_is_there(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)
    }
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text)
    assert links
    for path, heading in links:
        assert not path or (PROJECT / document).parent.joinpath(path).exists(), path
        assert path or heading in headings, heading


@pytest.mark.parametrize("folder", ["reach", "pages", "docs", "tests/golden"])
def test_a_per_cent_sign_stands_at_its_number(folder: str) -> None:
    files = [file for kind in ("*.py", "*.md", "*.txt", "*.csv") for file in (PROJECT / folder).rglob(kind)]
    found = [
        f"{file.name}: {line.strip()}"
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        # Half a line of SQL shows the remainder of a division: a % b.
        if re.search(r"\d[ \u00a0]%(?! ?[\w(])", line)
    ]
    assert files and found == []
