"""What was measured on, and with what."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = (
    "pydantic",
    "pydantic-core",
    "boto3",
    "botocore",
    "aws-resource-validator",
    "aiobotocore",
    "capo-ecr-public",
    "urllib3",
    "msgspec",
)


def print_machine() -> None:
    """Print the machine's class, and the versions of what takes part."""
    implementation = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{implementation}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    print(", ".join(f"{package} {_version(package)}" for package in _PACKAGES), flush=True)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
