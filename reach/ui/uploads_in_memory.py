"""Keeps uploads in memory while the server receives them: registers name people, and names never reach the disk."""

from starlette.formparsers import MultiPartParser


def keep_uploads_in_memory() -> None:
    """Stop the server's form parser from moving uploads of more than 1 MB into a temporary file.

    0 means without a limit (tempfile.SpooledTemporaryFile). The server refuses larger files than server.maxUploadSize
    while it receives them, so memory is bounded by that. Calling this again changes nothing.
    """
    MultiPartParser.spool_max_size = 0
