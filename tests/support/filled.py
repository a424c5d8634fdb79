"""A repository with something of everything in it, and a request that each operation answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel

from tests.support.pushing import digest_of, image_manifest, png

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

SERVICE = ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")
NAME = "team/app"
ARN = f"arn:aws:ecr-public::123456789012:repository/{NAME}"
MANIFEST = image_manifest()
LAYER = b"layer"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})


@dataclass(frozen=True)
class Filled:
    """The repository, and the upload of a layer that is not complete."""

    client: ECRPublicClient
    upload_id: str

    def request(self, operation: str) -> dict[str, Any]:
        """A request that the operation answers."""
        of_repository = {"repositoryName": NAME}
        of_upload = {**of_repository, "uploadId": self.upload_id}
        catalog_data = {"description": "text", "logoImageBlob": png()}
        tags = [{"Key": "k", "Value": "v"}]
        part = {"partFirstByte": len(LAYER), "partLastByte": len(LAYER), "layerPartBlob": b"a"}
        requests: dict[str, dict[str, Any]] = {
            "BatchCheckLayerAvailability": {**of_repository, "layerDigests": [digest_of(LAYER)]},
            "BatchDeleteImage": {**of_repository, "imageIds": [{"imageTag": "v1"}]},
            "CompleteLayerUpload": {**of_upload, "layerDigests": [digest_of(LAYER)]},
            "CreateRepository": {
                "repositoryName": "team/new",
                "catalogData": catalog_data,
                "tags": tags,
            },
            "DeleteRepository": {**of_repository, "force": True},
            "DeleteRepositoryPolicy": of_repository,
            "DescribeImageTags": {**of_repository, "maxResults": 1},
            "DescribeImages": {**of_repository, "maxResults": 1},
            "DescribeRegistries": {"maxResults": 1},
            "DescribeRepositories": {"maxResults": 1},
            "GetAuthorizationToken": {},
            "GetRegistryCatalogData": {},
            "GetRepositoryCatalogData": of_repository,
            "GetRepositoryPolicy": of_repository,
            "InitiateLayerUpload": of_repository,
            "ListTagsForResource": {"resourceArn": ARN},
            "PutImage": {**of_repository, "imageManifest": image_manifest("new")},
            "PutRegistryCatalogData": {"displayName": "The team"},
            "PutRepositoryCatalogData": {**of_repository, "catalogData": catalog_data},
            "SetRepositoryPolicy": {**of_repository, "policyText": POLICY},
            "TagResource": {"resourceArn": ARN, "tags": tags},
            "UntagResource": {"resourceArn": ARN, "tagKeys": ["k"]},
            "UploadLayerPart": {**of_upload, **part},
        }
        return requests[operation]


def call(client: ECRPublicClient, operation: str, request: dict[str, Any]) -> Any:
    """Call an operation by its wire name."""
    return getattr(client, xform_name(operation))(**request)


def fill(client: ECRPublicClient) -> Filled:
    """Make the repository, of two tagged images so that every listing has two pages."""
    client.create_repository(
        repositoryName=NAME,
        catalogData={"description": "text"},
        tags=[{"Key": "k", "Value": "v"}],
    )
    client.create_repository(repositoryName="team/other")
    client.put_image(repositoryName=NAME, imageManifest=MANIFEST, imageTag="v1")
    client.put_image(repositoryName=NAME, imageManifest=image_manifest("two"), imageTag="v2")
    client.set_repository_policy(repositoryName=NAME, policyText=POLICY)
    client.put_registry_catalog_data(displayName="The team")
    upload_id = client.initiate_layer_upload(repositoryName=NAME)["uploadId"]
    client.upload_layer_part(
        repositoryName=NAME,
        uploadId=upload_id,
        partFirstByte=0,
        partLastByte=len(LAYER) - 1,
        layerPartBlob=LAYER,
    )
    return Filled(client, upload_id)
