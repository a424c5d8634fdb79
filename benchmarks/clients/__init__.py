"""The clients that are measured: a module each, with a `connect` that gives a `Lister`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple, TypedDict


class Listed(NamedTuple):
    """What a client has listed, the same for all clients if all have listed the same."""

    images: int
    size_in_bytes: int


Lister = Callable[[str, int | None], Listed]
"""Lists a repository in pages of a size, or of its own default, and looks at every image."""

Connect = Callable[[str], AbstractContextManager[Lister]]
"""Makes a client for a URL ready to list."""


class PageConfig(TypedDict, total=False):
    """How large pages are to be, as paginators take it."""

    PageSize: int


def page_config(page_size: int | None) -> PageConfig:
    """Give the configuration of a paginator; without a size, its own default."""
    return {} if page_size is None else {"PageSize": page_size}


class MaxResults(TypedDict, total=False):
    """How large a page is to be, as a request takes it."""

    maxResults: int


def max_results(page_size: int | None) -> MaxResults:
    """Give the argument of a request; without a size, the service's default."""
    return {} if page_size is None else {"maxResults": page_size}


BASELINE = "boto3_dicts"
"""The client that the others are compared with."""

CLIENTS = {
    "boto3_dicts": "boto3, dicts",
    "boto3_resource_validator": "boto3 + aws-resource-validator",
    "aws_cli": "the AWS CLI's code path",
    "aiobotocore_dicts": "aiobotocore, dicts",
    "capo_sync": "capo-ecr-public, sync",
    "capo_async": "capo-ecr-public, async",
    "ecrpublic_models_sync": "ecrpublic_models, sync",
    "ecrpublic_models_async": "ecrpublic_models, async",
    "ecrpublic_models_freeze": "ecrpublic_models, sync, gc.freeze()",
    "ecrpublic_models_threshold": "ecrpublic_models, sync, gc.set_threshold(100_000)",
    "boto3_unread": "floor: boto3, nothing read",
    "floor": "floor: urllib3 + msgspec",
}
"""Each client's module, and how it is called in tables."""
