"""An emulator with a repository in it, for all tests of the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from ecrpublic_models.cli import app
from ecrpublic_models.cli.demo_images import DemoImage, demo_images
from ecrpublic_models.testing import ecr_public_server
from tests.support.command import Run
from tests.support.loopback import client_for

REPOSITORY = "team/app"
Here = Callable[..., Run]


@dataclass(frozen=True)
class Emulator:
    """A running emulator, and what was pushed to it."""

    url: str
    images: list[DemoImage]

    @property
    def digests(self) -> list[str]:
        return [image.digest for image in self.images]

    def listing(self, *more: str) -> tuple[str, ...]:
        """The command line that lists the repository."""
        return (
            *("describe-images", "--repository-name", REPOSITORY),
            *("--endpoint-url", self.url, *more),
        )


@pytest.fixture(scope="package")
def emulator(own_settings: None) -> Iterator[Emulator]:
    images = list(demo_images())[:60]
    with ecr_public_server() as server:
        client = client_for(server.url)
        client.create_repository(repositoryName=REPOSITORY)
        client.create_repository(repositoryName="team/empty")
        for image in images:
            for tag in image.tags or (None,):
                client.put_image(
                    repositoryName=REPOSITORY,
                    imageManifest=image.manifest,
                    imageManifestMediaType=image.media_type,
                    **({} if tag is None else {"imageTag": tag}),
                )
        yield Emulator(server.url, images)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command line in this process, which is quicker."""

    def run_here(*arguments: str, env: Mapping[str, str] | None = None) -> Run:
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        code = app.run(arguments)
        return Run(code, *capsys.readouterr())

    return run_here
