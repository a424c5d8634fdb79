"""Making the emulator known to moto."""

from __future__ import annotations

import os
import re
import sys
from threading import Lock

from moto.backend_index import backend_url_patterns
from moto.core.models import DEFAULT_ACCOUNT_ID

import ecrpublic_models.testing.models as models
from ecrpublic_models.testing.urls import url_bases

__all__ = ["get_backend", "register"]

_BACKEND_NAME = "ecrpublic"
_MODULE_NAME = f"moto.{_BACKEND_NAME}"
_lock = Lock()


def register() -> None:
    """Make ECR Public known to moto, in process and in its server.

    moto has an index of URL patterns, and imports the service of a pattern from a module named
    after it. So this adds the service's patterns to the end of the index, and its models under the
    module name that moto imports. Nothing else in moto changes: a URL that another service's
    pattern matches too, such as that of an S3 bucket `ecr-public`, stays with that service, whose
    pattern comes first.

    May be called again, from any thread, before or while moto's mock or server is running.
    """
    with _lock:
        sys.modules[_MODULE_NAME] = models
        known = {pattern.pattern for _, pattern in backend_url_patterns}
        backend_url_patterns.extend(
            (_BACKEND_NAME, re.compile(base)) for base in url_bases if base not in known
        )


def get_backend(
    *, account_id: str | None = None, region_name: str = "us-east-1"
) -> models.ECRPublicBackend:
    """Return the registry of an account, to fill or look at in process.

    Args:
        account_id: By default the one that moto assumes for a plain client: that of the
            environment variable `MOTO_ACCOUNT_ID`, or else 123456789012.
        region_name: `us-east-1` or `us-west-2`, which have the same registry.

    Raises:
        KeyError: The service is not in that region.
    """
    if region_name not in models.REGIONS:  # which moto would make up, if it is told to
        raise KeyError(region_name)
    if account_id is None:
        account_id = os.environ.get("MOTO_ACCOUNT_ID", DEFAULT_ACCOUNT_ID)
    return models.ecrpublic_backends[account_id][models.REGIONS[0]]
