"""The examples of docs/schedules: what systems read of them is whole, and they ask for what `report` knows."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from reach.commands.scheduled import NOTHING_CHANGED
from reach.settings import PROJECT
from tests.command_line import reach

FOLDER = PROJECT / "docs" / "schedules"
SERVICE, TIMER = FOLDER / "reach-report.service", FOLDER / "reach-report.timer"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def values(unit: Path, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def cron_line() -> str:
    (line,) = [line for line in (FOLDER / "crontab").read_text().splitlines() if re.match(r"[\d*]", line)]
    return line


def task() -> etree._Element:
    return etree.parse(FOLDER / "reach-report.xml").getroot()


def arguments() -> dict[str, str]:
    """What each example runs, from “report” on."""
    found = {
        "systemd": values(SERVICE, "ExecStart")[0],
        "cron": cron_line().partition(" >> ")[0],
        "windows": str(task().findtext(f".//{TASK}Arguments")),
    }
    return {name: line.partition("start.py reach ")[2] for name, line in found.items()}


def test_every_example_runs_the_same_with_options_that_report_has(tmp_path: Path) -> None:
    known = reach(tmp_path, "report", "--help").stdout
    words = {name: shlex.split(line, posix=name != "windows") for name, line in arguments().items()}
    options = {name: [word for word in line if word.startswith("--")] for name, line in words.items()}
    assert options["systemd"] == options["cron"] == options["windows"]
    assert options["cron"] and all(option in known for option in options["cron"])
    assert {line[0] for line in words.values()} == {"report"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_reads_the_units_without_a_word(tmp_path: Path) -> None:
    for unit in (SERVICE, TIMER):
        (tmp_path / unit.name).write_bytes(unit.read_bytes())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in (SERVICE, TIMER))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    about_ours = [line for line in done.stderr.splitlines() if "reach" in line]
    assert (done.returncode, about_ours) == (0, [])


def test_nothing_changed_is_no_failure_for_systemd_and_cron() -> None:
    assert values(SERVICE, "SuccessExitStatus") == [str(NOTHING_CHANGED)]
    assert cron_line().endswith(f"|| [ $? -eq {NOTHING_CHANGED} ]; }}")


def test_cron_has_a_time_and_no_sign_that_it_takes_for_the_end_of_a_line() -> None:
    assert re.match(r"0 7 \* \* 1 cd /opt/reach && ", cron_line())
    assert "%" not in cron_line()


def test_windows_gets_a_task_with_a_trigger_and_an_action_in_plain_letters() -> None:
    root = task()
    assert root.tag == f"{TASK}Task" and root.get("version") == "1.2"
    assert [child.tag.removeprefix(TASK) for child in root] == ["RegistrationInfo", "Triggers", "Settings", "Actions"]
    assert root.findtext(f".//{TASK}Command") == "py"
    # Windows takes a task for UTF-16 or for its own letters: these are the same in both.
    assert (FOLDER / "reach-report.xml").read_bytes().isascii()


def test_no_example_has_a_password_in_it() -> None:
    for file in FOLDER.iterdir():
        assert not re.search(r"REACH_SMTP_PASSWORD=|password=", file.read_text(encoding="utf-8"), re.IGNORECASE)
