"""The clients that are measured: a module each, with a `connect` that gives a `Lister`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple


class Listed(NamedTuple):
    """What a client has listed, the same for all clients if all have listed the same."""

    images: int
    size_in_bytes: int


Lister = Callable[[str, int], Listed]
"""Lists a repository in pages of a size, and looks at every image."""

Connect = Callable[[str], AbstractContextManager[Lister]]
"""Makes a client for a URL ready to list."""

BASELINE = "boto3_dicts"
"""The client that the others are compared with."""

CLIENTS = {
    "boto3_dicts": "boto3, dicts",
    "boto3_resource_validator": "boto3 + aws-resource-validator",
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
