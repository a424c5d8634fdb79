"""What nearly every program does, against the emulator over HTTP, with boto3 and under asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError
from pydantic import ValidationError

import ecrpublic_models
from ecrpublic_models import ECRPublic, ImageReference
from ecrpublic_models.errors import (
    InvalidParameterException,
    InvalidTagParameterException,
    LimitExceededException,
    RepositoryNotFoundException,
    ServerException,
)
from ecrpublic_models.models import ImageDetail, Repository, RepositoryCatalogDataInput, Tag
from ecrpublic_models.testing import ECRPublicBackend, ecr_public_server, get_backend
from tests.support.kinds import image
from tests.support.loopback import Answer, client_for, loopback
from tests.support.pushing import digest_of, image_manifest

NAME = "team/app"
ONE, OTHER = image_manifest("one"), image_manifest("other")


class World:
    """How to call the functions: here with a boto3 client, as a program does that has one."""

    def find_image(self, url: str, repositoryName: Any, **options: Any) -> ImageDetail | None:
        found: ImageDetail | None = self.call("find_image", url, repositoryName, options)
        return found

    def ensure_repository(
        self, url: str, repositoryName: Any, attempts: int = 1, **options: Any
    ) -> Repository:
        repository: Repository = self.call(
            "ensure_repository", url, repositoryName, options, attempts
        )
        return repository

    def call(
        self, name: str, url: str, repositoryName: Any, options: Any, attempts: int = 1
    ) -> Any:
        client = client_for(url, Config(retries={"total_max_attempts": attempts}))
        return getattr(ecrpublic_models, name)(self.registry(client), repositoryName, **options)

    def registry(self, client: Any) -> Any:
        return client


class FacadeWorld(World):
    def registry(self, client: Any) -> Any:
        return ECRPublic(client)


class AsyncWorld(World):
    def call(
        self, name: str, url: str, repositoryName: Any, options: Any, attempts: int = 1
    ) -> Any:
        from aiobotocore.config import AioConfig

        from ecrpublic_models import aio
        from tests.support.async_drivers import async_client_for

        async def main() -> Any:
            config = AioConfig(retries={"total_max_attempts": attempts})
            async with async_client_for(url, config) as client:
                return await getattr(aio, name)(self.registry(client), repositoryName, **options)

        return asyncio.run(main())


class AsyncFacadeWorld(AsyncWorld):
    def registry(self, client: Any) -> Any:
        from ecrpublic_models import aio

        return aio.AsyncECRPublic(client)


@dataclass
class Service:
    """The emulator, and what goes on there."""

    backend: ECRPublicBackend
    url: str
    sent: list[str] = field(default_factory=list)
    """The operations that were called over the wire, in their order."""
    meanwhile: dict[tuple[str, int], Callable[[], object]] = field(default_factory=dict)
    """What happens right before a call: of an operation, its first one, second one and so on."""

    def push(self, manifest: str, *tags: str, name: str = NAME) -> str:
        for tag in tags:
            request = {"repositoryName": name, "imageManifest": manifest, "imageTag": tag}
            self.others_call("PutImage", request)
        return digest_of(manifest)

    def others_call(self, operation: str, request: Mapping[str, object] | None = None) -> Any:
        return ECRPublicBackend.call(self.backend, operation, request or {"repositoryName": NAME})


@pytest.fixture
def service() -> Iterator[Service]:
    with ecr_public_server() as server:
        backend = get_backend()
        service = Service(backend, server.url)

        def call(operation: str, request: Any) -> Any:
            service.sent.append(operation)
            service.meanwhile.get((operation, service.sent.count(operation)), lambda: None)()
            return ECRPublicBackend.call(backend, operation, request)

        backend.call = call  # type: ignore[method-assign]  # a service that others use as well
        yield service


@pytest.fixture
def repository(service: Service) -> dict[str, object]:
    made: dict[str, object] = service.others_call("CreateRepository")["repository"]
    return made


@pytest.fixture(
    params=[
        World,
        FacadeWorld,
        pytest.param(AsyncWorld, marks=pytest.mark.aio),
        pytest.param(AsyncFacadeWorld, marks=pytest.mark.aio),
    ]
)
def world(request: pytest.FixtureRequest) -> World:
    world: World = request.param()
    return world


# ---- find_image ----


@pytest.mark.usefixtures("repository")
def test_the_image_of_a_tag_is_found_in_one_request(service: Service, world: World) -> None:
    digest = service.push(ONE, "v1", "stable")
    service.push(OTHER, "v2")
    found = world.find_image(service.url, NAME, imageTag="v1")
    assert found is not None
    assert (found.imageDigest, found.imageTags) == (digest, ["v1", "stable"])
    assert service.sent == ["DescribeImages"]


@pytest.mark.usefixtures("repository")
def test_a_tag_that_has_moved_is_found_where_it_is(service: Service, world: World) -> None:
    service.push(ONE, "v1", "stable")
    digest = service.push(OTHER, "v2", "stable")
    found = world.find_image(service.url, NAME, imageTag="stable")
    assert found is not None
    assert found.imageDigest == digest


@pytest.mark.usefixtures("repository")
def test_an_image_is_found_by_its_digest_and_by_both(service: Service, world: World) -> None:
    digest = service.push(ONE, "v1")
    service.push(OTHER, "v2")
    account_id = service.backend.registry.account_id
    for options in (
        {"imageDigest": digest},
        {"imageDigest": digest, "imageTag": "v1"},
        {"imageDigest": digest, "registryId": account_id},
    ):
        found = world.find_image(service.url, NAME, **options)
        assert found is not None
        assert found.imageDigest == digest


@pytest.mark.usefixtures("repository")
def test_there_is_no_such_image(service: Service, world: World) -> None:
    digest = service.push(ONE, "v1")
    service.push(OTHER, "v2")
    for options in (
        {"imageTag": "v3"},
        {"imageDigest": digest_of("nothing")},
        {"imageDigest": digest, "imageTag": "v2"},  # two images, each of which is there
    ):
        assert world.find_image(service.url, NAME, **options) is None
    assert service.sent == ["DescribeImages"] * 3


def test_a_response_without_images_has_no_such_image(world: World) -> None:
    with loopback() as server:
        server.respond = lambda _: Answer({"imageDetails": []})
        assert world.find_image(server.url, NAME, imageTag="v1") is None
        server.respond = lambda _: Answer({"imageDetails": [image(1)]})
        assert world.find_image(server.url, NAME, imageTag="v1") is not None


def test_a_missing_repository_is_not_a_missing_image(service: Service, world: World) -> None:
    with pytest.raises(RepositoryNotFoundException):
        world.find_image(service.url, NAME, imageTag="v1")
    service.others_call("CreateRepository")
    with pytest.raises(RepositoryNotFoundException):
        world.find_image(service.url, NAME, imageTag="v1", registryId="000000000000")


@pytest.mark.usefixtures("repository")
def test_other_errors_of_finding_are_passed_through(service: Service, world: World) -> None:
    service.push(ONE, "v1")
    with pytest.raises(InvalidParameterException):
        world.find_image(service.url, NAME, imageTag="team/v1")
    service.backend.fail_next("DescribeImages", "ServerException")
    with pytest.raises(ServerException):
        world.find_image(service.url, NAME, imageTag="v1")
    service.backend.fail_next("DescribeImages", "AccessDeniedException")
    with pytest.raises(ClientError, match="AccessDenied"):
        world.find_image(service.url, NAME, imageTag="v1")
    with pytest.raises(EndpointConnectionError):
        world.find_image("http://127.0.0.1:1", NAME, imageTag="v1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "name the image by imageDigest, by imageTag, or by both"),
        ({"imageTag": None, "imageDigest": None}, "name the image by"),
        ({"imageTag": ""}, "imageTag"),
        ({"imageTag": "a" * 301}, "imageTag"),
        ({"imageTag": 1}, "imageTag"),
        ({"imageDigest": b"sha256:0"}, "imageDigest"),
        ({"imageTag": "v1", "registryId": "acme"}, "registryId"),
        ({"imageTag": "v1", "repositoryName": "Team/App"}, "repositoryName"),
        ({"imageTag": "v1", "repositoryName": None}, "repositoryName"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_no_bad_search_is_sent(
    service: Service, world: World, arguments: dict[str, Any], message: str
) -> None:
    given = {"repositoryName": NAME, **arguments}
    with pytest.raises(ValidationError, match=message):
        world.find_image(service.url, given.pop("repositoryName"), **given)
    assert service.sent == []


@pytest.mark.usefixtures("repository")
def test_a_reference_says_what_to_find(service: Service, world: World) -> None:
    digest = service.push(ONE, "v1")
    uri = f"{service.backend.registry.uri}/{NAME}"
    for text in (f"{uri}:v1", f"{uri}@{digest}", f"{uri}:v1@{digest}"):
        reference = ImageReference.parse(text)
        assert reference.imageId is not None
        found = world.find_image(
            service.url,
            reference.repositoryName,
            imageTag=reference.imageTag,
            imageDigest=reference.imageDigest,
        )
        assert found is not None
        assert found.imageDigest == digest


# ---- ensure_repository ----


def test_a_repository_that_is_there_stays_as_it_is(
    service: Service, world: World, repository: dict[str, object]
) -> None:
    found = world.ensure_repository(
        service.url, NAME, catalogData={"description": "another"}, tags=[{"Key": "k", "Value": "v"}]
    )
    assert type(found) is Repository
    assert found.repositoryUri == repository["repositoryUri"]
    assert service.sent == ["DescribeRepositories"]
    assert service.others_call("GetRepositoryCatalogData") == {"catalogData": {}}
    arn = {"resourceArn": found.repositoryArn}
    assert service.others_call("ListTagsForResource", arn) == {"tags": []}


@pytest.mark.parametrize("as_models", [True, False])
def test_one_that_is_not_there_is_created_with_what_is_given(
    service: Service, world: World, *, as_models: bool
) -> None:
    shown, tag = {"description": "Ours.", "architectures": ["ARM 64"]}, {"Key": "k", "Value": "v"}
    made = world.ensure_repository(
        service.url,
        NAME,
        catalogData=RepositoryCatalogDataInput.model_validate(shown) if as_models else shown,
        tags=[Tag.model_validate(tag)] if as_models else (tag,),
    )
    assert type(made) is Repository
    assert ImageReference.parse(made.repositoryUri).repositoryName == NAME
    assert service.sent == ["DescribeRepositories", "CreateRepository"]
    assert service.others_call("GetRepositoryCatalogData") == {"catalogData": shown}
    arn = {"resourceArn": made.repositoryArn}
    assert service.others_call("ListTagsForResource", arn) == {"tags": [tag]}
    assert world.ensure_repository(service.url, NAME) == made
    assert service.sent[2:] == ["DescribeRepositories"]


def test_nothing_has_to_be_given_with_it(service: Service, world: World) -> None:
    world.ensure_repository(service.url, NAME)
    assert service.others_call("GetRepositoryCatalogData") == {"catalogData": {}}


def test_one_that_somebody_else_creates_meanwhile_is_given(service: Service, world: World) -> None:
    service.meanwhile["CreateRepository", 1] = lambda: service.others_call("CreateRepository")
    found = world.ensure_repository(service.url, NAME, catalogData={"description": "mine"})
    (there,) = service.others_call("DescribeRepositories", {"repositoryNames": [NAME]})[
        "repositories"
    ]
    assert found.repositoryArn == there["repositoryArn"]
    assert service.sent == ["DescribeRepositories", "CreateRepository", "DescribeRepositories"]
    assert service.others_call("GetRepositoryCatalogData") == {"catalogData": {}}


def test_one_that_is_deleted_again_meanwhile_is_the_services_error(
    service: Service, world: World
) -> None:
    service.meanwhile["CreateRepository", 1] = lambda: service.others_call("CreateRepository")
    service.meanwhile["DescribeRepositories", 2] = lambda: service.others_call("DeleteRepository")
    with pytest.raises(RepositoryNotFoundException):
        world.ensure_repository(service.url, NAME)
    assert service.sent == ["DescribeRepositories", "CreateRepository", "DescribeRepositories"]
    assert world.ensure_repository(service.url, NAME).repositoryName == NAME


def test_callers_at_the_same_time_all_get_it(service: Service, world: World) -> None:
    count = 4
    all_have_looked = threading.Barrier(count)
    for number in range(1, count + 1):
        service.meanwhile["CreateRepository", number] = lambda: all_have_looked.wait(timeout=30)
    with ThreadPoolExecutor(count) as pool:
        calls = [pool.submit(world.ensure_repository, service.url, NAME) for _ in range(count)]
        given = {call.result() for call in calls}
    assert len(given) == 1
    assert service.sent.count("CreateRepository") == count
    assert service.sent.count("DescribeRepositories") == 2 * count - 1


def test_one_whose_creation_was_not_confirmed_is_given(service: Service, world: World) -> None:
    """The service creates it and fails to say so; boto3 tries again."""

    def create_and_fail() -> None:
        service.others_call("CreateRepository")
        service.backend.fail_next("CreateRepository", "ServerException")

    service.meanwhile["CreateRepository", 1] = create_and_fail
    assert world.ensure_repository(service.url, NAME, attempts=2).repositoryName == NAME
    again = ["CreateRepository"] * 2
    assert service.sent == ["DescribeRepositories", *again, "DescribeRepositories"]


def test_errors_of_having_a_repository_are_passed_through(service: Service, world: World) -> None:
    service.backend.fail_next("DescribeRepositories", "AccessDeniedException")
    with pytest.raises(ClientError, match="AccessDenied"):
        world.ensure_repository(service.url, NAME)
    assert service.sent == ["DescribeRepositories"]
    service.backend.fail_next("CreateRepository", "LimitExceededException")
    with pytest.raises(LimitExceededException) as caught:
        world.ensure_repository(service.url, NAME)
    before: BaseException | None = caught.value
    while before is not None:  # that it was not there is no part of what went wrong
        assert not isinstance(before, RepositoryNotFoundException)
        before = before.__context__
    with pytest.raises(InvalidTagParameterException):
        world.ensure_repository(service.url, NAME, tags=[{"Key": "aws:k", "Value": "v"}])
    assert not service.backend.has_repository(NAME)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"repositoryName": "Team/App"}, "repositoryName"),
        ({"repositoryName": "a"}, "repositoryName"),
        ({"repositoryName": None}, "repositoryName"),
        ({"catalogData": {"description": "a" * 1025}}, "catalogData.description"),
        ({"catalogData": {"descriptions": "a"}}, "catalogData.descriptions"),
        ({"catalogData": {"logoImageBlob": "text"}}, "catalogData.logoImageBlob"),
        ({"catalogData": "a"}, "catalogData"),
        ({"tags": [{"Key": "", "Value": "v"}]}, "tags.0.Key"),
        ({"tags": [{"Key": "k"}] * 201}, "tags"),
        ({"tags": {"k": "v"}}, "tags"),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_no_bad_argument_is_sent_or_passed_over(
    service: Service, world: World, arguments: dict[str, Any], place: str, *, is_there: bool
) -> None:
    if is_there:
        service.others_call("CreateRepository")
    given = {"repositoryName": NAME, **arguments}
    with pytest.raises(ValidationError) as caught:
        world.ensure_repository(service.url, given.pop("repositoryName"), **given)
    assert ".".join(map(str, caught.value.errors()[0]["loc"])) == place
    assert service.sent == []


# ---- Both ----


def test_clients_of_other_services_are_refused() -> None:
    another: Any = boto3.client("ecr", region_name="us-east-1")
    with pytest.raises(TypeError, match="ecr"):
        ecrpublic_models.find_image(another, NAME, imageTag="v1")
    with pytest.raises(TypeError, match="ecr"):
        ecrpublic_models.ensure_repository(another, NAME)
