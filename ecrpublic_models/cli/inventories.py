"""Listing the images of all repositories, such that it goes on from a checkpoint."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ecrpublic_models._sansio.traversal import Query
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError, with_options_named
from ecrpublic_models.cli.interruptions import Interruption, uninterrupted
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import ListingStoppedError
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.progress import InventoryCount, Progress
from ecrpublic_models.cli.terminal import (
    OutputClosedError,
    OutputCutError,
    continue_output,
    say,
    sync_output,
)
from ecrpublic_models.cli.text import count_of
from ecrpublic_models.cli.views import IMAGES_OF_ALL
from ecrpublic_models.cli.writers import writer_for, writing
from ecrpublic_models.operations import DESCRIBE_IMAGES, DESCRIBE_REPOSITORIES
from ecrpublic_models.pages import Pages

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models._checkpoint import InventoryCheckpoint
    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.documents import OutputFormat
    from ecrpublic_models.cli.writers import Writer
    from ecrpublic_models.inventory import Inventory
    from ecrpublic_models.models import DescribeImagesPage, ImageDetail

__all__ = ["CONCURRENCY", "inventory_job", "list_repositories"]

CONCURRENCY = 8
"""How many requests are under way at a time."""
_SECONDS_BETWEEN_SAVES = 5


def inventory_job(
    registry_id: str | None,
    page_size: str | None,
    output: OutputFormat | None,
    expression: str | None,
    checkpoint: str | None,
    connection: Connection,
) -> Job:
    """Give the job that lists the images of all repositories.

    Args:
        registry_id: Their registry.
        page_size: The most images to request at a time.
        output: The form of output.
        expression: What to show of the images.
        checkpoint: The file that keeps where the listing stands.
        connection: The way to the service.
    """

    def job() -> None:
        # Checked before boto3 is loaded and asked for credentials: mistakes are told at once.
        arguments = {"repositoryName": "any", "registryId": registry_id}
        Query(DESCRIBE_IMAGES, {**arguments, "PaginationConfig": {"PageSize": page_size}})
        writer = writer_for(output, IMAGES_OF_ALL, expression)
        if checkpoint is not None and not writer.makes_rows:
            raise BadOptionError(
                "--checkpoint", "goes with --output jsonl or csv, to whose rows others can be added"
            )
        client = connection.open(CONCURRENCY)
        repositories: list[str] | InventoryCheckpoint | None = _load(checkpoint)
        continues = repositories is not None
        if repositories is None:
            with Progress(streaming=False) as progress:
                repositories = list_repositories(client, registry_id, progress)

        from ecrpublic_models.inventory import describe_images_of

        try:
            inventory = describe_images_of(
                repositories,
                registryId=registry_id,
                PageSize=None if page_size is None else int(page_size),
                concurrency=CONCURRENCY,
                on_error="yield",
                client=client,
            )
        except ValueError as error:  # another registry or page size than the checkpoint's
            raise CommandError(with_options_named(str(error)), ExitCode.USAGE) from error
        if continues and continue_output():
            writer = writer_for(output, IMAGES_OF_ALL, expression, heading=False)
        with inventory:
            _write_inventory(inventory, writer, checkpoint)

    return Job(job)


def list_repositories(
    client: ECRPublicClient, registry_id: str | None, progress: Progress
) -> list[str]:
    """List the names of all repositories of a registry."""
    query = Query(DESCRIBE_REPOSITORIES, {"registryId": registry_id})
    names: list[str] = []
    for page in Pages(client, query):
        names += [repository.repositoryName for repository in page.repositories]
        progress.show(f"{count_of(len(names), 'repository', 'repositories')} so far")
    return names


def _load(checkpoint: str | None) -> InventoryCheckpoint | None:
    if checkpoint is None:
        return None
    from ecrpublic_models._checkpoint import InventoryCheckpoint

    with suppress(FileNotFoundError):
        before = InventoryCheckpoint.load(checkpoint)
        tokens = before.resume_tokens.values()
        done = sum(token is None for token in tokens)
        say(f"going on from {checkpoint}: {done} of {len(tokens)} repositories are listed")
        return before
    return None


def _write_inventory(
    inventory: Inventory[DescribeImagesPage | Exception],
    writer: Writer[ImageDetail],
    checkpoint: str | None,
) -> None:
    """Write the pages of an inventory, and keep where it stands.

    Raises:
        ListingStoppedError: It failed or was interrupted, or some repositories have failed.
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: Stdout can't be written, or was interrupted a second time meanwhile.
        CommandError: A query can't be evaluated.
    """
    from ecrpublic_models.errors import InventoryError, RepositoryNotFoundException

    keeper = _Keeper(inventory, checkpoint)
    keeper.save()
    tokens = inventory.checkpoint.resume_tokens.values()
    count = InventoryCount(len(tokens), done=sum(token is None for token in tokens))
    failures: dict[str, Exception] = {}
    try:
        with writing(writer) as write, Progress(streaming=writer.streams) as progress:
            for name, page in inventory:
                keeper.save_if_due()
                if isinstance(page, RepositoryNotFoundException):
                    say(f"{name} was deleted meanwhile")
                elif isinstance(page, Exception):
                    failures[name] = page
                else:
                    with uninterrupted():
                        write(page.imageDetails)
                        keeper.written = (name, page.NextToken)
                    count.add(len(page.imageDetails), is_last=page.NextToken is None)
                    progress.show(count.text)
        if failures:
            raise InventoryError(failures)  # noqa: TRY301 - as any other reason to stop
    except (OutputClosedError, OutputCutError):
        keeper.save()
        raise
    except (Exception, Interruption) as error:
        keeper.save()
        raise ListingStoppedError(error, keeper.hint) from error
    keeper.remove()


class _Keeper:
    """Keeps in a file where an inventory stands, if there is to be one.

    Args:
        inventory: The inventory.
        file: The file.

    Attributes:
        written: The repository of the last page that was written, and the token after it.
    """

    def __init__(self, inventory: Inventory[object], file: str | None) -> None:
        self._inventory = inventory
        self._file = file
        self._save_at = 0.0
        self.written: tuple[str, str | None] | None = None

    @property
    def hint(self) -> str:
        """How to continue."""
        if self._file is None:
            return "its output is incomplete, and with --checkpoint FILE it could go on"
        return f"continue with --checkpoint {self._file}"

    def save_if_due(self) -> None:
        """Save it every few seconds: with thousands of repositories it takes its time."""
        if time.monotonic() >= self._save_at:
            self.save()

    def save(self) -> None:
        """Save where it stands: right after what was written, which is on the disk before."""
        if self._file is None:
            return
        stands = self._inventory.checkpoint
        if self.written is not None:
            tokens = {**stands.resume_tokens, self.written[0]: self.written[1]}
            stands = stands.model_copy(update={"resume_tokens": tokens})
        sync_output()
        stands.save(self._file)
        self._save_at = time.monotonic() + _SECONDS_BETWEEN_SAVES

    def remove(self) -> None:
        """Remove the file, as nothing is left to go on with."""
        if self._file is not None:
            sync_output()
            Path(self._file).unlink(missing_ok=True)
