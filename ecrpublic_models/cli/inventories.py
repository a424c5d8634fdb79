"""Listing the images of all repositories, such that it goes on from a checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ecrpublic_models._sansio.traversal import Query
from ecrpublic_models.cli.checkpoints import Keeper, ListingCheckpoint, load, prepare_output
from ecrpublic_models.cli.documents import ListingFormat
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError, with_options_named
from ecrpublic_models.cli.interruptions import Interruption, uninterrupted
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import ListingStoppedError
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.progress import InventoryCount, Progress
from ecrpublic_models.cli.terminal import OutputClosedError, OutputCutError, say
from ecrpublic_models.cli.text import count_of
from ecrpublic_models.cli.views import IMAGES_OF_ALL
from ecrpublic_models.cli.writers import writing
from ecrpublic_models.operations import DESCRIBE_IMAGES, DESCRIBE_REPOSITORIES
from ecrpublic_models.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.outputs import ListingOutput
    from ecrpublic_models.cli.writers import Writer
    from ecrpublic_models.inventory import Inventory
    from ecrpublic_models.models import DescribeImagesPage, ImageDetail, Repository

__all__ = [
    "CONCURRENCY",
    "check_arguments",
    "inventory_job",
    "is_deleted",
    "list_repositories",
]

CONCURRENCY = 8
"""How many requests are under way at a time."""

_CHECKPOINT = "--checkpoint"


def inventory_job(
    registry_id: str | None,
    page_size: str | None,
    output: ListingOutput,
    checkpoint: str | None,
    connection: Connection,
) -> Job:
    """Give the job that lists the images of all repositories.

    Args:
        registry_id: Their registry.
        page_size: The most images to request at a time.
        output: How they are written.
        checkpoint: The file that keeps where the listing stands.
        connection: The way to the service.
    """

    def job() -> None:
        # Checked before boto3 is loaded and asked for credentials: mistakes are told at once.
        size = check_arguments(registry_id, page_size=page_size)
        if checkpoint is not None and output.format is ListingFormat.PARQUET:
            message = "goes with --output jsonl or csv; a Parquet file can't be added to"
            raise BadOptionError(_CHECKPOINT, message)
        with output.open(IMAGES_OF_ALL) as writer:
            list_images(writer, size)

    def list_images(writer: Writer[ImageDetail], size: int | None) -> None:
        before = None
        if checkpoint is not None:
            if not writer.makes_rows:
                raise BadOptionError(
                    _CHECKPOINT,
                    "goes with --output jsonl or csv, and with a --query only if that picks from "
                    "the items and the output is jsonl",
                )
            before = load(checkpoint, output.form)
        client = connection.open(CONCURRENCY)
        repositories: Sequence[Repository] | ListingCheckpoint | None = before
        if repositories is None:
            with Progress(streaming=False) as progress:
                repositories = list_repositories(client, registry_id, progress)

        from ecrpublic_models.inventory import describe_images_of

        try:
            inventory = describe_images_of(
                repositories,
                registryId=registry_id,
                PageSize=size,
                concurrency=CONCURRENCY,
                on_error="yield",
                client=client,
            )
        except ValidationError:
            raise CommandError(f"{checkpoint}: not a whole checkpoint of a listing") from None
        except ValueError as error:  # another registry or page size than the checkpoint's
            raise CommandError(with_options_named(str(error)), ExitCode.USAGE) from error
        if checkpoint is not None and not prepare_output(checkpoint, before):
            writer = output.text_writer(IMAGES_OF_ALL, heading=False)
        begun = before is not None and before.begun
        keeper = Keeper(inventory, checkpoint, output.form, begun=begun)
        with inventory:
            _write_inventory(inventory, writer, keeper)

    return Job(job)


def check_arguments(
    registry_id: str | None, *, repository_name: str | None = None, page_size: str | None = None
) -> int | None:
    """Check what many repositories are to be listed by, before anything is sent.

    Returns:
        The page size.

    Raises:
        pydantic.ValidationError: An argument is out of bounds.
    """
    arguments = {
        "repositoryName": "any" if repository_name is None else repository_name,
        "registryId": registry_id,
        "PaginationConfig": {"PageSize": page_size},
    }
    return Query(DESCRIBE_IMAGES, arguments).page_size


def list_repositories(
    client: ECRPublicClient, registry_id: str | None, progress: Progress
) -> list[Repository]:
    """List all repositories of a registry."""
    query = Query(DESCRIBE_REPOSITORIES, {"registryId": registry_id})
    repositories: list[Repository] = []
    for page in Pages(client, query):
        repositories += page.repositories
        progress.show(f"{count_of(len(repositories), 'repository', 'repositories')} so far")
    return repositories


def is_deleted(name: str, error: Exception) -> bool:
    """Tell whether an error means that a repository was deleted meanwhile, and say so."""
    from ecrpublic_models.errors import RepositoryNotFoundException

    if not isinstance(error, RepositoryNotFoundException):
        return False
    say(f"{name} was deleted meanwhile")
    return True


def _write_inventory(
    inventory: Inventory[DescribeImagesPage | Exception],
    writer: Writer[ImageDetail],
    keeper: Keeper,
) -> None:
    """Write the pages of an inventory, and keep where it stands.

    Raises:
        ListingStoppedError: It failed or was interrupted, or some repositories have failed.
        Exception: It failed, and the writer needs all: nothing of it is written. All repositories
            may have failed, too.
        Interruption: It was interrupted, in the same case.
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: Stdout can't be written, or was interrupted a second time meanwhile.
        CommandError: Nobody reads stdout any more, and there is a file to go on from.
    """
    from ecrpublic_models.errors import InventoryError

    keeper.save()
    tokens = inventory.checkpoint.resume_tokens.values()
    count = InventoryCount(len(tokens), done=sum(token is None for token in tokens))
    failures: dict[str, Exception] = {}
    nothing_is_written = False
    try:
        with writing(writer) as rows, Progress(streaming=writer.streams) as progress:
            for name, page in inventory:
                keeper.save_if_due()
                if isinstance(page, Exception):
                    if not is_deleted(name, page):
                        failures[name] = page
                    continue
                with uninterrupted():
                    rows.write(page.imageDetails)
                    keeper.note_written(name, page.NextToken)
                count.add(len(page.imageDetails), is_last=page.NextToken is None)
                progress.show(count.text)
            # Then nothing is written, as for any listing that failed: not even an empty file.
            nothing_is_written = writer.needs_all and not rows.is_begun
            if failures and nothing_is_written:
                raise InventoryError(failures)  # noqa: TRY301 - as any other reason to stop
        if failures:
            raise InventoryError(failures)  # noqa: TRY301 - as any other reason to stop
    except (Exception, Interruption) as error:
        if keeper.path is None and isinstance(error, OutputClosedError | OutputCutError):
            raise
        if writer.needs_all and (nothing_is_written or not isinstance(error, InventoryError)):
            raise
        keeper.save()
        hint = _hint(keeper.path, writer, error)
        if isinstance(error, OutputClosedError):
            message = f"nobody reads the output any more; {hint}"
            raise CommandError(message, ExitCode.INCOMPLETE) from error
        raise ListingStoppedError(error, hint) from error
    keeper.remove()


def _hint(path: str | None, writer: Writer[ImageDetail], error: BaseException) -> str:
    """Say how to continue."""
    from ecrpublic_models.errors import InventoryError

    if path is not None:
        anew = ", or delete that to begin anew" if isinstance(error, InventoryError) else ""
        return f"continue with --checkpoint {path}{anew}"
    with_file = ", and with --checkpoint FILE it could go on" if writer.makes_rows else ""
    return f"its output is incomplete{with_file}"
