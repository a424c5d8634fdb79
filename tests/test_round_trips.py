"""Every operation through the typed facades, sync and async, and through the emulator over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ecrpublic_models import ECRPublic, ImageIdentifier, RepositoryCatalogDataInput, Tag
from ecrpublic_models.models.enums import ImageFailureCode, LayerAvailability
from ecrpublic_models.operations import OPERATIONS
from ecrpublic_models.testing import ecr_public_server, get_backend
from tests.support.loopback import client_for
from tests.support.pushing import png

Call = Callable[..., Any]
REPOSITORY = "team/app"
FIRST_PART = b"a" * 5 * 2**20
LAST_PART = b"b" * 1000
LAYER = FIRST_PART + LAST_PART
CONFIG = b"{}"
OCI = "application/vnd.oci.image.{}.v1+json"


@contextmanager
def sync_calls(url: str) -> Iterator[Call]:
    registry = ECRPublic(client_for(url))
    yield lambda name, **arguments: getattr(registry, name)(**arguments)


@contextmanager
def async_calls(url: str) -> Iterator[Call]:
    # Imported where they are used, since they need aiobotocore.
    from ecrpublic_models import aio
    from tests.support.async_drivers import async_client_for

    async def enter() -> Any:
        return await context.__aenter__()

    async def leave() -> None:
        await context.__aexit__(None, None, None)

    async def call(name: str, arguments: dict[str, Any]) -> Any:
        return await getattr(registry, name)(**arguments)

    with asyncio.Runner(debug=True) as runner:
        runner.get_loop().slow_callback_duration = 10
        context = async_client_for(url)
        registry = aio.AsyncECRPublic(runner.run(enter()))
        yield lambda name, **arguments: runner.run(call(name, arguments))
        runner.run(leave())


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def descriptor(media_type: str, content: bytes) -> dict[str, object]:
    return {"mediaType": OCI.format(media_type), "digest": digest(content), "size": len(content)}


def upload(call: Call, content: bytes, *parts: bytes) -> None:
    upload_id = call("initiate_layer_upload", repositoryName=REPOSITORY).uploadId
    first = 0
    for part in parts or (content,):
        received = call(
            "upload_layer_part",
            repositoryName=REPOSITORY,
            uploadId=upload_id,
            partFirstByte=first,
            partLastByte=first + len(part) - 1,
            layerPartBlob=part,
        )
        first += len(part)
        assert received.lastByteReceived == first - 1
    completed = call(
        "complete_layer_upload",
        repositoryName=REPOSITORY,
        uploadId=upload_id,
        layerDigests=[digest(content)],
    )
    assert completed.layerDigest == digest(content)


# aiohttp warns of every body of more than 1 MiB, and aiobotocore gives it parts of layers as such.
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
@pytest.mark.parametrize(
    "calls",
    [
        pytest.param(sync_calls, id="sync"),
        pytest.param(async_calls, id="async", marks=pytest.mark.aio),
    ],
)
def test_every_operation(calls: Any) -> None:
    asked: set[str] = set()
    with ecr_public_server() as server, calls(server.url) as really_call:
        get_backend().requires_layers = True

        def call(name: str, **arguments: Any) -> Any:
            asked.add(name)
            answer = really_call(name, **arguments)
            assert type(answer).__name__.removesuffix("Response").lower() == name.replace("_", "")
            assert answer.ResponseMetadata.HTTPStatusCode == 200
            return answer

        repositories(call)
        images(call)
        the_rest(call)
    assert asked == {operation.method_name for operation in OPERATIONS}


def repositories(call: Call) -> None:
    data = RepositoryCatalogDataInput(description="Ours.", logoImageBlob=png())
    created = call(
        "create_repository",
        repositoryName=REPOSITORY,
        catalogData=data,
        tags=[Tag(Key="team", Value="a"), {"Key": "stage"}],
    )
    assert created.catalogData.description == "Ours."
    arn = created.repository.repositoryArn
    assert call("describe_repositories").repositories == [created.repository]
    assert call("get_repository_catalog_data", repositoryName=REPOSITORY).catalogData == (
        created.catalogData
    )
    put = call(
        "put_repository_catalog_data",
        repositoryName=REPOSITORY,
        catalogData={"architectures": ["ARM 64"]},
    )
    assert put.catalogData.architectures == ["ARM 64"]
    call("untag_resource", resourceArn=arn, tagKeys=["stage"])
    call("tag_resource", resourceArn=arn, tags=[Tag(Key="owner", Value="b")])
    tags = call("list_tags_for_resource", resourceArn=arn).tags
    assert sorted(tags, key=lambda tag: tag.Key) == [
        Tag(Key="owner", Value="b"),
        Tag(Key="team", Value="a"),
    ]
    policy = json.dumps({"Version": "2008-10-17", "Statement": []})
    for name, more in {
        "set_repository_policy": {"policyText": policy, "force": True},
        "get_repository_policy": {},
        "delete_repository_policy": {},
    }.items():
        answer = call(name, repositoryName=REPOSITORY, **more)
        assert json.loads(answer.policyText) == json.loads(policy)


def images(call: Call) -> None:
    upload(call, CONFIG)
    upload(call, LAYER, FIRST_PART, LAST_PART)
    looked_up = call(
        "batch_check_layer_availability",
        repositoryName=REPOSITORY,
        layerDigests=[digest(LAYER), digest(b"another")],
    )
    availability = {one.layerDigest: one.layerAvailability for one in looked_up.layers}
    assert availability[digest(LAYER)] is LayerAvailability.AVAILABLE
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": OCI.format("manifest"),
            "config": descriptor("config", CONFIG),
            "layers": [descriptor("layer", LAYER)],
        }
    )
    image = call(
        "put_image", repositoryName=REPOSITORY, imageManifest=manifest, imageTag="v1"
    ).image
    assert image.imageId == ImageIdentifier(imageDigest=digest(manifest.encode()), imageTag="v1")
    (described,) = call(
        "describe_images", repositoryName=REPOSITORY, imageIds=[image.imageId]
    ).imageDetails
    assert described.imageTags == ["v1"]
    assert described.imageSizeInBytes == len(LAYER) + len(CONFIG)
    (tag,) = call("describe_image_tags", repositoryName=REPOSITORY).imageTagDetails
    assert tag.imageDetail.imageDigest == described.imageDigest
    deleted = call(
        "batch_delete_image",
        repositoryName=REPOSITORY,
        imageIds=[ImageIdentifier(imageTag="v1"), {"imageTag": "v2"}],
    )
    assert [one.imageTag for one in deleted.imageIds] == ["v1"]
    assert [one.failureCode for one in deleted.failures] == [ImageFailureCode.ImageNotFound]
    assert deleted.failures[0].imageId == ImageIdentifier(imageTag="v2")


def the_rest(call: Call) -> None:
    (registry,) = call("describe_registries").registries
    assert registry.aliases[0].status == "ACTIVE"
    put = call("put_registry_catalog_data", displayName="Ours")
    assert put.registryCatalogData.displayName == "Ours"
    assert call("get_registry_catalog_data").registryCatalogData == put.registryCatalogData
    data = call("get_authorization_token").authorizationData
    assert data.registry_login().username == "AWS"
    deleted = call("delete_repository", repositoryName=REPOSITORY, force=True)
    assert deleted.repository.repositoryName == REPOSITORY
