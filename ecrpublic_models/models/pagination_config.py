"""The control of a listing, as boto3's paginators take it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, PlainSerializer

from ecrpublic_models.models.base import RequestModel
from ecrpublic_models.tokens import ResumeToken


class PaginationConfig(RequestModel, frozen=True):
    """How much of a listing to give, in pages of which size, and from where on.

    Shape: boto3's `PaginationConfig` of every ECR Public paginator. Whole numbers may be given as
    strings of digits, as boto3 takes them.
    """

    MaxItems: Annotated[int, Field(ge=0, strict=False)] | None = None
    """The most items to give in all: 0 or more. If there are more, the last page's `NextToken`
    resumes at the first item that was not given. Without it the listing has no limit."""
    PageSize: Annotated[int, Field(ge=1, le=1000, strict=False)] | None = None
    """The most items to request at a time: 1 to 1000. By default as many as are of use: 1000, or
    what `MaxItems` leaves of that. The service's own default is 100."""
    StartingToken: Annotated[str, AfterValidator(ResumeToken), PlainSerializer(str)] | None = None
    """Where to start: the `NextToken` or `resume_token` of an earlier listing, of this library, of
    boto3 or of the AWS CLI, or the service's own `nextToken`. Without it, at the beginning."""
