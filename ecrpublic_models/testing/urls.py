"""The service's URLs, as the patterns that moto matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto.core.common_types import TYPE_RESPONSE

__all__ = ["URL_BASES", "Handler", "url_paths"]

Handler: TypeAlias = "Callable[[Any, str, Any], TYPE_RESPONSE]"
"""What answers at a URL, in the type that moto gives it."""

URL_BASES: Final = (
    # Where boto3 sends requests. moto reads other partitions' domains as this one.
    r"https?://api\.ecr-public\.([a-z0-9-]+)\.amazonaws\.com",
    # What moto's server makes of a signature.
    r"https?://ecr-public\.([a-z0-9-]+)\.amazonaws\.com",
    # Where boto3 sends requests over IPv6.
    r"https?://ecr-public\.([a-z0-9-]+)\.api\.aws",
)


def url_paths() -> dict[str, Handler]:
    """Map the service's one path to what answers there."""
    from ecrpublic_models.testing.responses import ECRPublicResponse

    return {"/$": ECRPublicResponse.dispatch}
