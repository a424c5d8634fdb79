"""What is particular to asyncio: cancelling, closing, sharing a client among tasks."""

from __future__ import annotations

import asyncio
import gc
import inspect
import threading
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import boto3
import pytest
from aiobotocore.client import AioBaseClient
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.exceptions import ConnectionClosedError

from ecrpublic_models import (
    DescribeImagesPaginator,
    DescribeImagesResponse,
    ECRPublic,
    PaginationConfig,
    ResponseValidationError,
    aio,
)
from ecrpublic_models.errors import RepositoryNotFoundException
from tests.support.async_drivers import async_client_for, debug_runner
from tests.support.client_state import state_of
from tests.support.kinds import IMAGES, image
from tests.support.loopback import EVENTS, Answer, Loopback, client_for
from tests.support.service import PagedService

pytestmark = pytest.mark.aio


def run(url: str, main: Callable[[Any], Awaitable[None]], config: AioConfig | None = None) -> None:
    async def with_client() -> None:
        given = {} if config is None else {"config": config}
        async with async_client_for(url, **given) as client:
            await main(client)

    with debug_runner() as runner:
        runner.run(with_client())


def test_cancelled_in_mid_page_the_resume_token_is_right(server: Loopback) -> None:
    service = PagedService([[0, 1], [2, 3], [4]], ["a", "b"])
    IMAGES.serve(server, service)
    answer_at_once = server.respond
    waiting = asyncio.Event()

    async def main(client: Any) -> None:
        loop = asyncio.get_running_loop()

        def respond(request: dict[str, object]) -> Answer:
            if request.get("nextToken") == "a":
                loop.call_soon_threadsafe(waiting.set)
                import time

                time.sleep(0.5)
            return answer_at_once(request)

        server.respond = respond
        pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        items: list[Any] = []

        async def consume() -> None:
            async for item in pages.items():
                items.append(item)

        task = asyncio.create_task(consume())
        await waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        server.respond = answer_at_once
        rest = aio.AsyncDescribeImagesPaginator(client).paginate(
            repositoryName="team/app",
            PaginationConfig=PaginationConfig(StartingToken=pages.resume_token),
        )
        items += [item async for item in rest.items()]
        assert IMAGES.numbers(items) == service.items

    run(server.url, main)


@pytest.mark.parametrize("moment", ["before the answer", "within the answer", "between pages"])
def test_stopping_early_releases_the_connection(server: Loopback, moment: str) -> None:
    """The client has one connection, and each of three listings is stopped before a whole one."""
    service = PagedService([[0], [1], [2]], ["a", "b"])
    IMAGES.serve(server, service)
    answer_at_once = server.respond
    config = AioConfig(max_pool_connections=1, retries={"total_max_attempts": 1})

    async def main(client: Any) -> None:
        paginator = aio.AsyncDescribeImagesPaginator(client)
        loop = asyncio.get_running_loop()
        waiting, go_on = asyncio.Event(), threading.Event()

        def respond(request: dict[str, object]) -> Answer:
            answer = answer_at_once(request)
            if "nextToken" not in request or moment == "between pages":
                return answer
            loop.call_soon_threadsafe(waiting.set)
            if moment == "within the answer":
                return Answer(answer.body, headers={"Content-Length": "1000000"})
            go_on.wait(30)
            return answer

        async def consume() -> None:
            async with aclosing(aiter(paginator.paginate(repositoryName="team/app"))) as pages:
                async for _ in pages:
                    if moment == "between pages":
                        return

        for _ in range(3):
            server.respond = respond
            waiting.clear()
            go_on.clear()
            task = asyncio.create_task(consume())
            if moment == "between pages":
                await task
            else:
                await asyncio.wait_for(waiting.wait(), timeout=30)
                await asyncio.sleep(0.05)  # for what is sent of the answer to come in
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                go_on.set()
        server.respond = answer_at_once
        page = await asyncio.wait_for(
            paginator.paginate(repositoryName="team/app").build_full_result(), timeout=30
        )
        assert IMAGES.numbers(page.imageDetails) == [0, 1, 2]

    run(server.url, main, config)


