"""Orders of listings: that of time by default, and any other on demand."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import get_backend
from ecrpublic_models.testing.registry.listings import orders
from tests.support.pushing import image_manifest

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

COUNT = 30


def listed(client: ECRPublicClient, size: int = 7) -> dict[str, list[Any]]:
    """Everything that is listed, over pages of a size."""
    config: Any = {"PageSize": size}
    images = client.get_paginator("describe_images").paginate(
        repositoryName="app00", PaginationConfig=config
    )
    tags = client.get_paginator("describe_image_tags").paginate(
        repositoryName="app00", PaginationConfig=config
    )
    repositories = client.get_paginator("describe_repositories").paginate(PaginationConfig=config)
    return {
        "images": [one["imageDigest"] for page in images for one in page["imageDetails"]],
        "tags": [one["imageTag"] for page in tags for one in page["imageTagDetails"]],
        "repositories": [
            one["repositoryName"] for page in repositories for one in page["repositories"]
        ],
    }


@pytest.fixture(autouse=True)
def _filled(client: ECRPublicClient) -> None:
    backend = get_backend()
    for number in range(COUNT):
        backend.call("CreateRepository", {"repositoryName": f"app{number:02}"})
        image = {"imageManifest": image_manifest(f"{number}"), "imageTag": f"v{number:02}"}
        backend.call("PutImage", {"repositoryName": "app00", **image})


def test_each_listing_has_an_order_of_its_own(client: ECRPublicClient) -> None:
    in_time = listed(client)
    assert in_time["tags"] == sorted(in_time["tags"])
    get_backend().registry.shuffle_listings(seed=1)
    shuffled = listed(client)
    for name, items in shuffled.items():
        assert items != in_time[name]
        assert sorted(items) == sorted(in_time[name])
        # The same over pages of any size.
        assert listed(client, 1000)[name] == listed(client, 1)[name] == items
    places = [in_time["images"].index(one) for one in shuffled["images"]]
    assert places != [in_time["tags"].index(one) for one in shuffled["tags"]]


def test_the_seed_tells_the_order(client: ECRPublicClient) -> None:
    registry = get_backend().registry
    found = []
    for seed in (1, 2, 1):
        registry.shuffle_listings(seed)
        found.append(listed(client))
    assert found[0] == found[2] != found[1]


def test_changes_between_pages_move_nothing_else(client: ECRPublicClient) -> None:
    get_backend().registry.shuffle_listings(seed=3)
    before = listed(client)["images"]
    first = client.describe_images(repositoryName="app00", maxResults=10)
    gone = [before[2], before[15]]
    client.batch_delete_image(
        repositoryName="app00", imageIds=[{"imageDigest": digest} for digest in gone]
    )
    for number in range(COUNT, COUNT + 5):
        client.put_image(repositoryName="app00", imageManifest=image_manifest(f"{number}"))
    rest = client.describe_images(
        repositoryName="app00", maxResults=1000, nextToken=first["nextToken"]
    )
    found = [one["imageDigest"] for one in rest["imageDetails"]]
    assert [digest for digest in found if digest in before] == [
        digest for digest in before[10:] if digest not in gone
    ]


def test_no_two_numbers_have_one_place() -> None:
    order = next(orders(7))
    places = {order(number) for number in range(1, 50_000)}
    assert len(places) == 49_999
    assert min(places) > 0
    assert max(places) < 2**48


def test_shuffled_while_images_are_pushed_and_listed(client: ECRPublicClient) -> None:
    registry = get_backend().registry
    done = threading.Event()

    def shuffle() -> None:
        for seed in itertools.count():
            registry.shuffle_listings(seed)
            if done.is_set():
                return

    with ThreadPoolExecutor(2) as pool:
        shuffling = pool.submit(shuffle)
        for number in range(300):
            image: Any = {"imageManifest": image_manifest(f"more {number}")}
            get_backend().call("PutImage", {"repositoryName": "app00", **image})
            found: Any = get_backend().call(
                "DescribeImages", {"repositoryName": "app00", "maxResults": 1000}
            )
            assert len(found["imageDetails"]) == COUNT + number + 1
        done.set()
        shuffling.result()
