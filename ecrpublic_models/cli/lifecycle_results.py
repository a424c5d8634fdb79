"""What becomes of images by a lifecycle policy, one row for each, and how that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel

from ecrpublic_models.cli.text import readable_time
from ecrpublic_models.cli.views import Column, View, digest_cell, size_cell, tags_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecrpublic_models._sansio.deletions import LeftImage
    from ecrpublic_models.lifecycle import LifecyclePreview
    from ecrpublic_models.models import ImageDetail

__all__ = ["LifecycleResult", "deleted_image", "left_image", "results_of", "view_of"]


class LifecycleResult(BaseModel, frozen=True):
    """What becomes of one image, in the names of private ECR's previews, where it has them."""

    repositoryName: str
    imageDigest: str
    imageTags: list[str]
    imageSizeInBytes: int | None
    imagePushedAt: datetime
    appliedRulePriority: int | None
    outcome: Literal["expires", "stays", "deleted", "left"]
    reason: str


def results_of(preview: LifecyclePreview, *, with_kept: bool) -> Iterator[LifecycleResult]:
    """Give what a preview says: of the images that expire, or also of those that stay."""
    for verdict in preview.verdicts:
        if verdict.expires or with_kept:
            yield _result(
                verdict.image,
                verdict.rulePriority,
                "expires" if verdict.expires else "stays",
                verdict.reason,
            )


def deleted_image(image: ImageDetail, rulePriority: int | None) -> LifecycleResult:
    """Give the row of an image that was deleted."""
    return _result(image, rulePriority, "deleted", f"by rule {rulePriority}")


def left_image(left: LeftImage, rulePriority: int | None) -> LifecycleResult:
    """Give the row of an image that was not deleted."""
    return _result(left.image, rulePriority, "left", left.reason)


def _result(
    image: ImageDetail,
    rulePriority: int | None,
    outcome: Literal["expires", "stays", "deleted", "left"],
    reason: str,
) -> LifecycleResult:
    return LifecycleResult(
        repositoryName=image.repositoryName,
        imageDigest=image.imageDigest,
        imageTags=image.imageTags,
        imageSizeInBytes=image.imageSizeInBytes,
        imagePushedAt=image.imagePushedAt,
        appliedRulePriority=rulePriority,
        outcome=outcome,
        reason=reason,
    )


@dataclass(frozen=True)
class _Results:
    """Where the rows come from: a command of this program."""

    name: str
    result_key: str = "images"
    item: type[LifecycleResult] = LifecycleResult


_REPOSITORY: Final = Column[LifecycleResult](
    "REPOSITORY", lambda result: result.repositoryName, folds=True
)
_COLUMNS: Final[tuple[Column[LifecycleResult], ...]] = (
    Column("TAGS", lambda result: tags_cell(result.imageTags), folds=True),
    Column("SIZE", lambda result: size_cell(result.imageSizeInBytes), "right"),
    Column("PUSHED (UTC)", lambda result: readable_time(result.imagePushedAt)),
    Column("DIGEST", lambda result: digest_cell(result.imageDigest)),
    Column("OUTCOME", lambda result: f"{result.outcome}: {result.reason}", folds=True),
)


def view_of(name: str, *, all_repositories: bool) -> View[LifecycleResult]:
    """Give how the rows are shown.

    Args:
        name: What they come from.
        all_repositories: Whether they are of several repositories.
    """
    columns = (_REPOSITORY, *_COLUMNS) if all_repositories else _COLUMNS
    return View(_Results(name), ("image", "images"), columns)
