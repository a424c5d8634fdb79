"""The command line: `python -m fuzz --help`."""

from __future__ import annotations

import argparse
import sys
import time
from hashlib import sha1
from pathlib import Path

from fuzz.cases import CORPUS, TARGETS, cases, check_of

_FOUND = Path(__file__).parent / "found"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz", description="Look for bytes that break a target, guided by coverage."
    )
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=5, help="how long to look (default: 5)")
    parser.add_argument("--runs", type=int, help="how many cases at most")
    parser.add_argument("--largest", type=int, default=400, help="how many bytes a case may have")
    parser.add_argument(
        "--unguided", action="store_true", help="take cases at random: more a second, no atheris"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the cases at random")
    options = parser.parse_args()
    if options.unguided:
        _run_at_random(options.target, options.minutes, options.runs, options.seed)
    else:
        _run_guided(options.target, options.minutes, options.runs, options.largest)


def _run_at_random(target: str, minutes: float, runs: int | None, seed: int) -> None:
    check = check_of(target)
    begun = time.monotonic()
    count = 0
    for case in cases(target, sys.maxsize, seed):
        seconds = time.monotonic() - begun
        if count == runs or seconds > minutes * 60:
            break
        try:
            check(case)
        except Exception:
            path = _FOUND / f"{target}-{sha1(case, usedforsecurity=False).hexdigest()}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(case)
            print(f"after {count:,} cases, in {seconds:.1f} s: {path}", file=sys.stderr)
            raise
        count += 1
    print(f"{target}: {count:,} cases in {time.monotonic() - begun:.0f} s, all as they should be")


def _run_guided(target: str, minutes: float, runs: int | None, largest: int) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("this needs atheris: pip install -e '.[fuzz]'; --unguided does without")
    with atheris.instrument_imports(
        include=["ecrpublic_models", "botocore.parsers", "botocore.paginate", "dateutil.parser"]
    ):
        check = check_of(target)
        for _ in range(2):  # imports what is imported when it is first used
            check(b"")
    found = _FOUND / target
    found.mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        str(found),
        str(CORPUS / target),
        f"-max_total_time={minutes * 60:.0f}",
        f"-max_len={largest}",
        f"-artifact_prefix={_FOUND / target}-",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]
    if runs is not None:
        arguments.append(f"-runs={runs}")
    atheris.Setup(arguments, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
