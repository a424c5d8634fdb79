"""Many repositories as one table: by one process, and by engines that have workers.

`python -m benchmarks.tables_beside_engines` prints a table; `--help` tells what there is to choose.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.costs import cost_of
from benchmarks.machine import print_machine
from benchmarks.rounds import MISSING, race
from benchmarks.server import DELAY_SECONDS, repository_of, serving, slow_repositories
from benchmarks.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from benchmarks.rounds import Result
    from ecrpublic_models import DescribeImagesPage, Inventory

    Way = Callable[[str, Sequence[str], Path], int]

PACKAGES = ("pyarrow", "polars", "duckdb", "deltalake", "distributed", "pyspark")
WORKERS = 2
REQUESTS_OF_A_WORKER = 8
GROUPS_OF_A_WORKER = 4


def inventory_of(
    url: str, repositories: Sequence[str], concurrency: int
) -> Inventory[DescribeImagesPage]:
    from botocore.config import Config

    from ecrpublic_models import create_client, describe_images_of

    config = Config(max_pool_connections=concurrency)
    client = create_client(endpoint_url=url, config=config)
    return describe_images_of(repositories, client=client, concurrency=concurrency)


def by_one_process(url: str, repositories: Sequence[str]) -> Inventory[DescribeImagesPage]:
    """List with as many requests at a time as the workers have together."""
    return inventory_of(url, repositories, WORKERS * REQUESTS_OF_A_WORKER)


def pyarrow_table(url: str, repositories: Sequence[str], _directory: Path) -> int:
    import pyarrow as pa

    return pa.table(by_one_process(url, repositories)).num_rows


def polars_frame(url: str, repositories: Sequence[str], _directory: Path) -> int:
    import polars as pl

    return pl.DataFrame(by_one_process(url, repositories)).height


def parquet_by_pyarrow(url: str, repositories: Sequence[str], directory: Path) -> int:
    from pyarrow import dataset

    dataset.write_dataset(by_one_process(url, repositories), directory, format="parquet")
    return dataset.dataset(directory).count_rows()


def parquet_by_duckdb(url: str, repositories: Sequence[str], directory: Path) -> int:
    import duckdb

    directory.mkdir()
    inventory = by_one_process(url, repositories)  # noqa: F841 - DuckDB finds it by its name
    ((rows,),) = duckdb.sql(f"copy (from inventory) to '{directory}/images.parquet'").fetchall()
    return int(rows)


def delta_table(url: str, repositories: Sequence[str], directory: Path) -> int:
    from deltalake import DeltaTable, write_deltalake

    write_deltalake(directory, by_one_process(url, repositories))
    return DeltaTable(directory).count()


def dask_with_its_start(url: str, repositories: Sequence[str], _directory: Path) -> int:
    with dask_workers() as list_images:
        return list_images(url, repositories)


@contextmanager
def dask_workers() -> Iterator[Callable[[str, Sequence[str]], int]]:
    import pyarrow as pa
    from dask.distributed import Client, LocalCluster

    def list_images(url: str, repositories: Sequence[str]) -> int:
        count = WORKERS * GROUPS_OF_A_WORKER
        groups = [repositories[number::count] for number in range(count)]
        tables = client.map(_table_of, [url] * count, groups, pure=False)
        return pa.concat_tables(client.gather(tables)).num_rows

    with (
        LocalCluster(
            WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield list_images


def _table_of(url: str, repositories: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    return pa.table(inventory_of(url, repositories, REQUESTS_OF_A_WORKER))


@contextmanager
def spark_workers() -> Iterator[Callable[[str, Sequence[str], Path], int]]:
    import pyspark
    from pyspark.sql import SparkSession

    from ecrpublic_models.spark import ECRPublicDataSource

    if not Path(pyspark.__file__).with_name("jars").exists():
        raise ImportError("Spark itself, of which pyspark-client has the Python package only")
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    session = (
        SparkSession.builder.master(f"local[{WORKERS}]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.dataSource.register(ECRPublicDataSource)

    def write_images(url: str, repositories: Sequence[str], directory: Path) -> int:
        images = (
            session.read.format("ecrpublic")
            .option("endpointUrl", url)
            .option("concurrency", REQUESTS_OF_A_WORKER)
            .option("numPartitions", WORKERS * GROUPS_OF_A_WORKER)
            .load(",".join(repositories))
        )
        images.write.parquet(str(directory))
        return session.read.parquet(str(directory)).count()

    yield write_images
    session.stop()


def spark_with_its_start(url: str, repositories: Sequence[str], directory: Path) -> int:
    with spark_workers() as write_images:
        return write_images(url, repositories, directory)


WAYS: dict[str, Way] = {
    "`pyarrow.table`": pyarrow_table,
    "`polars.DataFrame`": polars_frame,
    "Parquet, `write_dataset`": parquet_by_pyarrow,
    "Parquet, DuckDB's `copy`": parquet_by_duckdb,
    "Delta, `write_deltalake`": delta_table,
    f"Dask, {WORKERS} workers, with their start": dask_with_its_start,
    f"Parquet, Spark, {WORKERS} workers, with their start": spark_with_its_start,
}
# Their workers run before the measurement begins.
DASK_STARTED = f"Dask, {WORKERS} workers that run already"
SPARK_STARTED = f"Parquet, Spark, {WORKERS} workers that run already"


def measure(way: str, url: str, repositories: Sequence[str]) -> None:
    """Run one way, in this process, and print what it has cost."""
    directory = Path(tempfile.mkdtemp())
    try:
        # What happens once only (loading modules, building models) is not measured.
        if way == DASK_STARTED:
            with dask_workers() as list_images:
                list_images(url, repositories[: WORKERS * GROUPS_OF_A_WORKER])
                cost, rows = cost_of(lambda: list_images(url, repositories))
        elif way == SPARK_STARTED:
            with spark_workers() as write_images:
                write_images(url, repositories[: WORKERS * GROUPS_OF_A_WORKER], directory / "few")
                cost, rows = cost_of(lambda: write_images(url, repositories, directory / "all"))
        else:
            WAYS[way](url, repositories[:1], directory / "before")
            cost, rows = cost_of(lambda: WAYS[way](url, repositories, directory / "measured"))
    except ImportError as error:
        sys.exit(f"{MISSING}{error}")
    finally:
        shutil.rmtree(directory)
    print(cost.to_json())
    if rows != sum(int(name.rpartition("/")[2]) for name in repositories):
        sys.exit(f"{rows} rows")


def compare(repositories: int, images: int, rounds: int) -> None:
    """Run all ways in turn, near the server and far from it, and print a table."""
    with serving() as url:
        seconds = {
            far: race(
                {
                    way: [
                        *("-m", "benchmarks.tables_beside_engines", "--way", way, "--url", url),
                        *("--repositories", str(repositories), "--images", str(images)),
                        *(["--far"] if far else []),
                    ]
                    for way in (*WAYS, DASK_STARTED, SPARK_STARTED)
                },
                rounds,
            )
            for far in (False, True)
        }
    print_rows(
        f"{repositories:,} repositories of {images:,} images as one table, wall time",
        ("", "near by, s", "ratio", f"{DELAY_SECONDS * 1000:.0f} ms away, s", "ratio"),
        [
            (way, *(cell for results in seconds.values() for cell in cells_of(way, results)))
            for way in seconds[False]
        ],
    )


def cells_of(way: str, results: Mapping[str, Result]) -> tuple[str, str]:
    """Give a way's seconds, and their ratio to the first way's, round by round."""
    result, first = results[way], next(iter(results.values()))
    if result.missing is not None:
        return result.missing, ""
    walls = [cost.wall_seconds for cost in result.costs]
    ratios = [wall / other.wall_seconds for wall, other in zip(walls, first.costs, strict=True)]
    return _median_and_range(walls), _median_and_range(ratios)


def _median_and_range(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--repositories", type=int, default=200)
    parser.add_argument("--images", type=int, default=1000, help="in each repository")
    parser.add_argument("--rounds", type=int, default=5)
    one = parser.add_argument_group("one way, once, in this process")
    one.add_argument("--way", choices=(*WAYS, DASK_STARTED, SPARK_STARTED))
    one.add_argument("--url", help="of the server")
    one.add_argument("--far", action="store_true", help="with the delay")
    options = parser.parse_args()
    if options.way is None:
        print_machine()
        installed = [package for package in PACKAGES if find_spec(package) is not None]
        print(", ".join(f"{package} {version(package)}" for package in installed), flush=True)
        compare(options.repositories, options.images, options.rounds)
    elif options.far:
        measure(options.way, options.url, slow_repositories(options.repositories, options.images))
    else:
        near = repository_of(options.images).replace("/", "/{}/")
        names = [near.format(number) for number in range(options.repositories)]
        measure(options.way, options.url, names)


if __name__ == "__main__":
    main()
