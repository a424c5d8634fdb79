"""Previewing a lifecycle policy, in one repository or in all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ecrpublic_models.cli.interruptions import uninterrupted
from ecrpublic_models.cli.inventories import (
    CONCURRENCY,
    check_arguments,
    is_deleted,
    list_repositories,
)
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.lifecycle_results import results_of, view_of
from ecrpublic_models.cli.progress import InventoryCount, Progress
from ecrpublic_models.cli.terminal import say
from ecrpublic_models.cli.text import count_of, readable_size
from ecrpublic_models.cli.writers import writer_for, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.documents import OutputFormat
    from ecrpublic_models.lifecycle import LifecyclePolicy, LifecyclePreview
    from ecrpublic_models.models import ImageDetail, Repository

__all__ = ["Previews", "Repositories", "preview_job"]


@dataclass(frozen=True)
class Repositories:
    """Which repositories a policy is about."""

    name: str | None
    """The one; `None` for all."""
    registry_id: str | None
    """Their registry; `None` for that of the credentials."""

    def check(self) -> None:
        """Check them, before anything is sent.

        Raises:
            pydantic.ValidationError: Their name or their registry is out of bounds.
        """
        check_arguments(self.registry_id, repository_name=self.name)


def preview_job(
    repositories: Repositories,
    policy: LifecyclePolicy,
    output: OutputFormat | None,
    expression: str | None,
    connection: Connection,
    *,
    with_kept: bool,
) -> Job:
    """Give the job that says what a policy lets expire.

    Args:
        repositories: Where.
        policy: The policy.
        output: The form of output.
        expression: What to show of it.
        connection: The way to the service.
        with_kept: Whether to say of the images that stay why they do.
    """
    view = view_of("PreviewLifecyclePolicy", all_repositories=repositories.name is None)
    writer = writer_for(output, view, expression)

    def job() -> None:
        repositories.check()
        previews = Previews(connection.open(CONCURRENCY), repositories, policy)
        totals = _ExpiringTotals()
        with writing(writer) as rows, Progress(streaming=writer.streams) as progress:
            for _, preview in previews.read(progress):
                with uninterrupted():
                    rows.write([*results_of(preview, with_kept=with_kept)])
                totals.add(preview)
        say(totals.text)
        previews.raise_failures()

    return Job(job)


class Previews:
    """What a policy lets expire, repository by repository.

    Args:
        client: The way to the service.
        repositories: Where.
        policy: The policy.

    Attributes:
        failures: What went wrong with one of all repositories, by its name.
    """

    def __init__(
        self, client: ECRPublicClient, repositories: Repositories, policy: LifecyclePolicy
    ) -> None:
        self._client = client
        self._repositories = repositories
        self._policy = policy
        self.failures: dict[str, Exception] = {}

    def read(self, progress: Progress) -> Iterator[tuple[str, LifecyclePreview]]:
        """List several repositories at a time, and judge each that has come to its end."""
        from ecrpublic_models.inventory import describe_images_of
        from ecrpublic_models.lifecycle import evaluate

        now = datetime.now(UTC)
        only, registry_id = self._repositories.name, self._repositories.registry_id
        repositories: Sequence[str | Repository] = (
            list_repositories(self._client, registry_id, progress) if only is None else [only]
        )
        count = InventoryCount(len(repositories))
        listed: dict[str, list[ImageDetail]] = {}
        with describe_images_of(
            repositories,
            registryId=registry_id,
            concurrency=CONCURRENCY,
            on_error="yield",
            client=self._client,
        ) as inventory:
            for name, page in inventory:
                if isinstance(page, Exception):
                    listed.pop(name, None)
                    self.note_failure(name, page)
                    continue
                listed.setdefault(name, []).extend(page.imageDetails)
                count.add(len(page.imageDetails), is_last=page.NextToken is None)
                progress.show(count.text)
                if page.NextToken is None:
                    yield name, evaluate(self._policy, listed.pop(name), now=now)

    def note_failure(self, name: str, error: Exception) -> None:
        """Note what went wrong with one of all repositories, or raise it for the only one."""
        if self._repositories.name is not None:
            raise error
        if not is_deleted(name, error):
            self.failures[name] = error

    @property
    def failure(self) -> Exception:
        """What went wrong in all."""
        from ecrpublic_models.errors import InventoryError

        return InventoryError(self.failures)

    def raise_failures(self) -> None:
        """Raise what went wrong, if anything has.

        Raises:
            InventoryError: Something has.
        """
        if self.failures:
            raise self.failure


class _ExpiringTotals:
    """How much expires in all."""

    def __init__(self) -> None:
        self._images = self._expired = self._bytes = 0
        self._by_rule: Counter[int] = Counter()

    def add(self, preview: LifecyclePreview) -> None:
        """Add what a preview says."""
        self._images += len(preview.verdicts)
        self._expired += len(preview.expired)
        self._bytes += preview.expired_bytes
        self._by_rule.update(preview.counts())

    @property
    def text(self) -> str:
        """Say so."""
        rules = [f"{number} by rule {rule}" for rule, number in sorted(self._by_rule.items())]
        by_rule = f" ({', '.join(rules)})" if rules else ""
        images = count_of(self._images, "image", "images")
        return f"{self._expired} of {images} expire{by_rule}, {readable_size(self._bytes)}"
