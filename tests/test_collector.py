"""The pause of the garbage collector: there while an answer is built, and gone after it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models import (
    DescribeImagesPaginator,
    DescribeImagesResponse,
    ResponseValidationError,
)
from ecrpublic_models.collector import CollectorPause
from tests.support.loopback import Answer, Loopback, client_for

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[tuple[int, int, int]]:
    """The thresholds as they were, and that they are the same in the end."""
    before = gc.get_threshold()
    yield before
    found = gc.get_threshold()
    gc.set_threshold(*before)
    assert found == before


def test_collections_do_not_begin_by_themselves_meanwhile() -> None:
    with CollectorPause():
        before = gc.get_stats()
        kept: list[list[int]] = [[] for _ in range(100_000)]
        assert gc.get_stats() == before
        assert gc.isenabled()
    kept += [[] for _ in range(100_000)]
    assert gc.get_stats() != before


def test_answers_are_built_in_a_pause(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    build = DescribeImagesResponse.model_validate_json

    def note(body: bytes) -> DescribeImagesResponse:
        found.append(gc.get_threshold()[0])
        return build(body)

    monkeypatch.setattr(DescribeImagesResponse, "model_validate_json", note)
    server.respond = lambda _: Answer({})
    list(DescribeImagesPaginator(client_for(server.url)).paginate(repositoryName="team/app"))
    assert found == [0]


class Endless:
    """A client whose every page is as large as can be, and made once."""

    def __init__(self) -> None:
        self.requests = 0
        self.images = [{"imageTags": ["a"]}] * 1000

    def describe_images(self, **_: object) -> dict[str, object]:
        self.requests += 1
        return {"imageDetails": self.images, "nextToken": f"{self.requests}"}


def test_pages_that_take_each_others_place_are_not_gone_through() -> None:
    client: Any = Endless()
    pages = iter(DescribeImagesPaginator(client).paginate(repositoryName="team/app"))
    page = next(pages)
    before = gc.get_stats()[0]["collections"]
    for _ in range(20):
        page = next(pages)
    assert gc.get_stats()[0]["collections"] - before < 20
    assert len(page.imageDetails) == 1000


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("body", [{"imageDetails": []}, {"imageDetails": 5}, [], b"{"])
def test_the_collector_is_left_as_it_was(server: Loopback, body: object, *, enabled: bool) -> None:
    server.respond = lambda _: Answer(body)
    pages = DescribeImagesPaginator(client_for(server.url)).paginate(repositoryName="team/app")
    if not enabled:
        gc.disable()
    try:
        with suppress(ResponseValidationError):
            list(pages)
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


def test_one_that_is_off_stays_so(thresholds: tuple[int, int, int]) -> None:
    gc.set_threshold(0, *thresholds[1:])
    with CollectorPause():
        pass
    assert gc.get_threshold()[0] == 0
    gc.set_threshold(*thresholds)


def test_one_that_is_turned_off_meanwhile_stays_so() -> None:
    with CollectorPause():
        gc.disable()
    try:
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_threshold_that_is_set_meanwhile_stays(thresholds: tuple[int, int, int]) -> None:
    with CollectorPause():
        gc.set_threshold(50_000)
    assert gc.get_threshold()[0] == 50_000
    gc.set_threshold(*thresholds)


def test_pauses_of_several_threads_do_not_join(thresholds: tuple[int, int, int]) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def pause() -> None:
        with CollectorPause():
            inside.set()
            assert go_on.wait(30)

    first = threading.Thread(target=pause)
    first.start()
    assert inside.wait(30)
    with CollectorPause():
        go_on.set()
        first.join()
        assert gc.get_threshold() == thresholds


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_pause_ends_in_a_child_forked_in_the_middle_of_it() -> None:
    """In a process of its own, without the threads of the tests."""
    program = """
        import gc, os, sys
        from ecrpublic_models.collector import CollectorPause
        before = gc.get_threshold()
        with CollectorPause():
            child = os.fork()
            if child == 0:
                assert gc.get_threshold() == before
                with CollectorPause():
                    assert gc.get_threshold()[0] == 0
            else:
                assert gc.get_threshold()[0] == 0
        assert gc.get_threshold() == before
        sys.exit(0 if child == 0 else os.waitpid(child, 0)[1])
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True)
