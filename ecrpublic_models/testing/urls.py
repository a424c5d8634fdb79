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
    r"https?://api\.ecr-public\.(.+)\.amazonaws\.com",  # where boto3 sends requests
    r"https?://ecr-public\.(.+)\.amazonaws\.com",  # what moto's server reads from a signature
    r"https?://ecr-public\.(.+)\.api\.aws",  # where boto3 sends requests over IPv6
)


def url_paths() -> dict[str, Handler]:
    """Map the service's one path to what answers there."""
    from ecrpublic_models.testing.responses import ECRPublicResponse

    return {"/$": ECRPublicResponse.dispatch}
