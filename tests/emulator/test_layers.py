from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ecrpublic_models.testing import get_backend
from tests.support.pushing import descriptor, digest_of, image_manifest, refused, upload_layer

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"
NAME = "team/app"
SMALLEST_PART = 5 * 2**20
LARGEST_PART = 20 * 2**20


@pytest.fixture(autouse=True)
def _repository(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)


@pytest.fixture
def upload_id(client: ECRPublicClient) -> str:
    return client.initiate_layer_upload(repositoryName=NAME)["uploadId"]


def upload(client: ECRPublicClient, upload_id: str, first: int, part: bytes, **more: Any) -> Any:
    return client.upload_layer_part(
        **{
            "repositoryName": NAME,
            "uploadId": upload_id,
            "partFirstByte": first,
            "partLastByte": first + len(part) - 1,
            "layerPartBlob": part,
            **more,
        }
    )


def complete(client: ECRPublicClient, upload_id: str, *digests: str) -> Any:
    return client.complete_layer_upload(
        repositoryName=NAME, uploadId=upload_id, layerDigests=digests
    )


def availability(client: ECRPublicClient, *digests: str, repository: str = NAME) -> list[Any]:
    answer = client.batch_check_layer_availability(repositoryName=repository, layerDigests=digests)
    assert answer["failures"] == []
    return [layer["layerAvailability"] for layer in answer["layers"]]


def test_initiate(client: ECRPublicClient) -> None:
    answer = client.initiate_layer_upload(repositoryName=NAME)
    assert answer["partSize"] == LARGEST_PART
    assert str(uuid.UUID(answer["uploadId"])) == answer["uploadId"]
    again = client.initiate_layer_upload(repositoryName=NAME)
    assert again["uploadId"] != answer["uploadId"]


def test_one_part(client: ECRPublicClient, upload_id: str) -> None:
    part = b"layer \x00\xff"
    answer = upload(client, upload_id, 0, part)
    answer.pop("ResponseMetadata")
    place = {"registryId": ACCOUNT, "repositoryName": NAME, "uploadId": upload_id}
    assert answer == {**place, "lastByteReceived": len(part) - 1}
    assert availability(client, digest_of(part)) == ["UNAVAILABLE"]
    answer = complete(client, upload_id, digest_of(part))
    answer.pop("ResponseMetadata")
    assert answer == {**place, "layerDigest": digest_of(part)}
    (layer,) = client.batch_check_layer_availability(
        repositoryName=NAME, layerDigests=[digest_of(part)]
    )["layers"]
    assert layer == {
        "layerDigest": digest_of(part),
        "layerAvailability": "AVAILABLE",
        "layerSize": len(part),
        "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
    }


def test_many_parts(client: ECRPublicClient) -> None:
    parts = (b"a" * LARGEST_PART, b"b" * SMALLEST_PART, b"c")
    digest = upload_layer(client, NAME, *parts)
    (layer,) = client.batch_check_layer_availability(repositoryName=NAME, layerDigests=[digest])[
        "layers"
    ]
    assert layer["layerSize"] == sum(map(len, parts))


def test_too_large_part(unchecked: ECRPublicClient, upload_id: str) -> None:
    with refused("InvalidParameterException", "'layerPartBlob'"):
        upload(unchecked, upload_id, 0, b"a" * (LARGEST_PART + 1))


@pytest.mark.parametrize(("first", "last"), [(0, 4), (6, 10), (4, 8), (5, 8), (5, 10), (5, 4)])
def test_part_in_the_wrong_place(
    client: ECRPublicClient, upload_id: str, first: int, last: int
) -> None:
    upload(client, upload_id, 0, b"aaaaa")
    with pytest.raises(ClientError) as caught:
        upload(client, upload_id, first, b"bbbbb", partLastByte=last)
    assert type(caught.value).__name__ == "InvalidLayerPartException"
    response: Any = caught.value.response
    assert {name: value for name, value in response.items() if name[0].islower()} == {
        "registryId": ACCOUNT,
        "repositoryName": NAME,
        "uploadId": upload_id,
        "lastValidByteReceived": 4,
        "message": response["Error"]["Message"],
    }
    upload(client, upload_id, 5, b"ccccc")


def test_no_byte_is_valid_before_the_first_part(client: ECRPublicClient, upload_id: str) -> None:
    with pytest.raises(ClientError) as caught:
        upload(client, upload_id, 5, b"aaaaa")
    assert type(caught.value).__name__ == "InvalidLayerPartException"
    assert "lastValidByteReceived" not in caught.value.response


def test_too_many_parts(client: ECRPublicClient, upload_id: str) -> None:
    registry = get_backend()
    for position in range(1000):
        part: dict[str, object] = {"partFirstByte": position, "partLastByte": position}
        registry.call(
            "UploadLayerPart",
            {"repositoryName": NAME, "uploadId": upload_id, "layerPartBlob": "AA==", **part},
        )
    with refused("LimitExceededException", "1000 parts"):
        upload(client, upload_id, 1000, b"a")


def test_too_small_part(client: ECRPublicClient, upload_id: str) -> None:
    upload(client, upload_id, 0, b"a" * (SMALLEST_PART - 1))
    upload(client, upload_id, SMALLEST_PART - 1, b"b")
    digest = digest_of(b"a" * (SMALLEST_PART - 1) + b"b")
    with refused("LayerPartTooSmallException", f"{SMALLEST_PART - 1}"):
        complete(client, upload_id, digest)
    assert availability(client, digest) == ["UNAVAILABLE"]


