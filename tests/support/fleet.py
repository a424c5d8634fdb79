"""Many repositories behind a loopback server, each in pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.kinds import image, repository
from tests.support.loopback import Answer

Row = tuple[str, str]
"""A repository and the digest of an image in it."""


@dataclass
class Fleet:
    """Repositories that all have the same number of pages."""

    count: int
    pages: int = 3
    page_size: int = 4
    delay: float = 0.0
    """How long an answer takes, in seconds."""
    gathered: int = 0
    """How many requests are to have been under way at once before any is answered."""
    failing: frozenset[str] = frozenset()
    """The repositories of which the second page is refused."""
    reason: str = "RepositoryNotFoundException"
    """Why it is refused."""
    before_answering: Callable[[int], object] = lambda number: None
    """Called with the number of the request."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _all_here: threading.Event = field(default_factory=threading.Event)

    @property
    def names(self) -> list[str]:
        return [f"team/app{number}" for number in range(self.count)]

    @property
    def rows(self) -> set[Row]:
        return {
            row
            for name in self.names
            for page in range(self.pages)
            for row in self.page(name, page)
        }

    def page(self, name: str, number: int) -> list[Row]:
        return [(name, str(one["imageDigest"])) for one in self._images(name, number)]

    def respond(self, request: dict[str, object]) -> Answer:
        if "repositoryName" not in request:  # but which repositories there are
            return Answer({"repositories": [repository(number) for number in range(self.count)]})
        name, number = str(request["repositoryName"]), int(str(request.get("nextToken", 0)))
        with self._lock:
            self.asked.append((name, number))
            count = len(self.asked)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            if self.most_at_once >= self.gathered:
                self._all_here.set()
        try:
            self._all_here.wait(timeout=30)
            self.before_answering(count)
            time.sleep(self.delay)
            return self._answer(name, number)
        finally:
            with self._lock:
                self.at_once -= 1

    def _answer(self, name: str, number: int) -> Answer:
        if name in self.failing and number == 1:
            refusal = {"__type": self.reason, "message": f"{name} is gone"}
            return Answer(refusal, status=400)
        content: dict[str, object] = {"imageDetails": self._images(name, number)}
        if number + 1 < self.pages:
            content["nextToken"] = str(number + 1)
        return Answer(content)

    def _images(self, name: str, number: int) -> list[dict[str, object]]:
        first = number * self.page_size
        return [
            {**image(one), "repositoryName": name} for one in range(first, first + self.page_size)
        ]
