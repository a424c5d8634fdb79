"""`ecrpublic describe-registries`."""

from __future__ import annotations

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import listing_job
from ecrpublic_models.cli.outputs import ListingOutput
from ecrpublic_models.cli.views import REGISTRIES
from ecrpublic_models.operations import DESCRIBE_REGISTRIES

__all__ = ["describe_registries"]


def describe_registries(
    *,
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
    """List the public registries of the account.

    The options are those of the AWS CLI's command of the same name. Data goes to stdout,
    everything else to stderr. If --max-items leaves registries out, or the listing fails midway,
    stderr says how to continue; json and text have it as NextToken.

    In the table, the alias that the gallery shows comes first. In csv, the aliases are one
    JSON list.
    """
    paging = {"PageSize": page_size, "MaxItems": max_items, "StartingToken": starting_token}
    connection = Connection(region, profile, endpoint_url)
    shown = ListingOutput(output, query, output_file)
    return listing_job(DESCRIBE_REGISTRIES, REGISTRIES, {}, paging, shown, connection)
