"""What all tests share: no settings of the user's, a loopback server and a client for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore.loaders
import botocore.session
import pytest
from botocore import retryhandler
from botocore.parsers import JSONParser
from botocore.retries.standard import ExponentialBackoff
from hypothesis import HealthCheck, settings

from tests.support.fleet import Fleet
from tests.support.loopback import Loopback, behind_wrapper, client_for, loopback

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

# A fixed seed, so that a failure comes back; machines differ too much in speed for deadlines.
settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ecrpublic_models")
    group.addoption(
        "--thorough",
        action="store_true",
        help="run all combinations, also those that a run leaves out to be quick",
    )
    group.addoption(
        "--without-aio",
        action="store_true",
        help="leave out what needs aiobotocore, which without this option must be installed",
    )
    group.addoption(
        "--rewrite",
        action="store_true",
        help="write the texts of what editors show anew, in place of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "thorough: runs with --thorough only")
    config.addinivalue_line("markers", "aio: needs aiobotocore; left out with --without-aio")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files that import aiobotocore."""
    return (config.getoption("--without-aio") and collection_path.name == "test_aio.py") or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    marks_left_out = set[str]()
    if not config.getoption("--thorough"):
        marks_left_out.add("thorough")
    if config.getoption("--without-aio"):
        marks_left_out.add("aio")
    left_out = [
        item for item in items if any(mark.name in marks_left_out for mark in item.iter_markers())
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's AWS settings away from the tests, and the tests away from AWS."""
    nowhere = str(tmp_path_factory.mktemp("aws") / "none")
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_CONFIG_FILE=nowhere,
        AWS_SHARED_CREDENTIALS_FILE=nowhere,
        AWS_EC2_METADATA_DISABLED="true",
    )
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session", autouse=True)
def one_loader() -> Iterator[None]:
    """Let all sessions share botocore's data files, which each of them would read again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.session, "create_loader", cache(botocore.loaders.create_loader))
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_retries() -> Iterator[None]:
    """Let botocore try again at once. How long it waits between attempts is its own affair."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.001)
        patch.setattr(retryhandler, "delay_exponential", lambda **_: 0.001)
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def fleet(server: Loopback) -> Fleet:
    """Six repositories of three pages, which the server has."""
    fleet = Fleet(count=6, pages=3, page_size=4)
    server.respond = fleet.respond
    server.requests.clear()
    return fleet


@pytest.fixture(scope="module", params=["bytes path", "dict path"])
def client(server: Loopback, request: pytest.FixtureRequest) -> ECRPublicClient:
    """A real client, and the same behind a wrapper, of which there is no twin."""
    real = client_for(server.url)
    return real if request.param == "bytes path" else behind_wrapper(real)


@pytest.fixture
def parsed_bodies(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that botocore's parser is given."""
    bodies: list[bytes] = []
    parse = JSONParser.parse

    def note(self: JSONParser, response: Any, shape: Any) -> Any:
        bodies.append(response["body"])
        return parse(self, response, shape)

    monkeypatch.setattr(JSONParser, "parse", note)
    return bodies
