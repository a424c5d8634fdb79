"""Evaluating lifecycle policies: `python -m benchmarks.lifecycle IMAGES RULES` once."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from statistics import median

from benchmarks.costs import cost_of
from benchmarks.images import described_images
from benchmarks.rounds import race
from benchmarks.tables import print_rows
from ecrpublic_models import ImageDetail
from ecrpublic_models.lifecycle import LifecyclePolicy, evaluate


def compare_policies(images: int, rounds: int, rules: tuple[int, ...] = (1, 5, 10, 50)) -> None:
    """Evaluate policies of different sizes."""
    rows = []
    for count in rules:
        arguments = ["-m", "benchmarks.lifecycle", f"{images}", f"{count}"]
        costs = race({"": arguments}, rounds)[""].costs
        rows.append((f"{count}", f"{median(cost.cpu_seconds for cost in costs):.2f}"))
    print_rows(f"`evaluate` with {images:,} images", ("rules", "CPU, s"), rows)


def _policy(rules: int) -> LifecyclePolicy:
    """One rule for all images, after others with two patterns each."""
    counted = {"countType": "imageCountMoreThan", "countNumber": 100}
    selections: list[dict[str, object]] = [
        {"tagStatus": "tagged", "tagPatternList": [f"1.*{number}.0", f"build-*{number}"]}
        for number in range(rules - 1)
    ]
    return LifecyclePolicy.model_validate(
        {
            "rules": [
                {
                    "rulePriority": priority,
                    "selection": {**selection, **counted},
                    "action": {"type": "expire"},
                }
                for priority, selection in enumerate([*selections, {"tagStatus": "any"}], 1)
            ]
        }
    )


def _images(count: int) -> list[ImageDetail]:
    described = described_images("benchmark/repository")
    return [
        ImageDetail.model_validate(
            {
                **json.loads(described[number % len(described)]),
                "imageDigest": f"sha256:{number:064x}",
            }
        )
        for number in range(count)
    ]


def main() -> None:
    images, policy = _images(int(sys.argv[1])), _policy(int(sys.argv[2]))
    now = datetime.now(UTC)
    evaluate(policy, images[:100], now=now)  # what happens once only is not measured
    cost, preview = cost_of(lambda: evaluate(policy, images, now=now))
    if len(preview.verdicts) != len(images):
        sys.exit(f"{len(preview.verdicts)} images were judged, not {len(images)}")
    print(cost.to_json())


if __name__ == "__main__":
    main()
