"""Images as tables: `python -m benchmarks.images_as_tables WAY URL IMAGES PAGE_SIZE` once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from benchmarks.clients import Listed, page_config
from benchmarks.costs import cost_of
from benchmarks.rounds import MISSING, race
from benchmarks.server import repository_of, serving
from benchmarks.tables import Ratios, Unit, print_table
from ecrpublic_models import DescribeImagesPage, DescribeImagesPaginator, ImageDetail, create_client

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import ImageDetailTypeDef

    from ecrpublic_models import Pages

    ImagePages = Pages[DescribeImagesPage, ImageDetail]

MODELS = "ecrpublic_models, models alone"
DICTS_TO_PANDAS = "boto3's dicts into pandas"


def compare_tables(images: int, page_size: int, rounds: int) -> tuple[Ratios, Ratios]:
    """List images into tables, beside the models alone, and beside boto3's dicts in pandas."""
    with serving() as url:
        results = race(
            {
                way: ["-m", "benchmarks.images_as_tables", way, url, f"{images}", f"{page_size}"]
                for way in WAYS
            },
            rounds,
        )
    title = f"{images:,} images as tables, {page_size:,} a page"
    unit = Unit("µs an image", 1e6 / images)
    beside_models = print_table(f"{title}, beside models alone", results, MODELS, unit)
    return beside_models, print_table(f"{title}, beside pandas", results, DICTS_TO_PANDAS, unit)


def _alone(pages: ImagePages) -> Listed:
    images = size_in_bytes = 0
    for page in pages:
        for image in page.imageDetails:
            images += 1
            size_in_bytes += image.imageSizeInBytes or 0
    return Listed(images, size_in_bytes)


def _to_pyarrow(pages: ImagePages) -> Listed:
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.table(pages)
    return Listed(table.num_rows, int(pc.sum(table["imageSizeInBytes"]).as_py()))


def _to_polars(pages: ImagePages) -> Listed:
    import polars as pl

    frame = pl.DataFrame(pages)
    return Listed(frame.height, int(frame["imageSizeInBytes"].sum()))


def _to_pandas(pages: ImagePages) -> Listed:
    import pandas as pd

    frame = pd.DataFrame.from_arrow(pages)
    return Listed(len(frame), int(frame["imageSizeInBytes"].sum()))


def _to_duckdb(pages: ImagePages) -> Listed:  # noqa: ARG001 - DuckDB finds it by its name
    import duckdb

    duckdb.sql("create or replace table images as from pages")
    (found,) = duckdb.sql("select count(*), sum(imageSizeInBytes) from images").fetchall()
    return Listed(*map(int, found))


def _dumped_to_pandas(pages: ImagePages) -> Listed:
    import pandas as pd

    frame = pd.DataFrame([image.model_dump() for page in pages for image in page.imageDetails])
    return Listed(len(frame), int(frame["imageSizeInBytes"].sum()))


def _dicts_to_pandas(images: list[ImageDetailTypeDef]) -> Listed:
    import pandas as pd

    frame = pd.DataFrame(images)
    return Listed(len(frame), int(frame["imageSizeInBytes"].sum()))


def _dicts_to_polars(images: list[ImageDetailTypeDef]) -> Listed:
    import polars as pl

    frame = pl.DataFrame(images)
    return Listed(frame.height, int(frame["imageSizeInBytes"].sum()))


Tabulate = Callable[[str, str, int], Listed]
"""Lists a repository at a URL, in pages of a size, into a table."""


def _of_models(to_table: Callable[[ImagePages], Listed]) -> Tabulate:
    def tabulate(url: str, repository: str, page_size: int) -> Listed:
        paginator = DescribeImagesPaginator(create_client(endpoint_url=url))
        return to_table(
            paginator.paginate(repositoryName=repository, PaginationConfig=page_config(page_size))
        )

    return tabulate


def _of_dicts(to_table: Callable[[list[ImageDetailTypeDef]], Listed]) -> Tabulate:
    def tabulate(url: str, repository: str, page_size: int) -> Listed:
        import boto3

        client = boto3.client("ecr-public", "us-east-1", endpoint_url=url)
        pages = client.get_paginator("describe_images").paginate(
            repositoryName=repository, PaginationConfig=page_config(page_size)
        )
        return to_table([image for page in pages for image in page["imageDetails"]])

    return tabulate


WAYS: Mapping[str, Tabulate] = {
    MODELS: _of_models(_alone),
    "ecrpublic_models into pyarrow": _of_models(_to_pyarrow),
    "ecrpublic_models into polars": _of_models(_to_polars),
    "ecrpublic_models into DuckDB": _of_models(_to_duckdb),
    "ecrpublic_models into pandas": _of_models(_to_pandas),
    "ecrpublic_models, dumped into pandas": _of_models(_dumped_to_pandas),
    "boto3's dicts into polars": _of_dicts(_dicts_to_polars),
    DICTS_TO_PANDAS: _of_dicts(_dicts_to_pandas),
}


def main() -> None:
    way, url, images, page_size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    tabulate = WAYS[way]
    try:
        # What happens once only, such as loading modules, is not measured.
        tabulate(url, repository_of(3 * page_size), page_size)
    except ImportError as error:
        sys.exit(f"{MISSING}{error}")
    cost, listed = cost_of(lambda: tabulate(url, repository_of(images), page_size))
    if listed.images != images:
        sys.exit(f"{listed.images} images were listed, not {images}")
    print(cost.to_json())


if __name__ == "__main__":
    main()
