"""The command ``article41``, also ``python -m article41``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        argv: the arguments; those of this process if None.
    """
    # Starting means building some hundred classes that live until the process ends. The collector would walk
    # them again and again on the way up, and once more at exit: a fifth of the time that one check takes. So it
    # sleeps until the start is over (the check command wakes it for long runs), and at the end what is left is
    # taken out of its sight. Callers that pass arguments live on: for them it is as it was.
    was_enabled = gc.isenabled()
    gc.disable()
    if argv is None:
        # No plugin of another package has a say in what a transfer means; and looking for some takes a while.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from article41.cli import run

        return run(sys.argv[1:] if argv is None else list(argv))
    except KeyboardInterrupt:
        # Pressed before the command itself could take it: 128 + SIGINT, as shells say it.
        return 130
    finally:
        if argv is None:
            gc.freeze()
        elif was_enabled:
            gc.enable()


if __name__ == "__main__":
    sys.exit(main())
