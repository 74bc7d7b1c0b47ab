"""Write docs/dependencies.md: what the dashboard is made of, with versions and licences.

    python -m docs.list_dependencies

Versions are those of requirements.txt, licences those that each installed part states of itself.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "dependencies.md"

NOT_INSTALLED = "for another system or Python, not installed here"
NOT_STATED = "not stated"
_LONGEST = 60

_INTRODUCTION = (
    "# Parts and their licences\n\n"
    "What the dashboard is made of besides its own code, with the licence that each part states of itself. "
    "Made by `python -m docs.list_dependencies`.\n\n"
    "“Asked for by” says whether the dashboard names a part itself, or another part needs it. `requirements.txt` has "
    "the fingerprint of each file: pip installs nothing else. Parts for tests only are in `requirements-dev.txt`, and "
    "not here.\n\n"
    "Known vulnerabilities: [how to look for them](for-it-managers.md#known-vulnerabilities).\n\n"
    "| part | version | licence | asked for by |\n| --- | --- | --- | --- |\n"
)


def pinned(requirements: Path) -> dict[str, str]:
    """Return the versions that a file of requirements pins, by name."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", requirements.read_text(encoding="utf-8"), re.M))


def table() -> str:
    """Return the page."""
    wanted = {
        re.split(r"[\[=<>; ]", line)[0].lower()
        for line in (PROJECT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    rows = [
        f"| {name} | {version} | {_licence(name)} | {'the dashboard' if name.lower() in wanted else 'another part'} |"
        for name, version in sorted(pinned(PROJECT / "requirements.txt").items())
    ]
    return _INTRODUCTION + "\n".join(rows) + "\n"


def _licence(name: str) -> str:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return NOT_INSTALLED
    classifiers = found.metadata.get_all("Classifier") or []
    classes = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License :: OSI")]
    # A whole licence can stand where its name is meant to.
    short = _field(found, "License").strip().split("\n")[0]
    text = _field(found, "License-Expression") or ", ".join(classes) or (short if len(short) <= _LONGEST else "")
    return (text or _from_file(found) or NOT_STATED).replace("|", "or")


def _field(found: Distribution, name: str) -> str:
    return str((found.metadata.get_all(name) or [""])[0])


def _from_file(found: Distribution) -> str:
    """Return the first line of a part's licence file, where that names a licence."""
    for file in found.files or []:
        if re.search(r"licen[cs]e", file.name, re.IGNORECASE):
            lines = file.read_text().strip().splitlines()
            if lines and len(lines[0]) <= _LONGEST and "licen" in lines[0].lower():
                return lines[0].strip()
    return ""


if __name__ == "__main__":
    PAGE.write_text(table(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(PROJECT)}")
