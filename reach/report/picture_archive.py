"""A pack's charts as pictures: PNG and SVG of each, its figures as CSV, and a list of what they are, in one ZIP."""

import io
import json
import re
import zipfile
from typing import Any

from reach.exports.pictures import exhibit_pictures
from reach.exports.tables import exhibit_csv, without_control_characters
from reach.report.packs import Numbered, Pack

MANIFEST = "manifest.json"
_STEM_LETTERS = 80


def write(pack: Pack) -> bytes:
    """Give the archive. Raises ExportError where there is no browser to draw with."""
    content = io.BytesIO()
    made = pack.made_at.timetuple()[:6]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            # With the pack's own time, the same pack is the same archive.
            archive.writestr(zipfile.ZipInfo(name, date_time=made), data, zipfile.ZIP_DEFLATED)

        entries = []
        for numbered in pack.exhibits:
            stem = _stem(numbered)
            files = {f"{stem}.csv": exhibit_csv(numbered.exhibit)}
            if numbered.exhibit.chart is not None:
                png, svg = exhibit_pictures(numbered.exhibit)
                files |= {f"{stem}.png": png, f"{stem}.svg": svg}
            for name, data in files.items():
                put(name, data)
            entries.append(_entry(numbered, sorted(files)))
        manifest = json.dumps(_manifest(pack, entries), ensure_ascii=False, indent=2)
        put(MANIFEST, without_control_characters(manifest).encode("utf-8"))
    return content.getvalue()


def _stem(numbered: Numbered) -> str:
    """Return a file name without its ending that says which chart it is, in at most so many letters that all keep."""
    words = re.sub(r"[^a-z0-9]+", "-", numbered.exhibit.title.lower())
    return f"{numbered.number}-{words[:_STEM_LETTERS].strip('-')}".strip("-")


def _manifest(pack: Pack, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": pack.title,
        "subtitle": pack.subtitle,
        "stamp": dict(pack.stamp),
        "said": [headline.text for section in pack.sections for headline in section.headlines],
        "exhibits": entries,
    }


def _entry(numbered: Numbered, files: list[str]) -> dict[str, Any]:
    exhibit = numbered.exhibit
    return {
        "number": numbered.number,
        "title": exhibit.title,
        "sentence": exhibit.sentence,
        "stamp": dict(exhibit.stamp),
        "files": files,
    }
