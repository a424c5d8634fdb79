"""An exception at any moment, such as a signal handler's, loses nothing that was not handed out.

Of each way to list: what was handed out, and what resumes from `resume_token`, are the whole.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from operator import methodcaller
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from jmespath.exceptions import JMESPathError

import ecrpublic_models
from ecrpublic_models import (
    DescribeImagesPaginator,
    Inventory,
    InventoryCheckpoint,
    PaginationConfig,
    describe_images_of,
)
from tests.support.fleet import Fleet
from tests.support.kinds import IMAGES, image
from tests.support.loopback import Loopback, client_for
from tests.support.service import PagedService

LIBRARY = str(Path(ecrpublic_models.__file__).parent)
PAGES = [[0, 1, 2], [], [3], [4, 5]]
TOKENS = ["a", "b", "c"]
ALL = [number for page in PAGES for number in page]
TAGS = "imageDetails[].imageTags[]"


class InterruptionError(BaseException):
    """What the handler of a signal raises."""


class FakeClient:
    """Answers without a network, so that nearly all time is spent in the library."""

    def describe_images(self, **arguments: Any) -> dict[str, object]:
        items, token = PagedService(PAGES, TOKENS).answer(arguments.get("nextToken"))
        content: dict[str, object] = {"imageDetails": [image(number) for number in items]}
        return content if token is None else {**content, "nextToken": token}


class FakeAsyncClient:
    async def describe_images(self, **arguments: Any) -> dict[str, object]:
        await asyncio.sleep(0)
        return FakeClient().describe_images(**arguments)


def pages_of(token: str | None = None) -> Any:
    client: Any = FakeClient()
    return DescribeImagesPaginator(client).paginate(
        repositoryName="team/app", PaginationConfig=PaginationConfig(StartingToken=token)
    )


def async_pages_of() -> Any:
    from ecrpublic_models import aio

    client: Any = FakeAsyncClient()
    return aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")


Received = deque[Any]
Numbers = Callable[[Received], list[int]]


def of_items(received: Received) -> list[int]:
    return IMAGES.numbers(list(received))


def of_pages(received: Received) -> list[int]:
    return IMAGES.numbers([item for page in received for item in page.imageDetails])


# deque.extend() keeps each thing in the very moment in which it gets it.
WAYS: dict[str, tuple[Callable[[Any, Received], None], Numbers]] = {
    "pages": (lambda pages, received: received.extend(pages), of_pages),
    "items": (lambda pages, received: received.extend(pages.items()), of_items),
    "full result": (
        lambda pages, received: received.extend(map(methodcaller("build_full_result"), [pages])),
        of_pages,
    ),
}


async def extend(received: Received, source: Any) -> None:
    async for one in source:
        received.append(one)


async def append(received: Received, result: Any) -> None:
    received.append(await result)


ASYNC_WAYS: dict[str, Callable[[Any, Received], Any]] = {
    "pages": lambda pages, received: extend(received, pages),
    "items": lambda pages, received: extend(received, pages.items()),
    "full result": lambda pages, received: append(received, pages.build_full_result()),
}


@contextmanager
def interrupted_at(line: int) -> Iterator[None]:
    """Raise at the n-th line of the library that is run."""
    left = line

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.startswith(LIBRARY):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise InterruptionError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def at_every_line(attempt: Callable[[int], bool]) -> None:
    """Call with the numbers of lines, until a call says that it was not interrupted any more."""
    line = 1
    while attempt(line):
        line += 1
    assert line > 50, "the library was not interrupted"


def rest_of(pages: Any) -> list[int]:
    token = pages.resume_token
    return [] if token is None else of_items(deque(pages_of(token).items()))


@pytest.mark.parametrize("way", WAYS)
def test_interrupted_at_any_line_nothing_is_lost(way: str) -> None:
    take, numbers = WAYS[way]
    list(pages_of().items())  # so that all is loaded

    def attempt(line: int) -> bool:
        pages = pages_of()
        received: Received = deque()
        interrupted = False
        try:
            with interrupted_at(line):
                take(pages, received)
        except InterruptionError:
            interrupted = True
        assert numbers(received) + rest_of(pages) == ALL, line
        return interrupted

    at_every_line(attempt)


@pytest.mark.aio
@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_interrupted_at_any_line_nothing_is_lost_under_asyncio(way: str) -> None:
    take, numbers = ASYNC_WAYS[way], WAYS[way][1]

    async def once(line: int) -> bool:
        pages = async_pages_of()
        received: Received = deque()
        interrupted = False
        try:
            with interrupted_at(line):
                await take(pages, received)
        except InterruptionError:
            interrupted = True
        assert numbers(received) + rest_of(pages) == ALL, line
        return interrupted

    def attempt(line: int) -> bool:
        return asyncio.run(once(line))

    attempt(1_000_000)  # so that all is loaded
    at_every_line(attempt)


def found_numbers(received: Received) -> list[int]:
    return [int(tag.removeprefix("v")) for tag in received if tag != "stable"]


@pytest.mark.parametrize("world", ["sync", pytest.param("async", marks=pytest.mark.aio)])
def test_a_search_interrupted_at_any_line_finds_all_when_resumed(world: str) -> None:
    """It resumes at the page that it was interrupted in, so that some may be found again."""
    every_find = list(pages_of().search(TAGS))

    def attempt(line: int) -> bool:
        pages = pages_of() if world == "sync" else async_pages_of()
        received: Received = deque()
        interrupted = False
        try:
            with interrupted_at(line):
                if world == "sync":
                    received.extend(pages.search(TAGS))
                else:
                    asyncio.run(extend(received, pages.search(TAGS)))
        except InterruptionError:
            interrupted = True
        token = pages.resume_token
        rest = [] if token is None else list(pages_of(token).search(TAGS))
        again = len(received) + len(rest) - len(every_find)
        assert 0 <= again < 4
        assert list(received)[: len(received) - again] + rest == every_find, line
        return interrupted

    at_every_line(attempt)


@pytest.mark.parametrize("stop", range(8))
def test_a_search_stopped_after_any_find_finds_the_rest_when_resumed(stop: int) -> None:
    every_find = list(pages_of().search(TAGS))
    pages = pages_of()
    search = pages.search(TAGS)
    received = list(itertools.islice(search, stop))
    token = pages.resume_token
    rest = [] if token is None else list(pages_of(token).search(TAGS))
    assert [*received, *rest[len(received) + len(rest) - len(every_find) :]] == every_find


@pytest.mark.parametrize("world", ["sync", pytest.param("async", marks=pytest.mark.aio)])
def test_an_expression_that_fails_on_a_page_leaves_the_token_before_it(world: str) -> None:
    expression = "imageDetails[?contains(imageTags, 'v1')].imageDigest"  # fails without tags
    pages = pages_of() if world == "sync" else async_pages_of()
    found = pages.search(expression)
    with pytest.raises(JMESPathError):
        _ = list(found) if world == "sync" else asyncio.run(extend(deque(), found))
    assert rest_of(pages) == ALL


def test_an_inventory_interrupted_at_any_line_loses_nothing() -> None:
    client: Any = FakeClient()
    names = ["team/app", "team/api"]

    def attempt(line: int) -> bool:
        inventory = describe_images_of(names, client=client, concurrency=1)
        received: Received = deque()
        interrupted = False
        try:
            with interrupted_at(line):
                received.extend(inventory)
        except InterruptionError:
            interrupted = True
            with suppress(InterruptionError):
                inventory.close()
        found = dict.fromkeys(names, 0)
        for name, page in received:
            found[name] += len(page.imageDetails)
        checkpoint = InventoryCheckpoint.model_validate(inventory.checkpoint.model_dump())
        rest = dict.fromkeys(names, 0)
        for name, page in describe_images_of(checkpoint, client=client):
            rest[name] += len(page.imageDetails)
        for name in names:
            # At the most the page that was handed out last comes again.
            assert len(ALL) <= found[name] + rest[name] <= len(ALL) + 3, line
        return interrupted

    attempt(1_000_000)
    at_every_line(attempt)


@pytest.mark.aio
def test_an_inventory_interrupted_at_any_line_loses_nothing_under_asyncio() -> None:
    from ecrpublic_models import aio

    client: Any = FakeAsyncClient()

    async def attempt(line: int) -> bool:
        inventory = aio.describe_images_of(["team/app"], client=client, concurrency=1)
        received: Received = deque()
        interrupted = False
        try:
            with interrupted_at(line):
                await extend(received, inventory)
        except InterruptionError:
            interrupted = True
            # It has ended: to go on would count a page as listed that nobody has got.
            with suppress(InterruptionError):
                await extend(received, inventory)
        await extend(received, aio.describe_images_of(inventory.checkpoint, client=client))
        numbers = of_pages(deque(page for _, page in received))
        assert set(numbers) == set(ALL), line
        assert len(numbers) <= len(ALL) + 3, line  # the page handed out last, once more
        return interrupted

    asyncio.run(attempt(1_000_000))
    at_every_line(lambda line: asyncio.run(attempt(line)))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timers")
def test_an_inventory_that_is_iterated_over_after_an_interruption_has_ended() -> None:
    """Interrupted as it returns a pair, it does not count that page as listed."""
    client: Any = FakeClient()
    list(describe_images_of(["team/app"], client=client))

    def interrupt(_: int, frame: FrameType | None) -> None:
        if frame is not None and frame.f_code is Inventory.__next__.__code__:
            raise InterruptionError

    before = signal.signal(signal.SIGALRM, interrupt)
    interruptions = rounds = 0
    try:
        # A signal has to come at the right moment, which is a matter of chance.
        while rounds < 150 or (interruptions == 0 and rounds < 10_000):
            rounds += 1
            inventory = describe_images_of(["team/app"], client=client, concurrency=1)
            received: Received = deque()
            ended = False
            while not ended:
                signal.setitimer(signal.ITIMER_REAL, 1e-5, 2e-4)
                try:
                    received.extend(inventory)
                    ended = True
                except InterruptionError:
                    interruptions += 1
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            received.extend(describe_images_of(inventory.checkpoint, client=client))
            assert set(of_pages(deque(page for _, page in received))) == set(ALL)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert interruptions > 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timers")
@pytest.mark.parametrize("way", WAYS)
def test_in_a_storm_of_signals_nothing_is_lost(way: str) -> None:
    take, numbers = WAYS[way]
    moments = random.Random(1)
    list(pages_of().items())

    def interrupt(_: int, frame: FrameType | None) -> None:
        # Not in a tracer's own code, such as coverage's, which would keep its locks.
        if frame is not None and frame.f_code.co_filename.startswith(LIBRARY):
            raise InterruptionError

    before = signal.signal(signal.SIGALRM, interrupt)
    interruptions = 0
    try:
        for _ in range(1500):
            pages = pages_of()
            received: Received = deque()
            try:
                signal.setitimer(signal.ITIMER_REAL, moments.uniform(1e-6, 8e-4))
                take(pages, received)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except InterruptionError:
                interruptions += 1
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            assert numbers(received) + rest_of(pages) == ALL
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert interruptions > 0


def test_an_interruption_within_a_lock_is_an_interruption(server: Loopback) -> None:
    """`threading` releases a lock that it does not have then, and complains of that alone."""
    fleet = Fleet(count=2)
    server.respond = fleet.respond

    def names() -> Iterator[str]:
        yield fleet.names[0]
        lock = threading.Lock()
        with lock:
            lock.release()
            raise KeyboardInterrupt

    inventory = describe_images_of(names(), client=client_for(server.url))
    with pytest.raises(KeyboardInterrupt):
        list(inventory)
    assert list(inventory) == []