def test_plain_calls_of_tasks_that_hooks_start_stay_plain(server: Loopback) -> None:
    """At every event of a typed call, at once and after it has ended."""

    def respond(request: dict[str, object]) -> Answer:
        return Answer({"imageDetails": [{**image(1), "repositoryName": request["repositoryName"]}]})

    server.respond = respond

    async def main(client: Any) -> None:
        plain: list[asyncio.Task[dict[str, Any]]] = []

        async def call(delay: float) -> dict[str, Any]:
            await asyncio.sleep(delay)
            raw: dict[str, Any] = await client.describe_images(repositoryName="inner/call")
            return raw

        def start(**_: object) -> None:
            if not plain:
                plain.extend(asyncio.create_task(call(delay)) for delay in (0, 0.05))

        registry = aio.AsyncECRPublic(client)
        before = await client.describe_images(repositoryName="inner/call")
        for event in EVENTS:
            plain.clear()
            client.meta.events.register(f"{event}.ecr-public", start)
            outer = await registry.describe_images(repositoryName="outer/call")
            assert [one.repositoryName for one in outer.imageDetails] == ["outer/call"]
            for raw in await asyncio.gather(*plain):
                assert raw["imageDetails"] == before["imageDetails"]
            assert len(plain) == 2
            client.meta.events.unregister(f"{event}.ecr-public", start)

    run(server.url, main)


@pytest.mark.parametrize("calls", [250, pytest.param(1000, marks=pytest.mark.thorough)])
def test_typed_and_plain_calls_share_a_client(server: Loopback, calls: int) -> None:
    """Each of many calls at once gets what it asked for: models, or dicts."""

    def respond(request: dict[str, object]) -> Answer:
        return Answer({"imageDetails": [image(int(str(request["repositoryName"])[3:]))]})

    server.respond = respond

    async def main(client: Any) -> None:
        registry = aio.AsyncECRPublic(client)

        async def call(number: int) -> None:
            name = f"app{number}"
            if number % 2:
                answer = await registry.describe_images(repositoryName=name)
                assert type(answer) is DescribeImagesResponse
                assert IMAGES.numbers(answer.imageDetails) == [number]
            else:
                raw = await client.describe_images(repositoryName=name)
                assert type(raw) is dict
                assert raw["imageDetails"][0]["imageDigest"] == image(number)["imageDigest"]

        await asyncio.gather(*(call(number) for number in range(calls)))

    run(server.url, main)


def test_errors_are_typed(server: Loopback) -> None:
    refusal = {"__type": "RepositoryNotFoundException", "message": "no"}

    async def main(client: Any) -> None:
        server.respond = lambda _: Answer(refusal, status=400)
        with pytest.raises(RepositoryNotFoundException) as caught:
            await aio.AsyncECRPublic(client).get_repository_policy(repositoryName="team/app")
        assert isinstance(caught.value, client.exceptions.RepositoryNotFoundException)
        server.respond = lambda _: Answer({"imageDetails": "none"})
        pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        with pytest.raises(ResponseValidationError, match="imageDetails"):
            await pages.build_full_result()

    run(server.url, main)


