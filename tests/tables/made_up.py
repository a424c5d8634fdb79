"""A registry that is made up, with as many images and as large ones as a team may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from tests.support.kinds import an_image, repository
from tests.support.loopback import Answer

# Each with how many images are pushed to it in a month at the end of two years, and the megabytes
# of one.
_REPOSITORIES = {
    "acme/api": (46, 210),
    "acme/web": (38, 145),
    "acme/worker": (21, 320),
    "acme/scheduler": (9, 190),
    "acme/cli": (14, 38),
    "acme/docs": (11, 62),
    "charts/acme": (16, 1),
    "base/python": (6, 410),
    "base/node": (5, 360),
    "ml/training": (3, 4_100),
    "ml/serving": (7, 1_250),
    "tools/migrate": (4, 85),
}
_MONTHS = 24
_LAST_MONTH = datetime(2025, 6, 1, tzinfo=UTC)

Image = Mapping[str, object]


def registry() -> dict[str, Sequence[Image]]:
    """The images of each repository, always the same ones."""
    random = Random(20_250_601)
    return {
        name: [
            _image(random, name, months_ago, megabytes)
            for months_ago in range(_MONTHS)
            for _ in range(_pushes(random, months_ago, at_the_end))
        ]
        for name, (at_the_end, megabytes) in _REPOSITORIES.items()
    }


def respond(body: dict[str, object]) -> Answer:
    """Answer as the service does that has this registry."""
    images = registry()
    if "repositoryName" in body:
        return Answer({"imageDetails": images[str(body["repositoryName"])]})
    return Answer(
        {
            "repositories": [
                {**repository(number), "repositoryName": name} for number, name in enumerate(images)
            ]
        }
    )


def _pushes(random: Random, months_ago: int, at_the_end: int) -> int:
    """More and more of them, and fewer in a December."""
    month = (_LAST_MONTH.month - months_ago - 1) % 12 + 1
    expected = at_the_end * (1 - months_ago / _MONTHS * 0.7) * (0.6 if month == 12 else 1)
    return round(expected * random.uniform(0.75, 1.25))


def _image(random: Random, name: str, months_ago: int, megabytes: int) -> Image:
    year, month = divmod(_LAST_MONTH.year * 12 + _LAST_MONTH.month - 1 - months_ago, 12)
    pushed = datetime(year, month + 1, 1, tzinfo=UTC) + timedelta(days=random.uniform(0, 27.9))
    return an_image(
        repositoryName=name,
        imageDigest=f"sha256:{random.getrandbits(256):064x}",
        imageSizeInBytes=round(megabytes * 10**6 * random.uniform(0.9, 1.15)),
        imagePushedAt=pushed.timestamp(),
    )
