"""Quotas: the service's page of today, and any others."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ecrpublic_models.testing import get_backend
from tests.support.pushing import image_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient


def test_those_of_the_service(client: ECRPublicClient) -> None:
    """The service's page; 10,000 images in a repository is the guide's of 2021."""
    assert asdict(get_backend().registry.quotas) == {
        "repositories_per_registry": 10_000,
        "images_per_repository": 100_000,
        "tags_per_image": 1_000,
        "parts_per_layer": 1_000,
        "resource_tags_per_repository": 50,
    }


def test_others(client: ECRPublicClient) -> None:
    quotas = get_backend().registry.quotas
    quotas.repositories_per_registry = quotas.images_per_repository = 1
    quotas.tags_per_image = quotas.parts_per_layer = quotas.resource_tags_per_repository = 1
    tags: Any = [{"Key": "a"}, {"Key": "b"}]
    with refused("TooManyTagsException", "limit of 1"):
        client.create_repository(repositoryName="app", tags=tags)
    client.create_repository(repositoryName="app")
    with refused("LimitExceededException", "limit of 1 repositories"):
        client.create_repository(repositoryName="other")
    client.put_image(repositoryName="app", imageManifest=image_manifest("1"), imageTag="a")
    with refused("LimitExceededException", "which is '1'"):
        client.put_image(repositoryName="app", imageManifest=image_manifest("1"), imageTag="b")
    with refused("LimitExceededException", "limit of 1 images"):
        client.put_image(repositoryName="app", imageManifest=image_manifest("2"))
    upload = client.initiate_layer_upload(repositoryName="app")["uploadId"]
    part: Any = {"repositoryName": "app", "uploadId": upload, "layerPartBlob": b"a"}
    client.upload_layer_part(**part, partFirstByte=0, partLastByte=0)
    with refused("LimitExceededException", "limit of 1 parts"):
        client.upload_layer_part(**part, partFirstByte=1, partLastByte=1)


def test_at_the_edges(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="app", tags=[{"Key": "a"}, {"Key": "b"}])
    quotas = get_backend().registry.quotas
    quotas.tags_per_image, quotas.resource_tags_per_repository = 0, 1
    with refused("LimitExceededException"):
        client.put_image(repositoryName="app", imageManifest=image_manifest(), imageTag="a")
    assert client.describe_images(repositoryName="app")["imageDetails"] == []
    arn = get_backend().registry.repository_arn("app")
    client.tag_resource(resourceArn=arn, tags=[{"Key": "a", "Value": "changed"}])
    with refused("TooManyTagsException"):
        client.tag_resource(resourceArn=arn, tags=[{"Key": "c"}])
