"""Lifecycle policies: which images of a repository expire, in the JSON of private ECR's policies.

ECR Public has none of its own, so they are evaluated here::

    policy = LifecyclePolicy.model_validate_json(Path("policy.json").read_bytes())
    preview = evaluate(policy, images, now=datetime.now(UTC))

`evaluate` is pure: it deletes nothing, and gives the same for the same images and time. `apply`
lists a repository, evaluates, and deletes what the preview names, unless it is a dry run.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import compress, pairwise
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, Field, field_validator, model_validator

from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._image_deletion import delete_next_batch
from ecrpublic_models._sansio.deletions import Deletions, LeftImage
from ecrpublic_models.ecrpublic import ECRPublic
from ecrpublic_models.models import ImageDetail

__all__ = [
    "LeftImage",
    "LifecycleAction",
    "LifecyclePolicy",
    "LifecyclePreview",
    "LifecycleReport",
    "LifecycleRule",
    "LifecycleSelection",
    "LifecycleVerdict",
    "apply",
    "evaluate",
]

_MOST_WILDCARDS = 4
_MOST_RULES = 50
_LISTS = frozenset(
    {
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.index.v1+json",
    }
)
# What private ECR counts by that ECR Public tells nothing about.
_NOT_TOLD = {
    "sinceImagePulled": "when an image was pulled last",
    "sinceImageTransitioned": "when an image was archived",
}


class _Part(BaseModel, extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True):
    """A part of a policy: only members that policies have."""

    def __hash__(self) -> int:
        return hash((type(self), self.model_dump_json()))


class LifecycleSelection(_Part, frozen=True):
    """Which images a rule is about, and when they expire.

    Raises:
        pydantic.ValidationError: A member is missing, unknown, out of bounds or excluded by
            another.
    """

    tagStatus: Literal["tagged", "untagged", "any"]
    """Whether the images have tags. A rule for `any` has the last of all priorities."""
    tagPatternList: Annotated[list[str], Field(min_length=1)] | None = None
    """For `tagged` only: patterns with at most four `*` each, which stand for any text. An image is
    selected if each of them fits one of its tags or another."""
    tagPrefixList: Annotated[list[str], Field(min_length=1)] | None = None
    """For `tagged` only, in place of patterns: beginnings of tags. An image is selected if each of
    them begins one of its tags or another."""
    countType: Literal["imageCountMoreThan", "sinceImagePushed"]
    """Whether the youngest so many images stay, or those that were pushed in the last so many
    days."""
    countUnit: Literal["days"] | None = None
    """`days`, with `sinceImagePushed` only, which needs it."""
    countNumber: Annotated[int, Field(ge=1)]
    """How many: 1 or more."""
    storageClass: Literal["standard"] | None = None
    """`standard`, which all images of ECR Public are: it has no archive."""

    @field_validator("storageClass", mode="before")
    @classmethod
    def _is_no_archive(cls, value: object) -> object:
        if value == "archive":
            raise ValueError("ECR Public has no archive, so storageClass 'archive' can't be")
        return value

    @field_validator("countType", mode="before")
    @classmethod
    def _can_be_told(cls, value: object) -> object:
        if isinstance(value, str) and value in _NOT_TOLD:
            raise ValueError(f"ECR Public does not tell {_NOT_TOLD[value]}, so {value} can't be")
        return value

    @field_validator("tagPatternList")
    @classmethod
    def _are_patterns(cls, patterns: list[str] | None) -> list[str] | None:
        for pattern in patterns or ():
            if not pattern or pattern.count("*") > _MOST_WILDCARDS:
                raise ValueError(
                    f"{pattern!r} must have 1 character or more, and at most {_MOST_WILDCARDS} '*'"
                )
        return patterns

    @field_validator("tagPrefixList")
    @classmethod
    def _are_prefixes(cls, prefixes: list[str] | None) -> list[str] | None:
        if prefixes is not None and "" in prefixes:
            raise ValueError(
                "'' is no beginning of a tag; for all tagged images, use the pattern '*'"
            )
        return prefixes

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        lists = [self.tagPatternList, self.tagPrefixList]
        given = sum(one is not None for one in lists)
        if self.tagStatus == "tagged" and given != 1:
            raise ValueError("tagStatus 'tagged' needs either tagPatternList or tagPrefixList")
        if self.tagStatus != "tagged" and given:
            raise ValueError("tagPatternList and tagPrefixList go with tagStatus 'tagged' only")
        if (self.countType == "sinceImagePushed") != (self.countUnit is not None):
            raise ValueError("countUnit goes with countType 'sinceImagePushed', which needs it")
        return self


class LifecycleAction(_Part, frozen=True):
    """What becomes of the images.

    Raises:
        pydantic.ValidationError: It is another action than `expire`.
    """

    type: Literal["expire"]
    """`expire`: they are deleted. ECR Public has no archive to move images to."""

    @field_validator("type", mode="before")
    @classmethod
    def _is_no_transition(cls, value: object) -> object:
        if value == "transition":
            raise ValueError(
                "ECR Public has no archive to move images to, so 'transition' can't be"
            )
        return value


class LifecycleRule(_Part, frozen=True):
    """One rule of a policy.

    Raises:
        pydantic.ValidationError: A member is missing, unknown or out of bounds.
    """

    rulePriority: Annotated[int, Field(ge=1)]
    """The order of the rules: 1 comes first. No two rules have the same."""
    description: str | None = None
    """What the rule is for, in words."""
    selection: LifecycleSelection
    """Which images, and when."""
    action: LifecycleAction
    """What becomes of them."""


class LifecyclePolicy(_Part, frozen=True):
    """A lifecycle policy, as private ECR's document has it.

    Raises:
        pydantic.ValidationError: A rule is not as rules have to be, priorities are not unique, or
            rules exclude each other.
    """

    rules: Annotated[list[LifecycleRule], Field(min_length=1, max_length=_MOST_RULES)]
    """The rules, 1 to 50, in any order."""

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        rules = self.in_order
        priorities = [rule.rulePriority for rule in rules]
        for one, other in pairwise(priorities):
            if one == other:
                raise ValueError(f"rules: rulePriority {one} is given more than once")
        for status in ("any", "untagged"):
            found = [rule for rule in rules if rule.selection.tagStatus == status]
            if len(found) > 1:
                raise ValueError(f"rules: only one may have the tagStatus {status!r}")
            if status == "any" and found and found[0] is not rules[-1]:
                raise ValueError(
                    "rules: the one with the tagStatus 'any' must have the highest rulePriority"
                )
        return self

    @property
    def in_order(self) -> list[LifecycleRule]:
        """The rules, the one that comes first in precedence first."""
        return sorted(self.rules, key=lambda rule: rule.rulePriority)


class LifecycleVerdict(NamedTuple):
    """What a policy says of one image."""

    image: ImageDetail
    """The image."""
    rulePriority: int | None
    """The rule that it is subject to: the first one that selects it; `None` if none does."""
    expires: bool
    """Whether that rule lets it expire."""
    reason: str
    """Why it expires, or why it stays."""


@dataclass(frozen=True)
class LifecyclePreview:
    """What a policy says of all images of a repository."""

    verdicts: Sequence[LifecycleVerdict]
    """One for each image, the oldest first."""

    @property
    def expired(self) -> list[ImageDetail]:
        """The images that expire, the oldest first."""
        return [verdict.image for verdict in self.verdicts if verdict.expires]

    @property
    def expired_bytes(self) -> int:
        """What the images that expire add up to, as far as their sizes are known.

        Images may share layers, so less than that may become free.
        """
        return sum(image.imageSizeInBytes or 0 for image in self.expired)

    @property
    def in_order_of_deletion(self) -> list[ImageDetail]:
        """The images that expire, in an order that can be interrupted anywhere.

        What is left of them then is what the policy lets expire of all that is left, apart from
        images that wait for the manifest list of an earlier rule which needs them. Those of the
        last rules come first, since what an earlier rule takes counts in a later one.
        Of one rule, manifest lists come before others, which they may need.
        """
        return [
            verdict.image
            for verdict in sorted(self.verdicts, key=_order_of_deletion)
            if verdict.expires
        ]

    def counts(self) -> dict[int, int]:
        """Tell how many images each rule lets expire, by priority."""
        counts: dict[int, int] = {}
        for verdict in self.verdicts:
            if verdict.expires and verdict.rulePriority is not None:
                counts[verdict.rulePriority] = counts.get(verdict.rulePriority, 0) + 1
        return counts


def _order_of_deletion(verdict: LifecycleVerdict) -> tuple[int, bool]:
    is_list = verdict.image.imageManifestMediaType in _LISTS
    return -(verdict.rulePriority or 0), not is_list


@dataclass(frozen=True)
class LifecycleReport:
    """What has become of the images of a repository."""

    preview: LifecyclePreview
    """What the policy says of them."""
    deleted: Sequence[ImageDetail]
    """The images that were deleted; none after a dry run."""
    left: Sequence[LeftImage]
    """The images that expire and were not deleted by this, each with the reason; none after a dry
    run."""
    error: Exception | None
    """What has ended it before its time, if anything has. Run again, it does the rest."""

    @property
    def deleted_bytes(self) -> int:
        """What the deleted images add up to, as far as their sizes are known."""
        return sum(image.imageSizeInBytes or 0 for image in self.deleted)


def apply(
    registry: Annotated[ECRPublic | boto3_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    policy: LifecyclePolicy,
    *,
    registryId: str | None = None,
    now: datetime | None = None,
    dry_run: bool = True,
) -> LifecycleReport:
    """List a repository, evaluate a policy, and delete what expires.

    Nothing is deleted that the preview does not name. Right before its deletion an image is looked
    at again: one that has other tags by then, or was pushed again, is left and reported. Images
    that a manifest list needs go after their list, or stay with the reason. After an interruption,
    run it again: it does the rest.

    Args:
        registry: An `ECRPublic`, or any boto3 client for `ecr-public`.
        repositoryName: The repository.
        policy: The policy.
        registryId: The AWS account id (12 digits) of its registry; by default that of the
            credentials.
        now: The time to count days from, with a time zone; by default the present.
        dry_run: Whether to delete nothing. It is the default.

    Raises:
        pydantic.ValidationError: An argument is out of bounds.
        TypeError: `policy` is none, or the client is one for another service.
        ValueError: `now` has no time zone.
        ServiceError: The repository can't be listed, for a reason that the service declares.
        botocore.exceptions.ClientError: It can't, for another reason.
        botocore.exceptions.BotoCoreError: A request could not be sent, or got no response.
        ResponseValidationError: A response does not fit its model.
    """
    check_arguments(policy, now)
    ecr = registry if isinstance(registry, ECRPublic) else ECRPublic(registry)
    pages = ecr.get_paginator("describe_images").paginate(
        repositoryName=repositoryName, registryId=registryId
    )
    preview = evaluate(policy, pages.items(), now=datetime.now(UTC) if now is None else now)
    deletions = Deletions(() if dry_run else preview.in_order_of_deletion)
    while delete_next_batch(ecr, repositoryName, registryId, deletions):
        pass
    return LifecycleReport(preview, deletions.deleted, deletions.left, deletions.error)


def evaluate(
    policy: LifecyclePolicy, images: Iterable[ImageDetail], now: datetime
) -> LifecyclePreview:
    """Tell which images of a repository a policy lets expire.

    The rules are those of private ECR:

    - An image is subject to the first rule that selects it, and to no other.
    - Each rule looks at all images that it selects, also at those that are subject to a rule before
      it: those count, and yet this rule does not let them expire.
    - The older expire before the younger; of those that were pushed at the same time, the one with
      the lower digest.

    Args:
        policy: The policy.
        images: All images of the repository, in any order.
        now: The time to count days from, with a time zone.

    Raises:
        TypeError: `policy` is none.
        ValueError: `now` has no time zone.
    """
    check_arguments(policy, now)
    # From the oldest to the youngest; a listing that changes meanwhile may give one twice.
    listed = sorted(
        {image.imageDigest: image for image in images}.values(),
        key=lambda image: (image.imagePushedAt, image.imageDigest),
    )
    tags = [tag for image in listed for tag in image.imageTags]
    tagged = [index for index, image in enumerate(listed) for _ in image.imageTags]
    verdicts: list[LifecycleVerdict | None] = [None] * len(listed)
    for rule in policy.in_order:
        selected = _select(rule.selection, listed, tags, tagged)
        count = _number_to_expire(rule.selection, [listed[index] for index in selected], now)
        within = _within(rule)
        for expires, indices in ((True, selected[:count]), (False, selected[count:])):
            reason = f"is not of {within}" if expires else f"is of {within}"
            for index in indices:
                if verdicts[index] is None:
                    verdicts[index] = LifecycleVerdict(
                        listed[index], rule.rulePriority, expires, reason
                    )
    return LifecyclePreview(
        [
            verdict or LifecycleVerdict(image, None, expires=False, reason="no rule selects it")
            for verdict, image in zip(verdicts, listed, strict=True)
        ]
    )


def check_arguments(policy: object, now: datetime | None) -> None:
    """Refuse what is no policy, or no moment.

    Raises:
        TypeError: `policy` is none.
        ValueError: `now` has no time zone.
    """
    if not isinstance(policy, LifecyclePolicy):
        raise TypeError(
            f"policy: a LifecyclePolicy is needed, not {type(policy).__name__}; "
            "LifecyclePolicy.model_validate_json() makes one of JSON, model_validate() of a dict"
        )
    if now is not None and now.utcoffset() is None:
        raise ValueError("now: a time with a time zone is needed, such as datetime.now(UTC)")


def _select(
    selection: LifecycleSelection,
    images: Sequence[ImageDetail],
    tags: Sequence[str],
    tagged: Sequence[int],
) -> list[int]:
    """Tell which images a rule is about, whenever they were pushed.

    Args:
        selection: What the rule says of them.
        images: The images.
        tags: All their tags.
        tagged: The index of the image of each tag.

    Returns:
        The indices of the selected ones, ascending.
    """
    if selection.tagStatus == "any":
        return list(range(len(images)))
    if selection.tagStatus == "untagged":
        return [index for index, image in enumerate(images) if not image.imageTags]
    fitting = [
        *(_pattern(pattern).fullmatch for pattern in selection.tagPatternList or ()),
        *(re.compile(re.escape(prefix)).match for prefix in selection.tagPrefixList or ()),
    ]
    # Pattern by pattern and in C, which takes an eighth of the time that image by image takes.
    found = [set(compress(tagged, map(fits, tags))) for fits in fitting]
    return sorted(found[0].intersection(*found[1:]))


def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of tags, in which each `*` stands for any text."""
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)


def _number_to_expire(
    selection: LifecycleSelection, selected: Sequence[ImageDetail], now: datetime
) -> int:
    """Tell how many of the images that a rule selects, the oldest first, are beyond its count."""
    if selection.countType == "imageCountMoreThan":
        return max(0, len(selected) - selection.countNumber)
    try:
        youngest = now - timedelta(days=selection.countNumber)
    except OverflowError:  # before all times
        return 0
    return bisect_left(selected, youngest, key=lambda image: image.imagePushedAt)


def _within(rule: LifecycleRule) -> str:
    """Say what the images are of that a rule lets stay."""
    number = rule.selection.countNumber
    if rule.selection.countType == "imageCountMoreThan":
        return f"the {number} youngest of rule {rule.rulePriority}"
    return f"the last {number} days, of rule {rule.rulePriority}"
