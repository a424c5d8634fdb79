"""From the options that say how to connect to a client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.client import create_client

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

__all__ = ["Connection"]


@dataclass(frozen=True)
class Connection:
    """How to reach the service, and as whom."""

    region: str
    profile: str | None
    endpoint_url: str | None

    def open(self) -> ECRPublicClient:
        """Create the client. Nothing is sent.

        Raises:
            BadOptionError: The region or the endpoint's URL is not one.
            botocore.exceptions.BotoCoreError: The configuration can't be used, such as a profile
                that does not exist.
        """
        import boto3
        from botocore.exceptions import InvalidRegionError

        session = boto3.Session(profile_name=self.profile)
        try:
            return create_client(
                session=session, region_name=self.region, endpoint_url=self.endpoint_url
            )
        except InvalidRegionError:
            raise BadOptionError("--region", f"{self.region!r} is not a region's name") from None
        except ValueError as error:
            if self.endpoint_url is None:
                raise
            raise BadOptionError("--endpoint-url", str(error)) from None
