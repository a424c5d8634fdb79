"""The command line beside the AWS CLI: how soon it says something, and large listings."""

from __future__ import annotations

from benchmarks.rounds import race
from benchmarks.server import registry_of, repository_of, serving
from benchmarks.tables import Unit, print_rows, print_table

_AWS = "AWS CLI 1"
_MODULES = {_AWS: "awscli", "**ecrpublic**": "ecrpublic_models.cli"}
_MILLISECONDS, _SECONDS = Unit("ms", 1e3), Unit("s", 1)
_IMAGES_EACH = 1000


def compare_commands(rounds: int, images: int) -> None:
    """Run the same command lines with both."""
    helps = {_AWS: ["help"], "**ecrpublic**": ["--help"]}
    contestants = {name: _once(module, *helps[name]) for name, module in _MODULES.items()}
    short = 4 * rounds  # what takes a moment only varies more
    print_table("`aws help` and `ecrpublic --help`", race(contestants, short), _AWS, _MILLISECONDS)
    with serving() as url:
        _compare_listings("The first line of 100 images", url, 100, "json", _MILLISECONDS, short)
        for output in ("json", "text", "table"):
            _compare_listings(
                f"`describe-images --output {output}` of {images:,} images",
                url,
                images,
                output,
                _SECONDS,
                rounds,
            )


def _compare_listings(
    title: str, url: str, images: int, output: str, unit: Unit, rounds: int
) -> None:
    listing = [
        *("describe-images", "--repository-name", repository_of(images)),
        *("--page-size", "1000", "--output", output),
        *("--endpoint-url", url, "--region", "us-east-1"),
    ]
    contestants = {
        name: _once(module, *(["ecr-public"] if name == _AWS else []), *listing)
        for name, module in _MODULES.items()
    }
    print_table(title, race(contestants, rounds), _AWS, unit)


def preview_registries(repositories: tuple[int, ...] = (10, 100, 1000)) -> None:
    """Preview a lifecycle policy in registries of different sizes, and tell the memory it takes."""
    policy = (
        '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", '
        '"countType": "imageCountMoreThan", "countNumber": 500}, "action": {"type": "expire"}}]}'
    )
    rows = []
    with serving() as url:
        for count in repositories:
            arguments = [
                *("preview-lifecycle-policy", "--all-repositories", "--endpoint-url", url),
                *("--registry-id", registry_of(count), "--lifecycle-policy-text", policy),
                *("--output", "jsonl"),
            ]
            (result,) = race({"": _once(_MODULES["**ecrpublic**"], *arguments)}, 1).values()
            (cost,) = result.costs
            rows.append((f"{count:,}", f"{cost.cpu_seconds:.1f}", f"{cost.peak_mib:.0f}"))
    print_rows(
        f"`preview-lifecycle-policy --all-repositories`, {_IMAGES_EACH:,} images each",
        ("repositories", "CPU, s", "peak MiB"),
        rows,
    )


def _once(module: str, *arguments: str) -> list[str]:
    return ["-m", "benchmarks.command_once", module, *arguments]
