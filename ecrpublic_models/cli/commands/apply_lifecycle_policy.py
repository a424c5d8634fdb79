"""`ecrpublic apply-lifecycle-policy`."""

from __future__ import annotations

from typing import Annotated

import typer

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job

__all__ = ["apply_lifecycle_policy"]

_Yes = Annotated[
    bool,
    typer.Option("--yes", help="Delete without asking. Needed where there is no terminal."),
]


def apply_lifecycle_policy(
    *,
    lifecycle_policy_text: options.PolicyText,
    repository_name: options.OneRepository = None,
    all_repositories: options.AllRepositories = False,
    registry_id: options.RegistryId = None,
    yes: _Yes = False,
    output: options.Output = None,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """Delete the images that a lifecycle policy lets expire.

    On a terminal they are shown first, and you are asked; what has come since is not deleted. Each
    image is looked at again right before: what has changed is left. Stdout says what has become of
    each, stderr the totals. After an interruption, run it again: it does the rest.

    Images that were not deleted since they are needed by a manifest list that stays, have changed
    or are gone are no failure. If others were not deleted, or you answer no, the exit code is 1.
    """
    from ecrpublic_models.cli.lifecycle_deletions import apply_job
    from ecrpublic_models.cli.lifecycle_policies import read_policy
    from ecrpublic_models.cli.lifecycle_previews import Repositories

    options.check_repositories(repository_name, all_repositories=all_repositories)
    return apply_job(
        Repositories(repository_name, registry_id),
        read_policy(lifecycle_policy_text),
        output,
        Connection(region, profile, endpoint_url),
        is_confirmed=yes,
    )
