"""Runs the recipe for Dask on two workers: tells which processes they are, and keeps the rows.

Arguments: a Parquet file for the rows, and the repositories.
"""

from __future__ import annotations

import json
import os
import sys

import pyarrow.parquet as pq
from dask.distributed import Client, LocalCluster

from tests.tables.sections import run


def main() -> None:
    path, *repositories = sys.argv[1:]
    recipe = run("Dask")
    with (
        LocalCluster(  # type: ignore[no-untyped-call]  # Dask has few types
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]  # the same
    ):
        print(json.dumps(list(client.run(os.getpid).values())), flush=True)
        pq.write_table(recipe["all_images"](client, repositories), path)


if __name__ == "__main__":
    main()
