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
from ecrpublic_models.cli.terminal import OutputClosedError, confirm, is_terminal, say, write_out
from ecrpublic_models.cli.text import count_of, readable_size
from ecrpublic_models.cli.writers import writer_for, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.documents import OutputFormat
    from ecrpublic_models.cli.views import View
    from ecrpublic_models.ecrpublic import ECRPublic
    from ecrpublic_models.lifecycle import LifecyclePolicy

__all__ = ["apply_job"]


def apply_job(
    repositories: Repositories,
    policy: LifecyclePolicy,
    output: OutputFormat | None,
    connection: Connection,
    *,
    is_confirmed: bool,
) -> Job:
    """Give the job that deletes what a policy lets expire.

    Args:
        repositories: Where.
        policy: The policy.
        output: The form of output.
        connection: The way to the service.
        is_confirmed: Whether to delete without asking.
    """
    view = view_of("ApplyLifecyclePolicy", all_repositories=repositories.name is None)
    writer = writer_for(output, view)

    def job() -> None:
        repositories.check()
        if not is_confirmed and not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise BadOptionError("--yes", "is needed where there is no terminal to ask on")
        write_out("")  # what has become of images could not be told if stdout is not open
        client = connection.open(CONCURRENCY)
        previews = Previews(client, repositories, policy)
        confirmed: Iterable[tuple[str, frozenset[str] | None]] | None
        confirmed = None if is_confirmed else _ask(previews, view)

        from ecrpublic_models.ecrpublic import ECRPublic

        deletion = _Deletion(ECRPublic(client), repositories.registry_id, policy)
        try:
            with writing(writer) as rows, Progress(streaming=writer.streams) as progress:
                if confirmed is None:
                    confirmed = _unasked(previews, repositories, progress)
                for name, shown in confirmed:
                    error = deletion.delete(name, shown, rows.write, progress)
                    if error is not None:
                        previews.note_failure(name, error)
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


def _unasked(
    previews: Previews, repositories: Repositories, progress: Progress
) -> Iterator[tuple[str, None]]:
    """Give the repositories where something may expire."""
    if repositories.name is not None:
        yield repositories.name, None
        return
    for name, preview in previews.read(progress):
        if preview.expired:
            yield name, None


def _ask(previews: Previews, view: View[LifecycleResult]) -> list[tuple[str, frozenset[str]]]:
    """Show what expires, and ask whether it is to be deleted.

    Returns:
        The repositories where something expires, each with the digests that were shown.

    Raises:
        CommandError: The answer is no, or it could not be shown.
    """
    shown: list[tuple[str, frozenset[str]]] = []
    results: list[LifecycleResult] = []
    with Progress(streaming=False) as progress:
        for name, preview in previews.read(progress):
            if preview.expired:
                shown.append((name, frozenset(image.imageDigest for image in preview.expired)))
                results += results_of(preview, with_kept=False)
    if previews.failures:
        say(f"left out: {previews.failure}")
    if not results:
        return []
    table = Table(view.columns, on_terminal=True)
    rows = table.rows(results)
    size = readable_size(sum(result.imageSizeInBytes or 0 for result in results))
    question = f"delete {count_of(len(results), *view.noun)} of {size} for good?"
    if not confirm(table.heading() + table.text(rows), question):
        raise CommandError("nothing was deleted", ExitCode.INCOMPLETE)
    return shown


class _Deletion:
    """Deleting what expires, in one repository after the other.

    Args:
        ecr: The service.
        registry_id: The repositories' registry.
        policy: The policy.
    """

    def __init__(self, ecr: ECRPublic, registry_id: str | None, policy: LifecyclePolicy) -> None:
        self._ecr = ecr
        self._registry_id = registry_id
        self._policy = policy
        self._deleted = self._bytes = 0
        self._left: Counter[str] = Counter()

    def delete(
        self,
        name: str,
        shown: frozenset[str] | None,
        write: Callable[[Sequence[LifecycleResult]], None],
        progress: Progress,
    ) -> Exception | None:
        """Delete what expires now, batch by batch; an interruption waits for the batch's end.

        It is listed and judged anew, as the images that are to stay may have been deleted since
        they were looked at last.

        Args:
            name: The repository.
            shown: The digests beyond which nothing is to be deleted; `None` for no such limit.
            write: Writes what has become of images.
            progress: Shows how many are deleted.

        Returns:
            What has ended it before its time, if anything has.
        """
        from ecrpublic_models._image_deletion import FAILURES, delete_next_batch
        from ecrpublic_models._sansio.deletions import Deletions
        from ecrpublic_models.lifecycle import apply

        try:
            report = apply(self._ecr, name, self._policy, registryId=self._registry_id)
        except FAILURES as error:
            return error
        preview = report.preview
        rules = {one.image.imageDigest: one.rulePriority for one in preview.verdicts}
        deletions = Deletions(
            image
            for image in preview.in_order_of_deletion
            if shown is None or image.imageDigest in shown
        )
        deleted = left = 0

        def tell() -> None:
            nonlocal deleted, left
            new_deleted, new_left = deletions.deleted[deleted:], deletions.left[left:]
            write(
                [
                    *(deleted_image(one, rules[one.imageDigest]) for one in new_deleted),
                    *(left_image(one, rules[one.image.imageDigest]) for one in new_left),
                ]
            )
            # Only now: after an interruption it is told again what was not told to its end.
            deleted, left = deleted + len(new_deleted), left + len(new_left)

        try:
            while True:
                with uninterrupted():
                    is_over = not delete_next_batch(self._ecr, name, self._registry_id, deletions)
                    tell()
                if is_over:
                    return deletions.error
                so_far = count_of(self._deleted + deleted, "image", "images")
                progress.show(f"{so_far} deleted so far")
        except Interruption:
            deletions.stop()
            tell()
            raise
        finally:
            self._deleted += len(deletions.deleted)
            self._bytes += sum(image.imageSizeInBytes or 0 for image in deletions.deleted)
            self._left.update(one.cause for one in deletions.left)

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
