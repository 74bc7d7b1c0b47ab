"""Removes uploaded files from memory as soon as they are not needed."""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_uploads() -> None:
    """Remove this visitor's files from Streamlit's memory, which keeps them until the browser's tab is closed.

    They name people. Streamlit has no public function for this; its chat input does the same.
    """
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_session_files(context.session_id)
