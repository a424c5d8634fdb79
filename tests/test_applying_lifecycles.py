"""Applying lifecycle policies, against the emulator over HTTP."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ecrpublic_models import ECRPublic, ImageDetail, create_client
from ecrpublic_models._sansio.deletions import Deletions
from ecrpublic_models.lifecycle import LifecyclePolicy, LifecycleReport, apply, evaluate
from ecrpublic_models.models import BatchDeleteImageResponse
from ecrpublic_models.testing import ECRPublicBackend, ecr_public_server
from tests.support.lifecycles import NAME, empty_repository, keeping, there
from tests.support.pushing import image_manifest, list_manifest

LATER = timedelta(days=30)
UNTAGGED = LifecyclePolicy.model_validate(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {
                    "tagStatus": "untagged",
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 14,
                },
                "action": {"type": "expire"},
            }
        ]
    }
)


def keep(count: int, **selection: object) -> LifecyclePolicy:
    return LifecyclePolicy.model_validate(keeping(count, **selection))


@pytest.fixture
def backend() -> Iterator[ECRPublicBackend]:
    with empty_repository() as backend:
        yield backend


class World:
    """How to apply a policy."""

    def __init__(self, url: str) -> None:
        self.url = url

    def apply(self, policy: LifecyclePolicy, **options: Any) -> LifecycleReport:
        return apply(create_client(endpoint_url=self.url), NAME, policy, **options)


class AsyncWorld(World):
    def apply(self, policy: LifecyclePolicy, **options: Any) -> LifecycleReport:
        from ecrpublic_models import aio
        from ecrpublic_models.aio import lifecycle

        async def main() -> LifecycleReport:
            async with aio.create_client(endpoint_url=self.url) as client:
                return await lifecycle.apply(client, NAME, policy, **options)

        return asyncio.run(main())


@pytest.fixture(params=[World, pytest.param(AsyncWorld, marks=pytest.mark.aio)])
def world(backend: ECRPublicBackend, request: pytest.FixtureRequest) -> Iterator[World]:
    with ecr_public_server() as server:
        yield request.param(server.url)


def push(backend: ECRPublicBackend, manifest: str, *tags: str) -> str:
    request = {"repositoryName": NAME, "imageManifest": manifest}
    image: Any = None
    for tag in tags or (None,):
        tagged = request if tag is None else {**request, "imageTag": tag}
        image = backend.call("PutImage", tagged)["image"]
    time.sleep(0.002)  # times are in milliseconds
    digest: str = image["imageId"]["imageDigest"]
    return digest


def test_a_dry_run_deletes_nothing(backend: ECRPublicBackend, world: World) -> None:
    digests = [push(backend, image_manifest(f"{number}")) for number in range(5)]
    report = world.apply(keep(2))
    assert [one.imageDigest for one in report.preview.expired] == digests[:3]
    assert (report.deleted, report.left, report.error) == ([], [], None)
    assert there(backend) == set(digests)


def test_what_expires_is_deleted_and_nothing_else(backend: ECRPublicBackend, world: World) -> None:
    old = [push(backend, image_manifest(f"{number}")) for number in range(230)]
    kept = [push(backend, image_manifest("tagged"), "v1", "latest")]
    report = world.apply(UNTAGGED, dry_run=False, now=datetime.now(UTC) + LATER)
    assert sorted(one.imageDigest for one in report.deleted) == sorted(old)
    assert (report.left, report.error) == ([], None)
    assert report.deleted_bytes == sum(one.imageSizeInBytes or 0 for one in report.deleted)
    assert there(backend) == set(kept)
    again = world.apply(UNTAGGED, dry_run=False, now=datetime.now(UTC) + LATER)
    assert (again.preview.expired, again.deleted) == ([], [])


def test_images_go_after_the_lists_that_need_them(backend: ECRPublicBackend, world: World) -> None:
    parts = [image_manifest(f"{number}") for number in range(4)]
    for part in parts:
        push(backend, part)
    push(backend, list_manifest(parts[0], parts[1]))
    kept = push(backend, list_manifest(parts[2]), "kept")
    report = world.apply(UNTAGGED, dry_run=False, now=datetime.now(UTC) + LATER)
    (left,) = report.left
    assert left.reason.startswith("ImageReferencedByManifestList: ")
    assert kept in left.reason
    assert len(report.deleted) == 4
    assert there(backend) == {kept, left.image.imageDigest}


def test_an_image_of_a_later_rule_goes_after_its_list_too(
    backend: ECRPublicBackend, world: World
) -> None:
    part = image_manifest("part")
    push(backend, part)
    push(backend, list_manifest(part), "list")
    rules: list[dict[str, Any]] = [
        {"tagStatus": "tagged", "tagPatternList": ["list"]},
        {"tagStatus": "untagged"},
    ]
    counted = {"countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1}
    policy = LifecyclePolicy.model_validate(
        {
            "rules": [
                {
                    "rulePriority": priority,
                    "selection": {**selection, **counted},
                    "action": {"type": "expire"},
                }
                for priority, selection in enumerate(rules, 1)
            ]
        }
    )
    report = world.apply(policy, dry_run=False, now=datetime.now(UTC) + LATER)
    assert (len(report.deleted), report.left) == (2, [])
    assert there(backend) == set()


def test_what_has_changed_meanwhile_is_left(backend: ECRPublicBackend, world: World) -> None:
    manifests = [image_manifest(f"{number}") for number in range(6)]
    digests = [push(backend, one, f"v{number}") for number, one in enumerate(manifests)]
    call = backend.call
    changed: list[str] = []

    def changing(operation: str, request: Any) -> Any:
        # Right after the listing, before images are looked at again.
        if operation == "DescribeImages" and "imageIds" in request and not changed:
            changed.append(operation)
            push(backend, manifests[5], "v0")  # a tag that moves
            push(backend, manifests[1], "more")  # another tag
            ids = [{"imageDigest": digests[2]}]
            call("BatchDeleteImage", {"repositoryName": NAME, "imageIds": ids})
            call("BatchDeleteImage", {"repositoryName": NAME, "imageIds": [{"imageTag": "v3"}]})
            push(backend, manifests[3], "v3")  # deleted and pushed again
        return call(operation, request)

    backend.call = changing  # type: ignore[method-assign]  # a service that others use as well
    report = world.apply(keep(1), dry_run=False)
    assert [one.imageDigest for one in report.deleted] == [digests[4]]
    reasons = {one.image.imageDigest: one.reason for one in report.left}
    assert reasons == {
        digests[0]: "its tags have changed since it was judged",
        digests[1]: "its tags have changed since it was judged",
        digests[2]: "it is gone already",
        digests[3]: "it was pushed again since it was judged",
    }
    assert there(backend) == {digests[0], digests[1], digests[3], digests[5]}


def test_each_image_is_looked_at_again_at_the_last_moment(
    backend: ECRPublicBackend, world: World
) -> None:
    """Also where some of its batch are gone, so that looking takes many requests."""
    digests = [push(backend, image_manifest(f"{number}"), f"v{number}") for number in range(40)]
    call, looks = backend.call, list[int]()

    def changing(operation: str, request: Any) -> Any:
        if operation == "DescribeImages" and "imageIds" in request:
            looks.append(len(request["imageIds"]))
            if len(looks) == 1:
                gone = [{"imageDigest": digest} for digest in digests[1:38:2]]
                call("BatchDeleteImage", {"repositoryName": NAME, "imageIds": gone})
            # Once it was found to be as it was.
            if len(looks) > 1 and request["imageIds"] == [{"imageDigest": digests[0]}]:
                answer = call(operation, request)
                push(backend, image_manifest("0"), "PRODUCTION")
                return answer
        return call(operation, request)

    backend.call = changing  # type: ignore[method-assign]  # a service that others use as well
    report = world.apply(keep(1), dry_run=False)
    assert len(looks) > 3
    assert digests[0] in there(backend)
    (changed,) = [one for one in report.left if one.cause == "changed"]
    assert changed.image.imageDigest == digests[0]
    assert len(report.deleted) == 19


def test_an_error_is_reported_with_what_was_done(backend: ECRPublicBackend, world: World) -> None:
    digests = [push(backend, image_manifest(f"{number}")) for number in range(250)]
    backend.fail_next("BatchDeleteImage", "InvalidParameterException")
    refused = world.apply(keep(1), dry_run=False)
    assert isinstance(refused.error, ClientError)
    assert (refused.deleted, len(refused.left)) == ([], 249)
    assert "it may be deleted or not, after an error: " in refused.left[0].reason
    assert refused.left[-1].reason == "it was not tried, after an error"
    assert there(backend) == set(digests)
    assert len(world.apply(keep(1), dry_run=False).deleted) == 249


def test_an_error_before_anything_was_asked_for(backend: ECRPublicBackend, world: World) -> None:
    digests = [push(backend, image_manifest(f"{number}")) for number in range(3)]
    call = backend.call

    def failing(operation: str, request: Any) -> Any:
        if operation == "DescribeImages" and "imageIds" in request:
            backend.fail_next(operation, "AccessDeniedException")
        return call(operation, request)

    backend.call = failing  # type: ignore[method-assign]  # a service with other permissions
    report = world.apply(keep(1), dry_run=False)
    assert {one.reason for one in report.left} == {"it was not tried, after an error"}
    assert there(backend) == set(digests)


def test_arguments_are_checked_before_anything_is_listed(world: World) -> None:
    with pytest.raises(ValueError, match=r"^now: "):
        world.apply(keep(1), now=datetime(2026, 1, 1))  # noqa: DTZ001 - it is what is tested
    with pytest.raises(TypeError, match=r"^policy: "):
        world.apply({"rules": []})  # type: ignore[arg-type]  # it is what is tested


def test_outcomes_that_the_service_does_not_tell_are_told() -> None:
    images = [
        ImageDetail(
            registryId="123456789012",
            repositoryName=NAME,
            imageDigest=f"sha256:{number}",
            imagePushedAt=datetime.now(UTC),
        )
        for number in range(3)
    ]
    deletions = Deletions(images)
    assert deletions.check(deletions.next_batch()) == ["sha256:0", "sha256:1", "sha256:2"]
    gone = {
        "imageId": {"imageDigest": "sha256:1"},
        "failureCode": "ImageNotFound",
        "failureReason": "Requested image not found",
    }
    nameless = {"imageId": {}, "failureCode": "KmsError", "failureReason": "a reason"}
    deletions.receive(
        BatchDeleteImageResponse.model_validate(
            {"imageIds": [{"imageDigest": "sha256:0"}], "failures": [gone, nameless]}
        )
    )
    assert deletions.next_batch() == []
    assert deletions.deleted == images[:1]
    assert [one.reason for one in deletions.left] == [
        "it is gone already",
        "the service did not say what has become of it",
    ]


def test_a_repository_that_is_not_there_is_the_services_error(world: World) -> None:
    with pytest.raises(ClientError, match="does not exist"):
        apply(ECRPublic(create_client(endpoint_url=world.url)), "team/none", keep(1))


PROGRAM = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ecrpublic_models import create_client
from ecrpublic_models.lifecycle import LifecyclePolicy, apply
policy = LifecyclePolicy.model_validate_json(Path(sys.argv[2]).read_bytes())
now = datetime.fromisoformat(sys.argv[3])
report = apply(create_client(endpoint_url=sys.argv[1]), "team/app", policy, now=now, dry_run=False)
assert report.error is None and not report.left, report
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_and_run_again_exactly_what_expires_is_gone(
    backend: ECRPublicBackend, tmp_path: Any
) -> None:
    count = 5_000
    random = Random(count)
    for number in range(count):
        tags = [f"v{number}", f"prod-{number}", f"moved-{random.randrange(20)}"]
        manifest = image_manifest(f"{number}")
        chosen = tags[: random.randrange(4)]
        for tag in chosen or (None,):
            request = {"repositoryName": NAME, "imageManifest": manifest}
            backend.call("PutImage", request if tag is None else {**request, "imageTag": tag})
        if number % 50 == 0:
            named = {"repositoryName": NAME, "imageManifest": list_manifest(manifest)}
            backend.call("PutImage", named)
    ages = {"countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14}
    selections: list[dict[str, Any]] = [
        {"tagStatus": "tagged", "tagPatternList": ["moved-*"], "countNumber": 3},
        {"tagStatus": "tagged", "tagPrefixList": ["prod-", "v"], "countNumber": count // 20},
        {"tagStatus": "untagged", **ages},
        {"tagStatus": "any", "countNumber": count // 3},
    ]
    rules = [
        {
            "rulePriority": priority,
            "selection": {"countType": "imageCountMoreThan", **selection},
            "action": {"type": "expire"},
        }
        for priority, selection in enumerate(selections, 1)
    ]
    document = tmp_path / "policy.json"
    document.write_text(json.dumps({"rules": rules}))
    policy = LifecyclePolicy.model_validate({"rules": rules})
    now = datetime.now(UTC) + LATER
    with ecr_public_server() as server:
        images = (
            ECRPublic(create_client(endpoint_url=server.url))
            .get_paginator("describe_images")
            .paginate(repositoryName=NAME)
        )
        preview = evaluate(policy, images.items(), now=now)
        expected = there(backend) - {one.imageDigest for one in preview.expired}
        assert 0 < len(expected) < count
        arguments = [sys.executable, "-c", PROGRAM, server.url, str(document), now.isoformat()]
        killed = 0
        for attempt in range(10):
            before = len(there(backend))
            running = subprocess.Popen(arguments)
            # After some of its deletions, others at each attempt.
            while running.poll() is None and before - len(there(backend)) <= attempt * 20:
                time.sleep(0.001)
            running.send_signal(signal.SIGKILL)
            killed += running.wait() == -signal.SIGKILL
        assert killed == 10
        subprocess.run(arguments, check=True)
        assert there(backend) == expected
