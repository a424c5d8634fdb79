"""`ecrpublic describe-images`."""

from __future__ import annotations

from typing import Annotated

import typer

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import listing_job
from ecrpublic_models.cli.shorthand import read_structures
from ecrpublic_models.cli.views import IMAGES
from ecrpublic_models.cli.writers import OutputFormat

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
    stderr says how to continue; json has it as NextToken.

    In the table, sizes are in decimal units (1 MB is 1,000,000 bytes), times in UTC, and digests
    cut to their first 12 digits. In csv, several tags are separated by a space.
    """
    arguments = {
        "repositoryName": repository_name,
        "registryId": registry_id,
        "imageIds": options.read_list("imageIds", image_ids, read_structures),
    }
    paging = {"PageSize": page_size, "MaxItems": max_items, "StartingToken": starting_token}
    connection = Connection(region, profile, endpoint_url)
    return listing_job(IMAGES, arguments, paging, output, connection)
