"""`ecrpublic describe-image-tags`."""

from __future__ import annotations

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import listing_job
from ecrpublic_models.cli.outputs import ListingOutput
from ecrpublic_models.cli.views import IMAGE_TAGS
from ecrpublic_models.operations import DESCRIBE_IMAGE_TAGS

__all__ = ["describe_image_tags"]


def describe_image_tags(
    *,
    repository_name: options.RepositoryName,
    registry_id: options.RegistryId = None,
    output: options.ListingOutput = None,
    output_file: options.OutputFile = None,
    query: options.JmesPath = None,
    page_size: options.PageSize = None,
    max_items: options.MaxItems = None,
    starting_token: options.StartingToken = None,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """List the image tags of a repository, each with its image.

    The options are those of the AWS CLI's command of the same name. Data goes to stdout,
    everything else to stderr. If --max-items leaves image tags out, or the listing fails midway,
    stderr says how to continue; json and text have it as NextToken.

    In the table, sizes are in decimal units (1 MB is 1,000,000 bytes), times in UTC, and digests
    cut to their first 12 digits. In csv, the image is one JSON object.
    """
    arguments = {"repositoryName": repository_name, "registryId": registry_id}
    paging = {"PageSize": page_size, "MaxItems": max_items, "StartingToken": starting_token}
    connection = Connection(region, profile, endpoint_url)
    shown = ListingOutput(output, query, output_file)
    return listing_job(DESCRIBE_IMAGE_TAGS, IMAGE_TAGS, arguments, paging, shown, connection)
