"""From the options that say how to connect to a client."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from json import JSONDecodeError
from typing import TYPE_CHECKING

from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError, explain
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.client import (
    REGIONS,
    UnsupportedRegionError,
    is_endpoint,
    make_patient,
    refuse_region,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.config import Config
    from botocore.session import Session
    from mypy_boto3_ecr_public import ECRPublicClient

__all__ = ["Connection"]

# Neither repeats the URL, in which somebody may have put a password.
_ENDPOINT_OPTION = (
    "not a valid URL (allowed: http://HOST or https://HOST, with a port and a path if need be, "
    "without user name, password, query and fragment)"
)
_ENDPOINT_SETTING = (
    "the endpoint URL of the AWS configuration (AWS_ENDPOINT_URL or endpoint_url) is not valid"
)


@dataclass(frozen=True)
class Connection:
    """How to reach the service, and as whom."""

    region: str
    profile: str | None
    endpoint_url: str | None

    def open(self, connections: int | None = None) -> ECRPublicClient:
        """Create the client. Nothing is sent.

        Args:
            connections: How many requests are to be under way at a time, if they are many. The
                client is patient then.

        Raises:
            BadOptionError: The region or the endpoint's URL is not one.
            CommandError: The configuration can't be used, such as a profile that does not exist.
        """
        if self.endpoint_url is not None and not is_endpoint(self.endpoint_url):
            raise BadOptionError("--endpoint-url", _ENDPOINT_OPTION)

        # botocore's own session, whose clients are boto3's: without boto3 it starts a tenth sooner.
        from botocore.exceptions import InvalidRegionError
        from botocore.session import Session

        try:
            session = Session(profile=self.profile)
            create = partial(self._create, session)
            client = (
                create(None)
                if connections is None
                else make_patient(create, connections, self.profile)
            )
            if self.region not in REGIONS:
                refuse_region(client, session.get_available_regions("ecr-public"))
        except InvalidRegionError:
            raise BadOptionError("--region", f"{self.region!r} is not a region's name") from None
        except UnsupportedRegionError as error:
            raise BadOptionError("--region", error.args[0]) from None
        except Exception as error:
            # What botocore says of a host's name; nothing else here can come of the option.
            if str(error).startswith("Invalid endpoint") and self.endpoint_url is not None:
                raise BadOptionError("--endpoint-url", _ENDPOINT_OPTION) from None
            raise CommandError(_configuration_fault(error), ExitCode.CONFIGURATION) from error
        if not is_endpoint(client.meta.endpoint_url):
            raise CommandError(_ENDPOINT_SETTING, ExitCode.CONFIGURATION)
        return client

    def _create(self, session: Session, config: Config | None) -> ECRPublicClient:
        # Its own type does not know which services there are.
        create: Callable[..., ECRPublicClient] = getattr(session, "create_client")  # noqa: B009
        return create(
            "ecr-public",
            region_name=self.region,
            endpoint_url=self.endpoint_url,
            config=config,
        )


def _configuration_fault(error: Exception) -> str:
    """Say what is wrong with the configuration, which is all that is left to blame."""
    from botocore.exceptions import BotoCoreError

    if isinstance(error, BotoCoreError | OSError):
        return explain(error).message
    if isinstance(error, JSONDecodeError):
        return "the credential_process of the AWS configuration gave no JSON"
    if str(error).startswith("Invalid endpoint"):
        return _ENDPOINT_SETTING
    return f"the AWS configuration can't be used: {error}"
