"""A mode of delivery is declared in one place: a new one can be given on a sheet, counted, rounded and read."""

import json
import subprocess
import sys
from pathlib import Path

from reach.delivery_modes import NOT_SAID, SHOWN
from reach.settings import PROJECT
from reach.store import Store

_WITH_A_NEW_ONE = """
import json, sys
from pathlib import Path

from reach import delivery_modes

delivery_modes.MODES["by post"] = ("by letter",)
delivery_modes.SHOWN = (*delivery_modes.MODES, delivery_modes.NOT_SAID)

from reach import formats, queries
from reach.disclosure import Groups, public_result
from reach.sheets import SHEETS
from reach.sheets.description import LISTS
from tests.builders import SETTINGS, filters, forget_stores, hub, school
from tests.builders.attendance import course, with_activities

rows = [
    *course(900001, {f"ada{number}": "xx" for number in range(30)}),
    *course(900001, {f"bob{number}": "xx" for number in range(25)}, activity="Group 2"),
]
store = hub(Path(sys.argv[1]), [school(900001)], rows)
with_activities(store, {"Activity": "Group 1", "Mode": "By letter"})
version, view = store.read(), filters()
choices = {"breakdown": "mode"}
answer = queries.run("attendance_by_group", view, version, choices)
groups = Groups(SETTINGS, lambda name, chosen: queries.run(name, chosen, version))
public = public_result(answer, choices, groups, SETTINGS)
forget_stores()
meaning = next(column.meaning for column in SHEETS["activities"].columns if column.name == "delivery_mode")
print(json.dumps({
    "meaning": meaning,
    "listed": LISTS["Modes"](SETTINGS),
    "counted": answer.frame[["group_code", "signed_up"]].values.tolist(),
    "public": public.frame[["group_code", "signed_up"]].values.tolist(),
    "label": formats.word("by post"),
}))
"""


def test_a_new_mode_is_known_everywhere(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WITH_A_NEW_ONE, str(tmp_path / "hub")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "meaning": "In person, online, blended or by post.",
        "listed": ["in person", "online", "blended", "by post"],
        "counted": [["by post", 30], ["not said", 25]],
        "public": [["by post", 30], ["not said", 25]],
        "label": "By post",
    }


def test_queries_know_the_declared_modes_in_their_order(fresh_store: Store) -> None:
    with fresh_store.read().cursor() as cursor:
        found = cursor.execute("select delivery_mode from delivery_modes order by position").fetchall()
    assert [mode for (mode,) in found] == [*SHOWN]
    assert found[-1] == (NOT_SAID,)
