"""Which spans of a text are in bold type."""

from __future__ import annotations


class Emphasis:
    """Collects spans in bold, run by run.

    Runs that only space parts are one span; a line end parts spans; space at the ends is left out.
    """

    def __init__(self) -> None:
        self._found: list[tuple[int, int]] = []
        self._open = False

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The spans found so far, in order."""
        return tuple(self._found)

    def run(self, start: int, text: str, bold: bool) -> None:
        """Take in a run of text without a line end, which begins at ``start``; runs come in order."""
        if not bold:
            self._open = self._open and not text.strip()
            return
        stripped = text.strip()
        if not stripped:
            return
        start += len(text) - len(text.lstrip())
        end = start + len(stripped)
        if self._open:
            start = self._found.pop()[0]
        self._found.append((start, end))
        self._open = True

    def end_line(self) -> None:
        """What follows is on another line."""
        self._open = False
