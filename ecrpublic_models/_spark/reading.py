"""What the data source for Spark reads, and how that is split. It knows nothing of Spark."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

import pyarrow as pa

from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models._spark.options import Options, is_pattern
from ecrpublic_models.client import UnsupportedRegionError, create_patient_client
from ecrpublic_models.ecrpublic import ECRPublic
from ecrpublic_models.errors import RepositoryNotFoundException
from ecrpublic_models.inventory import describe_images_of

__all__ = ["list_names", "read_images", "split"]

_LOGGER = logging.getLogger("ecrpublic_models.spark")
# How many repositories may be looked up by name in one request.
_NAMES_PER_REQUEST = 100
# A partition that fails is read again as a whole, and each has a client to make.
_REPOSITORIES_PER_PARTITION = 100
_FEWEST_PARTITIONS = 8


def list_names(options: Options) -> list[str]:
    """List the repositories to read, each once, in order.

    Raises:
        RepositoryNotFoundException: There is no repository of a name that has no wildcard.
        ValueError: AWS has no endpoint of ECR Public in the region.
    """
    registry = ECRPublic(_create_client(options, connections=1))
    selectors = options.repositories or ("*",)
    patterns = [selector for selector in selectors if is_pattern(selector)]
    looked_up = sorted({selector for selector in selectors if not is_pattern(selector)})
    found = set[str]()
    for first in range(0, len(looked_up), _NAMES_PER_REQUEST):
        response = registry.describe_repositories(
            registryId=options.registryId,
            repositoryNames=looked_up[first : first + _NAMES_PER_REQUEST],
        )
        found.update(repository.repositoryName for repository in response.repositories)
    if patterns:
        listing = registry.get_paginator("describe_repositories").paginate(
            registryId=options.registryId
        )
        found.update(
            repository.repositoryName
            for repository in listing.items()
            if any(fnmatchcase(repository.repositoryName, pattern) for pattern in patterns)
        )
    return sorted(found)


def split(names: Sequence[str], count: int | None) -> list[tuple[str, ...]]:
    """Split repositories into groups of as equal a size as can be, none of them empty.

    Neighbours come into different groups, since large repositories are often beside each other.

    Args:
        names: The repositories.
        count: How many groups there are at most; by default one for every hundred repositories,
            but at least eight.
    """
    if count is None:
        needed = -(-len(names) // _REPOSITORIES_PER_PARTITION)
        count = max(_FEWEST_PARTITIONS, needed)
    count = min(count, len(names))
    return [tuple(names[first::count]) for first in range(count)]


def read_images(options: Options, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Read the images of repositories, a page at a time.

    A repository that does not exist any more is skipped, with a warning to the log. What was read
    of it before stays.

    Raises:
        Exception: Any other failure of a repository, at once.
    """
    with describe_images_of(
        names,
        registryId=options.registryId,
        PageSize=options.pageSize,
        concurrency=options.concurrency,
        on_error="yield",
        client=_create_client(options, options.concurrency),
    ) as inventory:
        for name, page in inventory:
            if isinstance(page, RepositoryNotFoundException):
                _LOGGER.warning("skipped %s, deleted since the read was planned", name)
            elif isinstance(page, Exception):
                page.add_note(f"while the images of {name} were listed")
                raise page
            else:
                yield pa.record_batch(page)


def _create_client(options: Options, connections: int) -> boto3_types.ECRPublicClient:
    """Create a client with the credentials that this process finds.

    Raises:
        ValueError: AWS has no endpoint of ECR Public in the region.
    """
    try:
        return create_patient_client(
            connections,
            region_name=options.region,
            endpoint_url=options.endpointUrl,
            attempts=options.maxAttempts,
        )
    except UnsupportedRegionError as error:
        raise ValueError(f"option region: {error.args[0]}") from None
