"""Applying a lifecycle policy: deleting what expires, in one repository or in all of them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.interruptions import Interruption, uninterrupted
from ecrpublic_models.cli.inventories import CONCURRENCY
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.lifecycle_previews import Previews, Repositories
from ecrpublic_models.cli.lifecycle_results import (
    LifecycleResult,
    deleted_image,
    left_image,
    results_of,
    view_of,
)
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.progress import Progress
from ecrpublic_models.cli.table import Table
from ecrpublic_models.cli.terminal import OutputClosedError, confirm, is_terminal, say, show
from ecrpublic_models.cli.text import count_of, readable_size
from ecrpublic_models.cli.writers import writer_for, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ecrpublic_models._sansio.deletions import LeftImage
    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.documents import OutputFormat
    from ecrpublic_models.cli.views import View
    from ecrpublic_models.ecrpublic import ECRPublic
    from ecrpublic_models.lifecycle import LifecyclePolicy, LifecyclePreview
    from ecrpublic_models.models import ImageDetail

__all__ = ["apply_job"]


def apply_job(
    repositories: Repositories,
    policy: LifecyclePolicy,
    output: OutputFormat | None,
    expression: str | None,
    connection: Connection,
    *,
    is_confirmed: bool,
) -> Job:
    """Give the job that deletes what a policy lets expire.

    Args:
        repositories: Where.
        policy: The policy.
        output: The form of output.
        expression: What to show of it.
        connection: The way to the service.
        is_confirmed: Whether to delete without asking.
    """
    view = view_of("ApplyLifecyclePolicy", all_repositories=repositories.name is None)
    writer = writer_for(output, view, expression)

    def job() -> None:
        repositories.check()
        if not is_confirmed and not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise BadOptionError("--yes", "is needed where there is no terminal to ask on")
        client = connection.open(CONCURRENCY)
        previews = Previews(client, repositories, policy)
        confirmed: list[tuple[str, LifecyclePreview]] | None = None
        if not is_confirmed:
            with Progress(streaming=False) as progress:
                confirmed = [(name, _expiring(one)) for name, one in previews.read(progress)]
            if not _confirm([preview for _, preview in confirmed], view):
                raise CommandError("nothing was deleted", ExitCode.INCOMPLETE)

        from ecrpublic_models.ecrpublic import ECRPublic

        deletion = _Deletion(ECRPublic(client), repositories.registry_id)
        try:
            with writing(writer) as write, Progress(streaming=writer.streams) as progress:
                found = previews.read(progress) if confirmed is None else confirmed
                for name, preview in found:
                    error = deletion.delete(name, preview, write, progress)
                    if error is not None:
                        previews.failures[name] = error
        except OutputClosedError as error:
            message = "nobody reads the output any more, so not all was deleted"
            raise CommandError(message, ExitCode.INCOMPLETE) from error
        finally:
            with uninterrupted():
                say(deletion.text)
        previews.raise_failures()
        if deletion.has_failed:
            message = "not all images that expire were deleted"
            raise CommandError(message, ExitCode.INCOMPLETE)

    return Job(job)


def _expiring(preview: LifecyclePreview) -> LifecyclePreview:
    """Keep what expires alone, as all repositories may have very many images."""
    from ecrpublic_models.lifecycle import LifecyclePreview

    return LifecyclePreview([verdict for verdict in preview.verdicts if verdict.expires])


def _confirm(previews: Sequence[LifecyclePreview], view: View[LifecycleResult]) -> bool:
    """Show what expires, and ask whether it is to be deleted."""
    results = [one for preview in previews for one in results_of(preview, with_kept=False)]
    if not results:
        return True
    table = Table(view.columns, on_terminal=True)
    rows = table.rows(results)
    show(table.heading() + table.text(rows))
    size = readable_size(sum(preview.expired_bytes for preview in previews))
    return confirm(f"delete {count_of(len(results), *view.noun)} of {size} for good?")


class _Deletion:
    """Deleting what expires, in one repository after the other.

    Args:
        ecr: The service.
        registry_id: The repositories' registry.
    """

    def __init__(self, ecr: ECRPublic, registry_id: str | None) -> None:
        self._ecr = ecr
        self._registry_id = registry_id
        self._deleted = self._bytes = 0
        self._left: Counter[str] = Counter()

    def delete(
        self,
        name: str,
        preview: LifecyclePreview,
        write: Callable[[Sequence[LifecycleResult]], None],
        progress: Progress,
    ) -> Exception | None:
        """Delete what a preview names, batch by batch; an interruption waits for the batch's end.

        Returns:
            What has ended it before its time, if anything has.
        """
        from ecrpublic_models._image_deletion import delete_next_batch
        from ecrpublic_models._sansio.deletions import Deletions

        rules = {one.image.imageDigest: one.rulePriority for one in preview.verdicts}
        deletions = Deletions(preview.in_order_of_deletion)
        deleted = left = 0

        def tell() -> None:
            nonlocal deleted, left
            new_deleted, new_left = deletions.deleted[deleted:], deletions.left[left:]
            deleted, left = len(deletions.deleted), len(deletions.left)
            self._count(new_deleted, new_left)
            write(
                [
                    *(deleted_image(one, rules[one.imageDigest]) for one in new_deleted),
                    *(left_image(one, rules[one.image.imageDigest]) for one in new_left),
                ]
            )

        try:
            while True:
                with uninterrupted():
                    is_over = not delete_next_batch(self._ecr, name, self._registry_id, deletions)
                    tell()
                if is_over:
                    return deletions.error
                progress.show(f"{count_of(self._deleted, 'image', 'images')} deleted so far")
        except Interruption:
            deletions.stop()
            tell()
            raise

    def _count(self, deleted: Sequence[ImageDetail], left: Sequence[LeftImage]) -> None:
        self._deleted += len(deleted)
        self._bytes += sum(image.imageSizeInBytes or 0 for image in deleted)
        self._left.update(one.cause for one in left)

    @property
    def has_failed(self) -> bool:
        """Whether any was not deleted for a reason that is none to keep it."""
        return self._left["failed"] + self._left["untried"] > 0

    @property
    def text(self) -> str:
        """Say what has become of all."""
        deleted = f"{count_of(self._deleted, 'image', 'images')} deleted"
        causes = ", ".join(f"{number} {cause}" for cause, number in sorted(self._left.items()))
        left = f"; {self._left.total()} left: {causes}" if causes else ""
        return f"{deleted}, {readable_size(self._bytes)}{left}"
