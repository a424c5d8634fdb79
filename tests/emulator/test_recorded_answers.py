"""The emulator's answers beside those that are recorded of the service, member by member."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ecrpublic_models.testing import ECRPublicBackend, EmulatedError, get_backend
from tests.emulator.conftest import fresh_registries, make_client
from tests.support.filled import call
from tests.support.pushing import image_manifest, png, refused
from tests.support.recorded import REFUSALS, SUCCESSES, Recorded

ARN = "arn:aws:ecr-public::123456789012:repository/team/app"
POLICY = json.dumps({"Version": "2008-10-17", "Statement": [{"Effect": "Allow"}]})
TEXTS = {"description": "text", "aboutText": "text", "usageText": "text"}
CATALOG_DATA = {**TEXTS, "architectures": ["ARM"], "operatingSystems": ["Linux"]}
LOGO = base64.b64encode(png()).decode()
# Members that the service has come to send since the answer was recorded.
NEWER = {"PutImage-1": {"imageManifestMediaType"}}


def shape(value: Any) -> Any:
    """What members a value has, of which types; the items of a list are taken together."""
    if isinstance(value, dict):
        return {
            name: "a time" if name.endswith("At") else shape(one) for name, one in value.items()
        }
    if isinstance(value, list):
        shapes = [shape(one) for one in value]
        return sorted({json.dumps(one, sort_keys=True) for one in shapes})
    return type(value).__name__


def push(backend: ECRPublicBackend, **request: object) -> Any:
    return backend.call("PutImage", request)["image"]


Request = dict[str, Any]


def with_policy(backend: ECRPublicBackend, recorded: Recorded, request: Request) -> None:
    given = {**request, "policyText": recorded.response["policyText"]}
    backend.call("SetRepositoryPolicy", given)


def to_set_policy(_: ECRPublicBackend, recorded: Recorded, request: Request) -> None:
    # Placeholders stand for users in some requests; what the answer says was set.
    request["policyText"] = json.dumps(json.loads(recorded.response["policyText"]))


def with_images(backend: ECRPublicBackend, recorded: Recorded, request: Request) -> None:
    (listed,) = recorded.response.values()
    for number, item in enumerate(listed):
        for tag in item.get("imageTags") or [item["imageTag"]]:
            push(backend, imageManifest=image_manifest(f"{number}"), imageTag=tag, **request)


def to_delete_images(backend: ECRPublicBackend, recorded: Recorded, request: Request) -> None:
    named_by_tag = {one.get("imageTag") for one in request["imageIds"]}
    request["imageIds"] = []
    for number, deleted in enumerate(recorded.response["imageIds"]):
        tag = {"imageTag": deleted["imageTag"]} if "imageTag" in deleted else {}
        name = request["repositoryName"]
        manifest = image_manifest(f"{number}")
        pushed = push(backend, repositoryName=name, imageManifest=manifest, **tag)
        by_digest = {"imageDigest": pushed["imageId"]["imageDigest"]}
        request["imageIds"].append(tag if tag.get("imageTag", "") in named_by_tag else by_digest)


def to_push(_: ECRPublicBackend, __: Recorded, request: Request) -> None:
    request["imageManifest"] = image_manifest()


def with_tags(backend: ECRPublicBackend, recorded: Recorded, _: Request) -> None:
    tags = recorded.response.get("tags", [{"Key": "stack", "Value": "dev"}])
    backend.call("TagResource", {"resourceArn": ARN, "tags": tags})


def with_display_name(backend: ECRPublicBackend, recorded: Recorded, _: Request) -> None:
    backend.call("PutRegistryCatalogData", recorded.response["registryCatalogData"])


def with_catalog_data(backend: ECRPublicBackend, _: Recorded, request: Request) -> None:
    given = {**CATALOG_DATA, "logoImageBlob": LOGO}
    backend.call("PutRepositoryCatalogData", {**request, "catalogData": given})


def to_create(_: ECRPublicBackend, recorded: Recorded, request: Request) -> None:
    if recorded.response["catalogData"] and "catalogData" not in request:
        request["catalogData"] = recorded.response["catalogData"]  # from a file, not shown


PREPARATIONS = {
    "BatchDeleteImage": to_delete_images,
    "CreateRepository": to_create,
    "DeleteRepositoryPolicy": with_policy,
    "DescribeImageTags": with_images,
    "DescribeImages": with_images,
    "GetRegistryCatalogData": with_display_name,
    "GetRepositoryCatalogData": with_catalog_data,
    "GetRepositoryPolicy": with_policy,
    "ListTagsForResource": with_tags,
    "PutImage": to_push,
    "SetRepositoryPolicy": to_set_policy,
    "UntagResource": with_tags,
}
BEFORE_THE_FIRST_REPOSITORY = "DescribeRegistries-2"


def emulated(backend: ECRPublicBackend, recorded: Recorded) -> Any:
    """The emulator's answer in the same situation."""
    request: Request = dict(recorded.request)
    operation = recorded.operation.name
    if "logoImageBlob" in request.get("catalogData", {}):
        request["catalogData"] = {**request["catalogData"], "logoImageBlob": LOGO}
    if operation != "CreateRepository" and recorded.name != BEFORE_THE_FIRST_REPOSITORY:
        name = request.get("repositoryName", "team/app")
        backend.call("CreateRepository", {"repositoryName": name})
    if operation in PREPARATIONS:
        PREPARATIONS[operation](backend, recorded, request)
    return backend.call(operation, request)


