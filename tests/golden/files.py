"""Golden files: what was shown when somebody last looked, compared with what is shown now."""

import difflib
from collections.abc import Collection
from pathlib import Path

FOLDER = Path(__file__).parent
REFRESH = "python -m pytest tests/golden --refresh"
_LINES_SHOWN = 60


class GoldenFiles:
    """The golden files of one folder, compared or, when they are refreshed, written anew."""

    def __init__(self, *, is_refreshed: bool) -> None:
        self._is_refreshed = is_refreshed

    def check(self, kind: str, name: str, text: str) -> None:
        """Compare a text with its golden file, and show what differs."""
        file = FOLDER / kind / f"{name}.txt"
        text = text.rstrip() + "\n"
        if self._is_refreshed:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if text != before:
            raise AssertionError(_difference(f"tests/golden/{kind}/{name}.txt", before, text))

    def check_no_others(self, kind: str, names: Collection[str]) -> None:
        """Check that each golden file of a kind is made by something; a refresh removes those that are not."""
        folder = FOLDER / kind
        others = sorted(file for file in folder.glob("*.txt") if file.stem not in names)
        if self._is_refreshed:
            for file in others:
                file.unlink()
            return
        assert not others, f"Nothing makes {', '.join(file.name for file in others)}. To remove: {REFRESH}"


def _difference(name: str, before: str, now: str) -> str:
    lines = list(
        difflib.unified_diff(
            before.splitlines(), now.splitlines(), f"{name} (expected)", f"{name} (now)", lineterm="", n=1
        )
    )
    more = [f"... and {len(lines) - _LINES_SHOWN} lines more"] if len(lines) > _LINES_SHOWN else []
    advice = f"If that is what you meant: {REFRESH}, and read the diff of the golden files."
    return "\n".join(["", *lines[:_LINES_SHOWN], *more, "", advice])
