"""Reading images as registry clients do: the part of the distribution specification that reads.

`GET /v2/` asks for a token, `/token/` gives one to anybody, and with it manifests, the sizes of
blobs and the lists of tags can be read. A layer's bytes are not kept, so no blob can be had, and
nothing can be pushed this way.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from ecrpublic_models.testing.models import REGIONS, ecrpublic_backends

if TYPE_CHECKING:
    from ecrpublic_models.testing.registry import Registry
    from ecrpublic_models.testing.registry.state import Repository

__all__ = ["DistributionResponse", "is_for_distribution", "respond"]

_SERVICE = "public.ecr.aws"
_TOKEN_PATH = "/token/"  # noqa: S105 - it is where to get one
_PATH = re.compile(r"/v2/(?P<alias>[^/]+)/(?P<name>.+)/(?P<kind>manifests|blobs|tags)/(?P<what>.+)")
_JSON = "application/json"
_BLOB = "application/octet-stream"


@dataclass
class DistributionResponse:
    """A response.

    Attributes:
        status: The HTTP status.
        body: What a GET has; a HEAD has its headers alone.
        headers: The HTTP headers.
    """

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict[str, str])


def is_for_distribution(path: str) -> bool:
    """Tell whether a path is one of the distribution specification, or of its tokens."""
    return path in {"/v2", "/v2/", _TOKEN_PATH, _TOKEN_PATH.rstrip("/")} or path.startswith("/v2/")


def respond(
    method: str, path: str, query: str, authorization: str | None, url: str
) -> DistributionResponse:
    """Answer a request.

    Args:
        method: Its HTTP method.
        path: Its path.
        query: What comes after the path's question mark.
        authorization: The header of this name, if there is one.
        url: The server's own, which tokens are to be had at.
    """
    if path.rstrip("/") == _TOKEN_PATH.rstrip("/"):
        return _json(200, {"token": "emulated"})
    if method not in {"GET", "HEAD"}:
        return _error(405, "UNSUPPORTED", "nothing can be pushed to or deleted from the emulator")
    if not authorization:
        refusal = _error(401, "UNAUTHORIZED", "authentication required")
        challenge = f'Bearer realm="{url}{_TOKEN_PATH}",service="{_SERVICE}",scope="aws"'
        refusal.headers["WWW-Authenticate"] = challenge
        return refusal
    if path.rstrip("/") == "/v2":
        return _json(200, {})
    parts = _PATH.fullmatch(path)
    registry = None if parts is None else _registry(parts["alias"])
    if parts is None or registry is None:
        return _error(404, "NAME_UNKNOWN", "the registry does not exist")
    with registry.lock:
        if not registry.has_repository(parts["name"]):
            return _error(404, "NAME_UNKNOWN", "the repository does not exist")
        repository = registry.find_repository(parts["name"], None)
        if parts["kind"] == "manifests":
            return _manifest(repository, parts["what"])
        if parts["kind"] == "blobs":
            return _blob(repository, parts["what"], method)
        if parts["what"] != "list":
            return _error(404, "NAME_UNKNOWN", "there is nothing but tags/list")
        return _tags(repository, path, query, parts["alias"])


def _registry(alias: str) -> Registry | None:
    for account in list(ecrpublic_backends.values()):
        registry = account[REGIONS[0]].registry
        if registry.is_known_as(alias):
            return registry
    return None


def _manifest(repository: Repository, reference: str) -> DistributionResponse:
    by_digest = ":" in reference
    image = repository.find(
        digest=reference if by_digest else None, tag=None if by_digest else reference
    )
    if image is None:
        return _error(404, "MANIFEST_UNKNOWN", "the image does not exist")
    headers = {"Docker-Content-Digest": image.digest, "Content-Type": image.manifest.media_type}
    return DistributionResponse(200, image.manifest.text.encode(), headers)


def _tags(repository: Repository, path: str, query: str, alias: str) -> DistributionResponse:
    """List tags by name: all, or at most `n` after `last`."""
    asked = dict(parse_qsl(query))
    names = sorted(tag for image in repository.all_images() for tag in image.tags)
    names = [name for name in names if name > asked.get("last", "")]
    number = asked.get("n", "")
    page = names[: int(number)] if number.isdecimal() else names
    response = _json(200, {"name": f"{alias}/{repository.name}", "tags": page})
    if page and len(page) < len(names):
        following = urlencode({"n": number, "last": page[-1]})
        response.headers["Link"] = f'<{path}?{following}>; rel="next"'
    return response


def _blob(repository: Repository, digest: str, method: str) -> DistributionResponse:
    size = repository.blob_size(digest)
    if size is None:
        return _error(404, "BLOB_UNKNOWN", "the blob does not exist")
    if method == "GET":
        return _error(404, "BLOB_UNKNOWN", "the emulator keeps sizes, and no bytes, of blobs")
    headers = {"Docker-Content-Digest": digest, "Content-Type": _BLOB, "Content-Length": str(size)}
    return DistributionResponse(200, b"", headers)


def _error(status: int, code: str, message: str) -> DistributionResponse:
    return _json(status, {"errors": [{"code": code, "message": message}]})


def _json(status: int, content: object) -> DistributionResponse:
    return DistributionResponse(status, json.dumps(content).encode(), {"Content-Type": _JSON})
