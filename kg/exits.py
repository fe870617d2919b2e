"""What ``kg`` tells the shell."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; ``kg build --help`` tells them to users."""

    DONE = 0
    SKIPPED = 1
    INVALID = 1  # kg validate found errors
    USAGE = 2
    NOTHING = 3
    MODEL = 4
    CONTRADICTED = 5
    INTERRUPTED = 130
