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

__all__ = ["InventoryCount", "Progress"]


class Progress:
    """Shows how far something has come, while it is entered.

    Nothing is shown where stderr is not a terminal, or where the items themselves are shown on the
    terminal as they come in.

    Args:
        streaming: Whether items are written to stdout as they come in.
    """

    def __init__(self, *, streaming: bool) -> None:
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
                console=Console(stderr=True, force_terminal=True),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, text: str) -> None:
        """Show how far it has come now."""
        if self._live is not None:
            self._live.update(text, refresh=True)


class InventoryCount:
    """How much of many repositories has come.

    Args:
        repositories: How many there are.
        done: How many have come already.
    """

    def __init__(self, repositories: int, done: int = 0) -> None:
        self._repositories = repositories
        self._done = done
        self._images = 0

    def add(self, images: int, *, is_last: bool) -> None:
        """Count a page.

        Args:
            images: How many images it has.
            is_last: Whether it is the last one of its repository.
        """
        self._images += images
        self._done += is_last

    @property
    def text(self) -> str:
        """Say how much."""
        images = count_of(self._images, "image", "images")
        repositories = count_of(self._repositories, "repository", "repositories")
        return f"{images}, {self._done} of {repositories} so far"
