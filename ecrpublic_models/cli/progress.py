"""Progress on stderr, for somebody who is waiting at a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Self

from ecrpublic_models.cli.terminal import is_terminal
from ecrpublic_models.cli.text import count_of

if TYPE_CHECKING:
    from types import TracebackType

    from rich.live import Live

__all__ = ["Progress"]


class Progress:
    """Shows how many items have come in so far, while it is entered.

    Nothing is shown where stderr is not a terminal, or where the items themselves are shown on the
    terminal as they come in.

    Args:
        noun: What is listed, in singular and plural.
        streaming: Whether items are written to stdout as they come in.
    """

    def __init__(self, noun: tuple[str, str], *, streaming: bool) -> None:
        self._noun = noun
        self._items = 0
        self._pages = 0
        self._shown = (
            is_terminal(sys.stderr)
            and os.environ.get("TERM") != "dumb"
            and not (streaming and is_terminal(sys.stdout))
        )
        self._live: Live | None = None

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.live import Live

            # Left to itself it would take over stdout, and the items with it.
            self._live = Live(
                self._text(),
                console=Console(stderr=True, force_terminal=True),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start(refresh=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def add_page(self, items: int) -> None:
        """Count a page that has come in."""
        self._items += items
        self._pages += 1
        if self._live is not None:
            self._live.update(self._text(), refresh=True)

    def _text(self) -> str:
        items = count_of(self._items, *self._noun)
        return f"{items} in {count_of(self._pages, 'page', 'pages')} so far"