@pytest.mark.parametrize("recorded", SUCCESSES, ids=lambda one: one.name)
def test_the_emulator_answers_with_the_same_members(recorded: Recorded) -> None:
    with fresh_registries():
        answer = emulated(get_backend(), recorded)
    for newer in NEWER.get(recorded.name, ()):
        answer["image"].pop(newer)
    assert shape(answer) == shape(recorded.response)
    for name in ("policyText", "failures", "tags"):
        if name in recorded.response:
            assert answer[name] == recorded.response[name]
    if recorded.operation.name == "DescribeRegistries":
        (ours,), (theirs,) = answer["registries"], recorded.response["registries"]
        flags = ("status", "primaryRegistryAlias", "defaultRegistryAlias")
        for alias, other in zip(ours["aliases"], theirs["aliases"], strict=True):
            assert [alias[flag] for flag in flags] == [other[flag] for flag in flags]
        assert bool(ours["registryUri"]) == bool(theirs["registryUri"])


@pytest.mark.parametrize("recorded", REFUSALS, ids=lambda one: one.name)
def test_the_emulator_refuses_in_the_same_words(mocked: None, recorded: Recorded) -> None:
    code, message = recorded.error["code"], recorded.error["message"]
    operation = recorded.operation.name
    if code == "UnsupportedCommandException":
        with refused(code, message.rstrip(".")):
            call(make_client(None, "us-west-2"), operation, {})
    else:  # moto's own permissions are off; a test can ask for the refusal
        get_backend().fail_next(operation, code)
        with pytest.raises(EmulatedError) as caught:
            get_backend().call(operation, {})
        assert caught.value.code == code


def test_terraforms_resource(mocked: None) -> None:
    """What a provider does with one repository: create, read, change, tag, protect, delete."""
    client = make_client()
    given: Any = {**CATALOG_DATA, "logoImageBlob": png()}
    created = client.create_repository(
        repositoryName="team/app", catalogData=given, tags=[{"Key": "team", "Value": "a"}]
    )["repository"]
    # To read any error as fatal, it reads the catalogue data of what has none, too.
    plain = client.create_repository(repositoryName="team/plain")["repository"]
    for name, expected in (("team/app", CATALOG_DATA), ("team/plain", {})):
        (read,) = client.describe_repositories(repositoryNames=[name])["repositories"]
        assert read in (created, plain)
        data = client.get_repository_catalog_data(repositoryName=name)["catalogData"]
        assert {key: value for key, value in data.items() if key != "logoUrl"} == expected
    arn = created["repositoryArn"]
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == [{"Key": "team", "Value": "a"}]
    client.put_repository_catalog_data(
        repositoryName="team/app", catalogData={"description": "changed"}
    )
    data = client.get_repository_catalog_data(repositoryName="team/app")["catalogData"]
    assert data == {"description": "changed"}
    client.tag_resource(resourceArn=arn, tags=[{"Key": "stage", "Value": "b"}])
    client.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == [
        {"Key": "stage", "Value": "b"}
    ]
    with refused("RepositoryPolicyNotFoundException"):
        client.get_repository_policy(repositoryName="team/app")
    client.set_repository_policy(repositoryName="team/app", policyText=POLICY)
    text = client.get_repository_policy(repositoryName="team/app")["policyText"]
    # It compares policies by what they say: the service prints them anew.
    assert text != POLICY
    assert json.loads(text) == json.loads(POLICY)
    client.delete_repository_policy(repositoryName="team/app")
    client.put_image(repositoryName="team/app", imageManifest=image_manifest())
    with refused("RepositoryNotEmptyException"):
        client.delete_repository(repositoryName="team/app")
    client.delete_repository(repositoryName="team/app", force=True)
    with refused("RepositoryNotFoundException"):
        client.describe_repositories(repositoryNames=["team/app"])
