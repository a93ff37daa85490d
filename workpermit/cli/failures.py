"""What stops the launcher, said so that the reader knows what to do next."""

import errno


class CannotStart(Exception):
    """The system cannot start. The text is one or more whole sentences for the terminal; no traceback follows."""


def explain(error: OSError) -> CannotStart:
    """Turn an error of the operating system into a sentence; the path is named, nothing else is."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotStart(f"The disk is full{where}. Free some space (the system needs about 1 GB) and start again.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return CannotStart(
            f"There is no permission to read or write here{where}. Start as the owner of this folder, or choose "
            "another place with `make run VAR=/path`."
        )
    if error.errno == errno.EROFS:
        return CannotStart(f"The file system is read-only{where}. Choose another place with `make run VAR=/path`.")
    return CannotStart(f"The operating system refused: {error.strerror or error}{where}.")
