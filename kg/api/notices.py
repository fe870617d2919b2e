"""What a user should know → a warning at the line of theirs that asked."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

_OURS = str(Path(__file__).resolve().parent.parent)


def warn(message: str) -> None:
    """A ``UserWarning`` at the innermost line that is not of this package, however deep the call is."""
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, stacklevel=level)
