"""What differs between the modules over boto3 and those over aiobotocore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecrpublic_models.models.base import ResponseModel
    from ecrpublic_models.operations import Operation


@dataclass(frozen=True)
class Variant:
    """One of the two."""

    library: str
    """The library whose clients it takes."""
    package: str
    """Where its modules are."""
    calls_module: str
    """The module that calls the client."""
    client_types: str
    """The module with the type of its clients, imported when an annotation is resolved."""
    class_prefix: str
    """What the names of its classes begin with."""
    define: str
    """How a method that calls the client is defined."""
    wait: str
    """What stands before a call."""
    raw_pages: str
    """The type of what raw pages come in."""
    pages: str
    """The type of what their models come in."""
    client_parameter: str
    client_description: str
    client_refused: str
    """When a client is refused."""

    def paginator_name(self, operation: Operation[ResponseModel]) -> str:
        """Name the paginator of an operation."""
        return f"{self.class_prefix}{operation.name}Paginator"


SYNC = Variant(
    library="boto3",
    package="ecrpublic_models",
    calls_module="ecrpublic_models._calls",
    client_types="boto3_types",
    class_prefix="",
    define="def",
    wait="",
    raw_pages="Iterable",
    pages="Generator",
    client_parameter="client: boto3_types.ECRPublicClient | None = None",
    client_description="Any boto3 client for `ecr-public`; by default `create_client()`.",
    client_refused="The client is for another service, or is aiobotocore's.",
)
ASYNC = Variant(
    library="aiobotocore",
    package="ecrpublic_models.aio",
    calls_module="ecrpublic_models.aio.calls",
    client_types="aiobotocore_types",
    class_prefix="Async",
    define="async def",
    wait="await ",
    raw_pages="AsyncIterable",
    pages="AsyncGenerator",
    client_parameter="client: aiobotocore_types.ECRPublicClient",
    client_description="Any aiobotocore client for `ecr-public`.",
    client_refused="The client is for another service, or is boto3's.",
)
