"""`ecrpublic preview-lifecycle-policy`."""

from __future__ import annotations

from typing import Annotated

import typer

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job

__all__ = ["preview_lifecycle_policy"]

_AllImages = Annotated[
    bool,
    typer.Option("--all-images", help="Also show the images that stay, and why."),
]


def preview_lifecycle_policy(
    *,
    lifecycle_policy_text: options.PolicyText,
    repository_name: options.OneRepository = None,
    all_repositories: options.AllRepositories = False,
    registry_id: options.RegistryId = None,
    all_images: _AllImages = False,
    output: options.Output = None,
    query: options.JmesPath = None,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """Show which images a lifecycle policy lets expire.

    The policy is one of private ECR, which ECR Public does not have. It is evaluated here; nothing
    is deleted. Data goes to stdout, totals and everything else to stderr.
    """
    from ecrpublic_models.cli.lifecycle_policies import read_policy
    from ecrpublic_models.cli.lifecycle_previews import Repositories, preview_job

    options.check_repositories(repository_name, all_repositories=all_repositories)
    return preview_job(
        Repositories(repository_name, registry_id),
        read_policy(lifecycle_policy_text),
        output,
        query,
        Connection(region, profile, endpoint_url),
        with_kept=all_images,
    )
