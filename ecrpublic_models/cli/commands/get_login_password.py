"""`ecrpublic get-login-password`."""

from __future__ import annotations

from ecrpublic_models.cli import options
from ecrpublic_models.cli.connection import Connection
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.terminal import write_out

__all__ = ["get_login_password"]


def get_login_password(
    *,
    region: options.Region = "us-east-1",
    profile: options.Profile = None,
    endpoint_url: options.EndpointUrl = None,
) -> Job:
    """Print a password for the registry public.ecr.aws.

    The user name is AWS, and the password is good for 12 hours. Give it to docker through a pipe:
    ecrpublic get-login-password | docker login --username AWS --password-stdin public.ecr.aws
    """
    connection = Connection(region, profile, endpoint_url)

    def job() -> None:
        client = connection.open()

        from ecrpublic_models.ecrpublic import ECRPublic

        login = ECRPublic(client).get_authorization_token().authorizationData.registry_login()
        write_out(f"{login.password.get_secret_value()}\n")

    return Job(job)
