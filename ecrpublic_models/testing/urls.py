"""The service's URLs, under the names and in the form that moto looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.responses import ECRPublicResponse

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["url_bases", "url_paths"]

url_bases: list[str] = [
    # Where boto3 sends requests.
    r"https?://api\.ecr-public\.([a-z0-9-]+)\.amazonaws\.com",
    # What moto's server makes of a signature.
    r"https?://ecr-public\.([a-z0-9-]+)\.amazonaws\.com",
    # Where boto3 sends requests over IPv6.
    r"https?://ecr-public\.([a-z0-9-]+)\.api\.aws",
]

url_paths: dict[str, Callable[..., object]] = {"{0}/$": ECRPublicResponse.dispatch}
