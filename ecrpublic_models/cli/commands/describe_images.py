"""`ecrpublic describe-images`."""

from __future__ import annotations

from typing import Annotated

import typer

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import listing_job
from ecrpublic_models.cli.outputs import ListingOutput
from ecrpublic_models.cli.shorthand import read_structures
from ecrpublic_models.cli.views import IMAGES
from ecrpublic_models.operations import DESCRIBE_IMAGES

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


_Checkpoint = Annotated[
    str | None,
    typer.Option(
        "--checkpoint",
        metavar="FILE",
        help=(
            "With --all-repositories: the file that keeps where the listing stands, from which the "
            "next run goes on if this one ends before its time."
        ),
        rich_help_panel=options.PAGING,
        show_default=False,
    ),
]


def describe_images(
    *,
    repository_name: options.OneRepository = None,
    all_repositories: options.AllRepositories = False,
    registry_id: options.RegistryId = None,
    image_ids: _ImageIds = None,
    output: options.ListingOutput = None,
    output_file: options.OutputFile = None,
    query: options.JmesPath = None,
    page_size: options.PageSize = None,
    max_items: options.MaxItems = None,
    starting_token: options.StartingToken = None,
    checkpoint: _Checkpoint = None,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """List the images of a repository, or of all repositories.

    The options are those of the AWS CLI's command of the same name. Data goes to stdout,
    everything else to stderr. If --max-items leaves images out, or the listing fails midway,
    stderr says how to continue; json and text have it as NextToken.

    With --all-repositories, several are listed at a time. With --checkpoint and --output jsonl or
    csv, what stops before its end goes on where it was: add the output of the next run to the file
    of the last (>>), and every row is there once.

    In the table, sizes are in decimal units (1 MB is 1,000,000 bytes), times in UTC, and digests
    cut to their first 12 digits. In csv, several tags are separated by a space.
    """
    options.check_repositories(
        repository_name,
        all_repositories=all_repositories,
        image_ids=image_ids,
        max_items=max_items,
        starting_token=starting_token,
    )
    connection = Connection(region, profile, endpoint_url)
    shown = ListingOutput(output, query, output_file)
    if all_repositories:
        from ecrpublic_models.cli.inventories import inventory_job

        return inventory_job(registry_id, page_size, shown, checkpoint, connection)
    if checkpoint is not None:
        raise options.BadOptionError("--checkpoint", "goes with --all-repositories")
    arguments = {
        "repositoryName": repository_name,
        "registryId": registry_id,
        "imageIds": options.read_list("imageIds", image_ids, read_structures),
    }
    paging = {"PageSize": page_size, "MaxItems": max_items, "StartingToken": starting_token}
    return listing_job(DESCRIBE_IMAGES, IMAGES, arguments, paging, shown, connection)
