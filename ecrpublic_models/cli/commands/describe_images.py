"""`ecrpublic describe-images`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import write_listing
from ecrpublic_models.cli.shorthand import read_structures
from ecrpublic_models.cli.views import IMAGES
from ecrpublic_models.cli.writers import OutputFormat, writer_for
from ecrpublic_models.models import DescribeImagesPage, DescribeImagesRequestPaginate, ImageDetail
from ecrpublic_models.paginators import DescribeImagesPaginator

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["describe_images"]

_ImageIds = Annotated[
    list[str] | None,
    typer.Option(
        "--image-ids",
        metavar="ID...",
        help=(
            "The images to describe, 1 to 100; by default all. Each is imageTag=TAG, "
            "imageDigest=DIGEST or both with a comma between, or they are one JSON list. "
            "Not together with --page-size."
        ),
        show_default=False,
    ),
]


def describe_images(
    *,
    repository_name: options.RepositoryName,
    registry_id: options.RegistryId = None,
    image_ids: _ImageIds = None,
    output: options.Output = OutputFormat.TABLE,
    page_size: options.PageSize = None,
    max_items: options.MaxItems = None,
    starting_token: options.StartingToken = None,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """List the images of a repository.

    The options are those of the AWS CLI's command of the same name. Data goes to stdout,
    everything else to stderr. If --max-items leaves images out, or the listing fails midway,
    stderr says how to go on; json has it as NextToken.

    In the table, sizes are in decimal units (1 MB is 1,000,000 bytes), times in UTC, and digests
    cut to 12 digits. In csv, several tags are separated by a space.
    """
    connection = Connection(region, profile, endpoint_url)
    arguments = _given(
        repositoryName=repository_name,
        registryId=registry_id,
        imageIds=_read_image_ids(image_ids),
        PaginationConfig=_given(
            PageSize=page_size, MaxItems=max_items, StartingToken=starting_token
        ),
    )

    def job() -> None:
        # Checked before boto3 is loaded and asked for credentials, so a mistake is told at once.
        request = DescribeImagesRequestPaginate.model_validate(arguments)
        pages = DescribeImagesPaginator(connection.open()).paginate(
            repositoryName=request.repositoryName,
            registryId=request.registryId,
            imageIds=request.imageIds,
            PaginationConfig=request.PaginationConfig,
        )
        write_listing(pages, _images_of, IMAGES, writer_for(output, IMAGES))

    return Job(job)


def _read_image_ids(values: list[str] | None) -> list[dict[str, object]] | None:
    if not values:
        return None
    try:
        return read_structures(values)
    except ValueError as error:
        allowed = options.OPTION_OF_FIELD["imageIds"].allowed
        raise options.BadOptionError("--image-ids", f"{error} (allowed: {allowed})") from None


def _given(**arguments: object) -> dict[str, object]:
    return {name: value for name, value in arguments.items() if value is not None}


def _images_of(page: DescribeImagesPage) -> Sequence[ImageDetail]:
    return page.imageDetails