def test_errors_keep_no_frames_alive(server: Loopback) -> None:
    """What the frames of a failed call hold is free as soon as the error is dealt with."""
    refusal = {"__type": "RepositoryNotFoundException", "message": "no"}
    server.respond = lambda _: Answer(refusal, status=400)

    async def main(client: Any) -> None:
        registry = aio.AsyncECRPublic(client)
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            with suppress(RepositoryNotFoundException):
                await registry.describe_images(repositoryName="team/app")
            gc.collect()
            kept = [one for one in gc.garbage if isinstance(one, FrameType)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert [frame.f_code.co_qualname for frame in kept if of_the_library(frame)] == []

    run(server.url, main)


def of_the_library(frame: FrameType) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(Path(aio.__path__[0]).parent)


def test_search_finds_what_the_sync_one_finds(server: Loopback) -> None:
    IMAGES.serve(server, PagedService([[0, 1], [], [2, 3, 4]], ["a", "b"]))
    expression = "imageDetails[].imageTags[]"
    pages = DescribeImagesPaginator(client_for(server.url)).paginate(repositoryName="team/app")
    expected = list(pages.search(expression))

    async def main(client: Any) -> None:
        async_pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        assert [found async for found in async_pages.search(expression)] == expected

    run(server.url, main)


def test_clients_of_the_wrong_world_or_service_are_refused(server: Loopback) -> None:
    wrong: Any = client_for(server.url)
    with pytest.raises(TypeError, match="client: it is boto3's"):
        aio.AsyncECRPublic(wrong)
    with pytest.raises(TypeError, match="client: it is boto3's"):
        aio.describe_images_of([], client=wrong)

    async def main(client: Any) -> None:
        with pytest.raises(TypeError, match=r"ecrpublic_models\.aio takes those"):
            ECRPublic(client)
        async with get_session().create_client("ecr", region_name="us-east-1") as private:
            another: Any = private
            with pytest.raises(TypeError, match="not for 'ecr'"):
                aio.AsyncDescribeImagesPaginator(another)

    run(server.url, main)
    private: Any = boto3.Session().client("ecr", region_name="us-east-1")
    with pytest.raises(TypeError, match="not for 'ecr'"):
        aio.AsyncECRPublic(private)


def test_the_twins_have_the_same_signatures() -> None:
    methods = [name for name, value in vars(ECRPublic).items() if inspect.isfunction(value)]
    for name in [name for name in methods if not name.startswith("_")]:
        ours = inspect.signature(getattr(ECRPublic, name))
        theirs = inspect.signature(getattr(aio.AsyncECRPublic, name))
        assert ours.parameters == theirs.parameters
        assert ours.return_annotation == theirs.return_annotation
    for name in [name for name in aio.__all__ if name.endswith("Paginator")]:
        import ecrpublic_models

        sync: Any = getattr(ecrpublic_models, name.removeprefix("Async"))
        asynchronous: Any = getattr(aio, name)
        assert (
            inspect.signature(sync.paginate).parameters
            == inspect.signature(asynchronous.paginate).parameters
        )


def test_the_users_client_stays_as_it_was(server: Loopback) -> None:
    async def main(client: Any) -> None:
        before = state_of(client)
        server.respond = lambda _: Answer({"imageDetails": [image(1)]})
        await aio.AsyncECRPublic(client).describe_images(repositoryName="team/app")
        pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        assert len([page async for page in pages]) == 1
        inventory = aio.describe_images_of(["team/app"], client=client)
        assert len([page async for page in inventory]) == 1
        assert state_of(client) == before

    run(server.url, main)


def test_hooks_see_what_aiobotocore_gives_and_what_they_change_counts(server: Loopback) -> None:
    async def main(client: Any) -> None:
        server.respond = lambda _: Answer({"imageDetails": [image(1)], "somethingNew": 1})
        registry = aio.AsyncECRPublic(client)
        plain = await client.describe_images(repositoryName="team/app")
        seen: list[object] = []

        def record(parsed: dict[str, Any], **_: object) -> None:
            seen.append(parsed["imageDetails"])

        def redact(parsed: dict[str, Any], **_: object) -> None:
            parsed["imageDetails"][0]["registryId"] = "000000000000"

        client.meta.events.register("after-call.ecr-public", record)
        untouched = await registry.describe_images(repositoryName="team/app")
        assert untouched.model_extra == {"somethingNew": 1}
        assert seen == [plain["imageDetails"]]
        client.meta.events.register("after-call.ecr-public", redact)
        redacted = await registry.describe_images(repositoryName="team/app")
        assert [image.registryId for image in redacted.imageDetails] == ["000000000000"]

    run(server.url, main)


@pytest.mark.parametrize("where", ["client", "class"])
def test_wrappers_that_pass_on_only_what_they_know_lose_nothing_of_it(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    service = PagedService([[0, 1], [2]], ["a"])
    IMAGES.serve(server, service)

    async def main(client: Any) -> None:
        wrapped: Any = AioBaseClient if where == "class" else client
        method = wrapped._make_api_call

        async def wrapper(*arguments: object) -> dict[str, object]:
            returned = await method(*arguments)
            known = ("imageDetails", "nextToken")
            return {name: returned[name] for name in known if name in returned}

        monkeypatch.setattr(wrapped, "_make_api_call", wrapper)
        pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        assert IMAGES.numbers([item async for item in pages.items()]) == service.items


def test_a_body_shorter_than_announced_is_a_closed_connection(server: Loopback) -> None:
    """aiohttp holds the body to its Content-Length, even where what came is a valid page."""
    body = b'{"imageDetails": []}'
    headers = {"Content-Length": str(len(body) + 5), "Connection": "close"}
    server.respond = lambda _: Answer(body, headers=headers)

    async def main(client: Any) -> None:
        pages = aio.AsyncDescribeImagesPaginator(client).paginate(repositoryName="team/app")
        with pytest.raises(ConnectionClosedError):
            await anext(aiter(pages))

    run(server.url, main)
