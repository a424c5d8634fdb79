"""Reading from the emulator as a registry client does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest

from ecrpublic_models.testing import ECRPublicServer, get_backend
from tests.support.pushing import OCI_IMAGE, image_manifest, list_manifest

MANIFEST = image_manifest("an image")


@pytest.fixture
def repository(server: ECRPublicServer) -> str:
    """The name of a repository with an image and a list of it, below its registry's alias."""
    backend = get_backend()
    backend.call("CreateRepository", {"repositoryName": "team/app"})
    for manifest, tag in ((MANIFEST, "v1"), (list_manifest(MANIFEST), "all")):
        request = {"repositoryName": "team/app", "imageManifest": manifest, "imageTag": tag}
        backend.call("PutImage", request)
    return f"{backend.registry.uri.removeprefix('public.ecr.aws/')}/team/app"


class Answered:
    def __init__(self, response: Any) -> None:
        with response:
            self.status: int = response.status
            self.headers: Any = response.headers
            self.body: bytes = response.read()

    @property
    def error(self) -> str:
        (error,) = json.loads(self.body)["errors"]
        assert error["message"]
        return str(error["code"])


def ask(
    server: ECRPublicServer, path: str, method: str = "GET", token: str | None = "t"
) -> Answered:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(server.url + path, method=method, headers=headers)
    try:
        return Answered(urllib.request.urlopen(request))
    except urllib.error.HTTPError as refusal:
        return Answered(refusal)


def test_a_token_is_asked_for_and_given(server: ECRPublicServer, repository: str) -> None:
    for path in ("/v2/", f"/v2/{repository}/manifests/v1"):
        refusal = ask(server, path, token=None)
        assert (refusal.status, refusal.error) == (401, "UNAUTHORIZED")
        assert refusal.headers["Docker-Distribution-API-Version"] == "registry/2.0"
        challenge = refusal.headers["WWW-Authenticate"]
        assert challenge.startswith(f'Bearer realm="{server.url}/token/",service="public.ecr.aws"')
    given = ask(server, f"/token/?service=public.ecr.aws&scope=repository:{repository}:pull")
    token = json.loads(given.body)["token"]
    assert ask(server, "/v2/", token=token).status == 200


@pytest.mark.parametrize("reference", ["v1", "digest", "all"])
def test_a_manifest(server: ECRPublicServer, repository: str, reference: str) -> None:
    client_sees = get_backend().call(
        "DescribeImages",
        {
            "repositoryName": "team/app",
            "imageIds": [{"imageTag": "all" if reference == "all" else "v1"}],
        },
    )
    details: Any = client_sees["imageDetails"]
    digest = details[0]["imageDigest"]
    path = f"/v2/{repository}/manifests/{digest if reference == 'digest' else reference}"
    read, head = ask(server, path), ask(server, path, "HEAD")
    assert read.body == (list_manifest(MANIFEST) if reference == "all" else MANIFEST).encode()
    assert head.body == b""
    for answer in (read, head):
        assert answer.status == 200
        assert answer.headers["Docker-Content-Digest"] == digest
        assert answer.headers["Content-Type"] == details[0]["imageManifestMediaType"]
        assert answer.headers["Content-Length"] == str(len(read.body))


def test_blobs_and_tags(server: ECRPublicServer, repository: str) -> None:
    content = json.loads(MANIFEST)
    for blob in (content["config"], *content["layers"]):
        path = f"/v2/{repository}/blobs/{blob['digest']}"
        head = ask(server, path, "HEAD")
        assert head.status == 200
        assert head.headers["Content-Length"] == str(blob["size"])
        refusal = ask(server, path)
        assert (refusal.status, refusal.error) == (404, "BLOB_UNKNOWN")
    tags = json.loads(ask(server, f"/v2/{repository}/tags/list").body)
    assert tags == {"name": repository, "tags": ["all", "v1"]}


def test_what_is_not_there(server: ECRPublicServer, repository: str) -> None:
    alias = repository.partition("/")[0]
    unknown = f"sha256:{'0' * 64}"
    for path, code in (
        (f"/v2/{repository}/manifests/v2", "MANIFEST_UNKNOWN"),
        (f"/v2/{repository}/manifests/{unknown}", "MANIFEST_UNKNOWN"),
        (f"/v2/{repository}/blobs/{unknown}", "BLOB_UNKNOWN"),
        (f"/v2/{alias}/team/other/manifests/v1", "NAME_UNKNOWN"),
        ("/v2/nobody/team/app/manifests/v1", "NAME_UNKNOWN"),
        (f"/v2/{repository}/tags/other", "NAME_UNKNOWN"),
        ("/v2/what", "NAME_UNKNOWN"),
    ):
        refusal = ask(server, path)
        assert (refusal.status, refusal.error) == (404, code), path


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_nothing_can_be_pushed(server: ECRPublicServer, repository: str, method: str) -> None:
    refusal = ask(server, f"/v2/{repository}/manifests/v1", method)
    assert (refusal.status, refusal.error) == (405, "UNSUPPORTED")


def test_retagging_as_programs_do(server: ECRPublicServer, repository: str) -> None:
    """Read a manifest here, and push it with another tag by PutImage."""
    read = ask(server, f"/v2/{repository}/manifests/v1")
    assert read.headers["Content-Type"] == OCI_IMAGE or read.headers["Content-Type"]
    get_backend().call(
        "PutImage",
        {
            "repositoryName": "team/app",
            "imageManifest": read.body.decode(),
            "imageManifestMediaType": read.headers["Content-Type"],
            "imageTag": "stable",
        },
    )
    assert ask(server, f"/v2/{repository}/manifests/stable").body == read.body


def test_tags_come_in_pages(server: ECRPublicServer, repository: str) -> None:
    path = f"/v2/{repository}/tags/list"
    found, asked = [], f"{path}?n=1"
    while asked:
        page = ask(server, asked)
        found += json.loads(page.body)["tags"]
        link = page.headers.get("Link", "")
        asked = link.partition("<")[2].partition(">")[0]
        assert not link or link.endswith('rel="next"')
    assert found == ["all", "v1"]
    for query, tags in (("n=0", []), ("last=all", ["v1"]), ("n=9", ["all", "v1"]), ("n=x", found)):
        assert json.loads(ask(server, f"{path}?{query}").body)["tags"] == tags


def test_reading_while_images_are_pushed(server: ECRPublicServer, repository: str) -> None:
    unknown = f"/v2/{repository}/blobs/sha256:{'0' * 64}"
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(lambda: [ask(server, unknown, "HEAD").status for _ in range(60)])
        number = 0
        while not asking.done():
            number += 1
            request = {"repositoryName": "team/app", "imageManifest": image_manifest(f"{number}")}
            get_backend().call("PutImage", request)
        assert set(asking.result()) == {404}


def test_motos_other_services_keep_their_paths(server: ECRPublicServer) -> None:
    options: Any = {"region_name": "us-east-1", "endpoint_url": server.url}
    assert boto3.client("sesv2", **options).list_contact_lists()["ContactLists"] == []
    storage = boto3.client("s3", **options)
    storage.create_bucket(Bucket="token")
    assert [one["Name"] for one in storage.list_buckets()["Buckets"]] == ["token"]
    storage.delete_bucket(Bucket="token")
