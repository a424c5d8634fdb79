"""The first page of a fresh process: importing, making a client, and listing 100 images."""

from __future__ import annotations

from benchmarks.clients import BASELINE, CLIENTS
from benchmarks.rounds import race
from benchmarks.server import repository_of, serving
from benchmarks.tables import Ratios, Unit, print_table

_BASELINE = CLIENTS[BASELINE]
_PAGE = f'paginate(repositoryName="{repository_of(100)}")'
_PROGRAMS = {
    _BASELINE: (
        "import boto3\n"
        "client = boto3.client('ecr-public', 'us-east-1', endpoint_url=url)\n"
        f"page = next(iter(client.get_paginator('describe_images').{_PAGE}))\n"
        "assert len(page['imageDetails']) == 100\n"
    ),
    CLIENTS["ecrpublic_models_sync"]: (
        "from ecrpublic_models import DescribeImagesPaginator, create_client\n"
        f"pages = DescribeImagesPaginator(create_client(endpoint_url=url)).{_PAGE}\n"
        "assert len(next(iter(pages)).imageDetails) == 100\n"
    ),
}
_PROGRAMS["floor: boto3, and pydantic with one model"] = (
    "from pydantic import BaseModel\n"
    "class Model(BaseModel):\n"
    "    field: int\n" + _PROGRAMS[_BASELINE]
)
# The whole process counts, its start as well.
_COSTS = """
from benchmarks.costs import Cost, peak_mib
print(Cost(time.process_time(), time.perf_counter() - wall, peak_mib()).to_json())
"""


def compare_first_pages(rounds: int) -> Ratios:
    """Let a fresh process list its first page, in each way."""
    with serving() as url:
        contestants = {
            name: [
                "-c",
                f"import time\nwall = time.perf_counter()\nurl = {url!r}\n{program}{_COSTS}",
            ]
            for name, program in _PROGRAMS.items()
        }
        return print_table(
            "The first page of a fresh process",
            race(contestants, rounds),
            _BASELINE,
            Unit("ms", 1e3),
        )
