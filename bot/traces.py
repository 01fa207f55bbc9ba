"""Where something broke, without the message of the error: it may quote what somebody wrote."""

import traceback


def frames(error: BaseException) -> str:
    """The lines of code, and the name of each error from the first cause on."""
    cause = error.__cause__ or error.__context__
    before = f"{frames(cause)}\n" if cause else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
