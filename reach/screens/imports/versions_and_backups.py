"""The versions of the store, going back to one, and backups."""

import datetime as dt

import pandas as pd
import streamlit as st

from reach import formats
from reach.errors import ReachError
from reach.screens.imports.message import MESSAGE
from reach.store import backup, daily_backup
from reach.store.history import PublishedVersion
from reach.ui.changes import make_change
from reach.ui.error_messages import show_error
from reach.ui.escape import escape, escape_table
from reach.ui.view import View

_MADE, _TAKEN = "backup_made", "backups_taken"


def show_versions_and_backups(view: View) -> None:
    """List the store's versions, with forms to go back to one, make a backup and restore one."""
    st.header("Versions and backups", anchor="versions")
    found = view.store.storage.published()
    current = view.store.storage.current_number()
    st.caption(escape(_summary(view, found)))
    with st.expander("All versions, and going back to one"):
        st.table(
            escape_table(_table(found, current)),
            hide_index=True,
            alt="Versions of the store, newest first, with what is in each",
        )
        _offer_to_go_back(view, [version for version in found if version.opens and version.number != current])
    with st.container(horizontal=True):
        _offer_a_backup(view)
        _offer_to_restore(view)


def _summary(view: View, found: list[PublishedVersion]) -> str:
    """Return the size of the store and the date of the last daily backup, in words."""
    size = formats.size(view.store.storage.size())
    versions = formats.count_of(len(found), "version")
    text = f"The store takes {size}: {versions}, the largest {formats.size(max(each.size for each in found))}. "
    if view.settings.backup.folder is None:
        return text + "No daily backup is made: hub.toml names no folder for it."
    last = daily_backup.last_backup(view.settings)
    if last.problem is not None:
        return text + f"The daily backup cannot be made. {last.problem.title}: {last.problem.message}"
    if last.day is None:
        return text + "No daily backup has been made yet."
    return text + f"The last daily backup is of {formats.day(last.day)}, version {last.version}."


def _table(found: list[PublishedVersion], current: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Version": [f"{each.number} (current)" if each.number == current else str(each.number) for each in found],
            "Made": [f"{each.made_at:%d/%m/%Y %H:%M}" for each in found],
            "Why": [each.what or "Not recorded" for each in found],
            "Schools": [_count(each.schools) for each in found],
            "Rows of attendance": [_count(each.attendance_rows) for each in found],
            "Size": [formats.size(each.size) for each in found],
        }
    ).astype(str)


def _count(number: int | None) -> str:
    return "Does not open" if number is None else formats.thousands(number)


def _offer_to_go_back(view: View, others: list[PublishedVersion]) -> None:
    if not others:
        st.caption("There is no other version to go back to.")
        return
    by_number = {version.number: version for version in others}
    chosen = st.selectbox(
        "Version",
        list(by_number),
        format_func=lambda number: f"{number}: {by_number[number].made_at:%d/%m/%Y %H:%M}",
        key="version_to_go_back_to",
    )
    if st.button("Go back to this version", icon=":material/history:", help="Newer versions stay: you can return."):

        def go_back() -> str:
            view.store.go_back(chosen)
            return f"Version {chosen} is the current one. Newer versions are kept."

        make_change(go_back, message_key=MESSAGE, doing="Going back…")


def _offer_a_backup(view: View) -> None:
    with st.popover("Make a backup", icon=":material/save:"):
        with_secret = st.checkbox(
            "With the store's secret",
            key="backup_with_secret",
            help="Needed to import registers after the backup is brought back. Who has it can test whether an address "
            "they know is in the store.",
        )
        passphrase = st.text_input(
            "Passphrase",
            type="password",
            key="backup_passphrase",
            help="Encrypts the backup. Without the passphrase nobody can open it. Leave blank for none.",
        )
        if with_secret and not passphrase:
            st.caption("The secret would be readable by anyone who gets the file. Give a passphrase.")
        asked = (view.version.name, with_secret, passphrase)
        if st.button("Make the backup", type="primary"):
            try:
                with st.spinner("Writing it, reading it back and checking it…", show_time=True):
                    content = backup.make_backup(view.store, with_secret=with_secret, passphrase=passphrase or None)
            except ReachError as error:
                show_error(error)
                return
            st.session_state[_MADE] = (asked, content)
        if st.session_state.get(_MADE, (None,))[0] == asked:
            content = st.session_state[_MADE][1]
            ending = "zip.age" if passphrase else "zip"
            st.download_button(
                escape(f"Download it ({formats.size(len(content))})"),
                content,
                f"reach-backup-{dt.date.today()}.{ending}",
                on_click="ignore",
                icon=":material/download:",
            )


def _offer_to_restore(view: View) -> None:
    with st.popover("Bring a backup back", icon=":material/settings_backup_restore:"):
        upload = st.file_uploader("Backup", type=["zip", "age"], key=f"backup_file_{st.session_state.get(_TAKEN, 0)}")
        passphrase = st.text_input("Passphrase, if it has one", type="password", key="restore_passphrase")
        st.caption("It becomes the current version. Those that are there are kept.")
        if upload is None or not st.button("Bring it back", type="primary"):
            return
        content = upload.getvalue()

        def restore() -> str:
            found = backup.read_backup(content, passphrase or None)
            _refuse_other_stores(view, found)
            backup.restore_backup(view.store, found)
            st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1  # a widget with another key has no file
            return f"The backup of {found.made_at:%d/%m/%Y %H:%M} is the current version."

        make_change(restore, message_key=MESSAGE, doing="Reading and checking it…")


def _refuse_other_stores(view: View, found: backup.Backup) -> None:
    """Refuse a database from the browser that this store did not write."""
    if not found.is_of(view.store.secret):
        raise backup.BackupError(
            "This backup was made by another store",
            "Nothing was changed. If you trust it, bring it back in a terminal: “python3 start.py reach restore FILE”.",
        )
