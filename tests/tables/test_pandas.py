"""What pandas makes of listings and inventories."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from ecrpublic_models import arrow, describe_images_of
from tests.support.fleet import Fleet
from tests.support.kinds import IMAGES, KINDS, Kind, an_image
from tests.support.loopback import Answer, Loopback, client_for
from tests.tables.listings import (
    BAD_PAGE,
    NUMBERS,
    listing,
    rows_of,
    serve,
    serve_a_bad_page,
    what_is_bad,
)


def frame_of(listed: Any) -> pd.DataFrame:
    makes_frames: Any = pd.DataFrame  # pandas-stubs do not know `from_arrow` yet
    frame: pd.DataFrame = makes_frames.from_arrow(listed)
    return frame


each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.method_name)


@each_kind
def test_every_row_comes_once_with_one_request_a_page(server: Loopback, kind: Kind) -> None:
    service = serve(server, kind)
    frame = frame_of(listing(server, kind))
    assert len(service.asked) == len(NUMBERS)
    columns = arrow.schema(kind.operation.item)
    assert list(frame.columns) == columns.names
    table = pa.Table.from_pandas(frame, schema=columns, preserve_index=False)
    assert table.to_pylist() == rows_of(kind)


def test_the_types(server: Loopback) -> None:
    serve(server, IMAGES)
    frame = frame_of(listing(server, IMAGES))
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "registryId": "str",
        "repositoryName": "str",
        "imageDigest": "str",
        "imageTags": "object",
        "imageSizeInBytes": "int64",
        "imagePushedAt": "datetime64[us, UTC]",
        "imageManifestMediaType": "str",
        "artifactMediaType": "str",
    }


def test_numbers_with_a_gap_are_floats(server: Loopback) -> None:
    images = [an_image(imageSizeInBytes=5), an_image(imageDigest="sha256:1")]
    server.respond = lambda _: Answer({"imageDetails": images})
    sizes = frame_of(listing(server, IMAGES))["imageSizeInBytes"]
    assert str(sizes.dtype) == "float64"
    assert list(sizes.isna()) == [False, True]


@each_kind
def test_an_error_in_the_middle_is_told_in_our_words(server: Loopback, kind: Kind) -> None:
    service = serve_a_bad_page(server, kind)
    with pytest.raises(pa.ArrowInvalid) as caught:
        frame_of(listing(server, kind))
    assert what_is_bad(kind) in str(caught.value)
    assert len(service.asked) == BAD_PAGE + 1


def test_every_reading_is_a_listing_of_its_own(server: Loopback) -> None:
    service = serve(server, IMAGES)
    images = listing(server, IMAGES)
    assert frame_of(images).equals(frame_of(images))
    assert len(service.asked) == 2 * len(NUMBERS)


@pytest.fixture
def fleet(server: Loopback) -> Fleet:
    fleet = Fleet(count=6)
    server.respond = fleet.respond
    return fleet


def test_every_image_of_an_inventory_comes_once(server: Loopback, fleet: Fleet) -> None:
    inventory = describe_images_of(fleet.names, client=client_for(server.url))
    frame = frame_of(inventory)
    found = zip(frame["repositoryName"], frame["imageDigest"], strict=True)
    assert Counter(found) == Counter(fleet.rows)
    assert len(fleet.asked) == fleet.count * fleet.pages
    with pytest.raises(ValueError, match="an inventory is a table from its beginning"):
        frame_of(inventory)


def test_a_repository_that_fails_is_told_after_the_others(server: Loopback, fleet: Fleet) -> None:
    fleet.failing = frozenset(["team/app2"])
    inventory = describe_images_of(fleet.names, client=client_for(server.url))
    with pytest.raises(pa.ArrowInvalid, match=r"1 of the repositories failed: team/app2: "):
        frame_of(inventory)
    assert len(fleet.asked) == fleet.count * fleet.pages - 1
