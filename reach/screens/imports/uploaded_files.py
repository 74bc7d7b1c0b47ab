"""Uploaded files, forgotten as soon as they are not needed any more."""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_uploads() -> None:
    """Take this visitor's files out of Streamlit's memory, which keeps them until the browser's tab is closed.

    They name people. Streamlit has no way of its own to say so; its chat input does the same.
    """
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_session_files(context.session_id)