def test_empty_upload(client: ECRPublicClient, upload_id: str) -> None:
    with refused("EmptyUploadException", upload_id):
        complete(client, upload_id, digest_of(b""))
    with pytest.raises(ClientError, match="InvalidLayerPartException"):
        upload(client, upload_id, 0, b"", partLastByte=0)


def test_empty_part(client: ECRPublicClient, upload_id: str) -> None:
    """One would be below the smallest size, and so keep the upload from being complete."""
    upload(client, upload_id, 0, b"abc")
    with pytest.raises(ClientError, match="InvalidLayerPartException"):
        upload(client, upload_id, 3, b"")
    complete(client, upload_id, digest_of(b"abc"))


def test_wrong_digest(client: ECRPublicClient, upload_id: str) -> None:
    upload(client, upload_id, 0, b"layer")
    right, wrong = digest_of(b"layer"), digest_of(b"other")
    for digests in ([wrong], [right, wrong], ["md5:aa"]):
        with refused("InvalidLayerException", right):
            complete(client, upload_id, *digests)
    complete(client, upload_id, right, right)


def test_same_layer_again(client: ECRPublicClient, upload_id: str) -> None:
    digest = upload_layer(client, NAME, b"layer")
    upload(client, upload_id, 0, b"layer")
    with refused("LayerAlreadyExistsException", digest):
        complete(client, upload_id, digest)


def test_no_such_upload(client: ECRPublicClient, upload_id: str) -> None:
    client.create_repository(repositoryName="other")
    elsewhere = client.initiate_layer_upload(repositoryName="other")["uploadId"]
    upload(client, upload_id, 0, b"layer")
    complete(client, upload_id, digest_of(b"layer"))
    for unknown in (str(uuid.uuid4()), elsewhere, upload_id):
        with refused("UploadNotFoundException", unknown):
            upload(client, unknown, 0, b"layer")
        with refused("UploadNotFoundException", unknown):
            complete(client, unknown, digest_of(b"layer"))


def test_availability(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="other")
    there = upload_layer(client, NAME, b"layer")
    missing = digest_of(b"missing")
    answer = client.batch_check_layer_availability(
        repositoryName=NAME, layerDigests=[missing, "none", there, "", there, "sha256:no hex"]
    )
    assert [layer["layerDigest"] for layer in answer["layers"]] == [missing, there]
    assert answer["layers"][0] == {"layerDigest": missing, "layerAvailability": "UNAVAILABLE"}
    assert [(f.pop("failureReason") != "", f) for f in answer["failures"]] == [
        (True, {"layerDigest": "none", "failureCode": "InvalidLayerDigest"}),
        (True, {"layerDigest": "", "failureCode": "MissingLayerDigest"}),
        (True, {"layerDigest": "sha256:no hex", "failureCode": "InvalidLayerDigest"}),
    ]
    assert availability(client, there, repository="other") == ["UNAVAILABLE"]


def test_layers_go_with_their_repository(client: ECRPublicClient) -> None:
    digest = upload_layer(client, NAME, b"layer")
    client.delete_repository(repositoryName=NAME)
    client.create_repository(repositoryName=NAME)
    assert availability(client, digest) == ["UNAVAILABLE"]


def test_image_of_missing_layers(client: ECRPublicClient) -> None:
    get_backend().requires_layers = True
    manifest = image_manifest("config", sizes=(6, 8))
    lacking = ", ".join(map(digest_of, ("config", "config 8")))
    with refused(
        "LayersNotFoundException",
        f"Layers with digests '[{lacking}]' required for pushing image into repository with name"
        f" '{NAME}' in the registry with id '{ACCOUNT}' do not exist",
    ):
        client.put_image(repositoryName=NAME, imageManifest=manifest)
    upload_layer(client, NAME, b"config")
    with refused("LayersNotFoundException", f"[{digest_of('config 8')}]"):
        client.put_image(repositoryName=NAME, imageManifest=manifest)
    assert client.describe_images(repositoryName=NAME)["imageDetails"] == []
    upload_layer(client, NAME, b"config 8")
    client.put_image(repositoryName=NAME, imageManifest=manifest)
    client.put_image(repositoryName=NAME, imageManifest=manifest, imageTag="v1")


@pytest.mark.parametrize(
    "media_type",
    [
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        "application/vnd.oci.image.layer.nondistributable.v1.tar",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
    ],
)
def test_foreign_layers_are_not_required(client: ECRPublicClient, media_type: str) -> None:
    """No client uploads them."""
    get_backend().requires_layers = True
    ours, foreign = descriptor("ours", 4), descriptor("foreign", 7, media_type)
    manifest = image_manifest("config", layers=[foreign, ours])
    upload_layer(client, NAME, b"config")
    with refused("LayersNotFoundException", f"'[{digest_of('ours')}]'"):
        client.put_image(repositoryName=NAME, imageManifest=manifest)
    upload_layer(client, NAME, b"ours")
    client.put_image(repositoryName=NAME, imageManifest=manifest)
    (image,) = client.describe_images(repositoryName=NAME)["imageDetails"]
    assert image["imageSizeInBytes"] == 5 + 7 + 4


def test_layers_are_not_required_by_default(client: ECRPublicClient) -> None:
    assert not get_backend().requires_layers
    client.put_image(repositoryName=NAME, imageManifest=image_manifest())
