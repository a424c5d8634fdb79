"""What the demo does, step by step. Importing it needs the extra `testing`."""

from __future__ import annotations

import logging
import os
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.config import Config

from ecrpublic_models.cli.demo_images import DemoImage, demo_images
from ecrpublic_models.cli.documents import OutputFormat
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.terminal import write_out
from ecrpublic_models.cli.views import IMAGES
from ecrpublic_models.cli.writers import writer_for
from ecrpublic_models.client import create_client
from ecrpublic_models.models import PaginationConfig
from ecrpublic_models.paginators import DescribeImagesPaginator
from ecrpublic_models.testing import ecr_public_server

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models.models import ImageDetail

__all__ = ["demonstrate"]

_REPOSITORY = "demo/storefront"
_PAGE_SIZE = 60
_SHOWN = 4


def demonstrate() -> None:
    """Run the demo, and say on stdout what it does.

    Raises:
        CommandError: What was listed is not what was pushed.
        OutputClosedError: Nobody reads stdout any more.
    """
    pushed = list(demo_images())
    with _nobodys_environment(), ecr_public_server() as server:
        _tell(f"An emulator of ECR Public listens on {server.url}.")
        client = _client(server.url)
        _push(client, pushed)
        first, token = _list(client, up_to=len(pushed) // 2)
        if token is None:
            raise CommandError("the listing stopped half-way, and gave no token to resume with")
        _show(first[:_SHOWN])
        _show_types(first[_SHOWN - 1])
        _tell(f"Stopped half-way, in the middle of a page. The resume token is {token}.")
        _tell("A new client and a new paginator continue from there.")
        rest, token = _list(_client(server.url), from_token=token)
        if token is not None:
            raise CommandError("the listing came to its end, and still gave a token")
        _check(pushed, [*first, *rest])
        _tell("Next, list a repository of your own: ecrpublic describe-images --help")


def _push(client: ECRPublicClient, images: Sequence[DemoImage]) -> None:
    client.create_repository(repositoryName=_REPOSITORY)
    for image in images:
        for tag in image.tags or (None,):
            tagged = {} if tag is None else {"imageTag": tag}
            client.put_image(
                repositoryName=_REPOSITORY,
                imageManifest=image.manifest,
                imageManifestMediaType=image.media_type,
                **tagged,
            )
    _tell(f"Pushed {len(images)} images to {_REPOSITORY} over HTTP:")
    for kind, number in Counter(image.kind for image in images).most_common():
        _tell(f"  {number:4}  {kind}")


def _list(
    client: ECRPublicClient, *, up_to: int | None = None, from_token: str | None = None
) -> tuple[list[ImageDetail], str | None]:
    """List images page by page, and say so."""
    listed: list[ImageDetail] = []
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName=_REPOSITORY,
        PaginationConfig=PaginationConfig(
            PageSize=_PAGE_SIZE, MaxItems=up_to, StartingToken=from_token
        ),
    )
    for number, page in enumerate(pages, 1):
        listed += page.imageDetails
        _tell(f"  page {number}: {len(page.imageDetails)} images, {len(listed)} so far")
    return listed, pages.resume_token


def _show(images: Sequence[ImageDetail]) -> None:
    _tell(f"The first {len(images)} of them:")
    writer = writer_for(OutputFormat.TABLE, IMAGES)
    writer.write(images)
    writer.close(None)


def _show_types(image: ImageDetail) -> None:
    _tell(
        "Each of them is an ImageDetail, a pydantic model whose fields were checked."
        " The last one has:"
    )
    for field in ("imageTags", "imageSizeInBytes", "imagePushedAt"):
        value: object = getattr(image, field)
        _tell(f"  {field}: {type(value).__name__} = {value}")


def _check(pushed: Sequence[DemoImage], listed: Sequence[ImageDetail]) -> None:
    """Compare what was listed with what was pushed.

    Raises:
        CommandError: It is not the same.
    """
    missing = {image.digest for image in pushed} - {image.imageDigest for image in listed}
    twice = [
        digest for digest, number in Counter(i.imageDigest for i in listed).items() if number > 1
    ]
    if missing or twice:
        raise CommandError(f"{len(missing)} images are missing, {len(twice)} were listed twice")
    expected = [(image.digest, set(image.tags), image.media_type) for image in pushed]
    found = [
        (image.imageDigest, set(image.imageTags), image.imageManifestMediaType) for image in listed
    ]
    if found != expected:
        raise CommandError("the images listed are not those pushed, or not in their order")
    _tell(
        f"Together they listed all {len(listed)} images: none missing, none twice, each with its"
        " tags and media type, in the order of the pushes."
    )


def _client(url: str) -> ECRPublicClient:
    return create_client(
        endpoint_url=url,
        aws_access_key_id="demo",
        aws_secret_access_key="demo",  # noqa: S106 - the emulator takes any
        config=Config(proxies={}),
    )


@contextmanager
def _nobodys_environment() -> Generator[None]:
    """Hide the user's AWS settings from boto3, and the emulator's log from the user."""
    kept = dict(os.environ)
    for name in kept:
        if name.upper().startswith(("AWS_", "MOTO_")):
            del os.environ[name]
    os.environ.update(
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        os.environ.clear()
        os.environ.update(kept)


def _tell(line: str) -> None:
    write_out(f"{line}\n")
