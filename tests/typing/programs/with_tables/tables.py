"""What a user writes to get tables."""

from __future__ import annotations

from typing import assert_type

import polars as pl
import pyarrow as pa
from deltalake import write_deltalake

from ecrpublic_models import (
    DescribeImagesPaginator,
    ECRPublic,
    ImageDetail,
    Repository,
    arrow,
    describe_images_of,
)


def listings() -> None:
    pages = DescribeImagesPaginator().paginate(repositoryName="team/app")
    pl.DataFrame(pages)
    pa.table(pages)
    write_deltalake("images", pages)
    for page in pages:
        pl.DataFrame(page)
        pa.table(page)
        assert_type(pa.record_batch(page), pa.RecordBatch)
    assert_type(arrow.record_batches(pages), pa.RecordBatchReader)
    assert_type(arrow.record_batch(pages.items(), ImageDetail), pa.RecordBatch)


def inventories() -> None:
    with describe_images_of(["team/app", "team/api"]) as inventory:
        pl.DataFrame(inventory)
        pa.table(inventory)
        write_deltalake("images", inventory)
        for batch in arrow.record_batches(inventory):
            print(batch.num_rows)


def others() -> None:
    registry = ECRPublic()
    pl.DataFrame(registry.get_paginator("describe_repositories").paginate())
    arrow.record_batches(registry.get_paginator("describe_registries").paginate())
    assert_type(arrow.schema(Repository), pa.Schema)
