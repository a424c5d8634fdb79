"""`ecrpublic preview-lifecycle-policy` and `apply-lifecycle-policy`, over HTTP."""

from __future__ import annotations

import io
import json
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ecrpublic_models import DescribeImagesPaginator, ECRPublic, ImageDetail
from ecrpublic_models.cli import app
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.interruptions import Interruption
from ecrpublic_models.cli.lifecycle_deletions import _Deletion
from ecrpublic_models.cli.lifecycle_results import LifecycleResult
from ecrpublic_models.cli.progress import Progress
from ecrpublic_models.cli.terminal import confirm
from ecrpublic_models.lifecycle import LifecyclePolicy, evaluate
from ecrpublic_models.testing import ECRPublicBackend, ecr_public_server
from tests.support.command import (
    COMMAND,
    TIMEOUT,
    Run,
    interruptible_run,
    run_asked,
    run_on_terminal,
)
from tests.support.lifecycles import NAME, empty_repository, keeping, there
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.pushing import image_manifest, list_manifest

PREVIEW, APPLY = "preview-lifecycle-policy", "apply-lifecycle-policy"
Here = Callable[..., Run]


def keep(count: int, **selection: object) -> str:
    """The JSON of a policy that keeps so many of the images."""
    return json.dumps(keeping(count, **selection))


@pytest.fixture
def backend() -> Iterator[ECRPublicBackend]:
    with empty_repository() as backend:
        yield backend


@pytest.fixture
def url(backend: ECRPublicBackend) -> Iterator[str]:
    with ecr_public_server() as server:
        yield server.url


@pytest.fixture
def here(url: str, capsys: pytest.CaptureFixture[str]) -> Here:
    return lambda *arguments: Run(
        app.run([*arguments, "--endpoint-url", url]), *capsys.readouterr()
    )


def push(backend: ECRPublicBackend, count: int, name: str = NAME) -> None:
    for number in range(count):
        request = {"repositoryName": name, "imageManifest": image_manifest(f"{number}")}
        backend.call("PutImage", {**request, "imageTag": f"v{number}"})


def listed(url: str, name: str = NAME) -> list[ImageDetail]:
    return list(DescribeImagesPaginator(client_for(url)).paginate(repositoryName=name).items())


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def one(policy: str, *more: str) -> tuple[str, ...]:
    return ("--repository-name", NAME, "--lifecycle-policy-text", policy, *more)


def every(policy: str, *more: str) -> tuple[str, ...]:
    return ("--all-repositories", "--lifecycle-policy-text", policy, *more)


def expiring(url: str, policy: str, name: str = NAME) -> set[str]:
    from datetime import UTC, datetime

    read = LifecyclePolicy.model_validate_json(policy)
    preview = evaluate(read, listed(url, name), now=datetime.now(UTC))
    return {image.imageDigest for image in preview.expired}


def test_a_preview_is_a_table_with_totals(backend: ECRPublicBackend, url: str, here: Here) -> None:
    push(backend, 5)
    done = here(PREVIEW, *one(keep(3)))
    assert done.code == 0
    heading, *lines = done.out.splitlines()
    assert heading.split() == ["TAGS", "SIZE", "PUSHED", "(UTC)", "DIGEST", "OUTCOME"]
    shown = {line.split()[5] for line in lines}
    assert shown == {one.removeprefix("sha256:")[:12] for one in expiring(url, keep(3))}
    assert all(line.endswith("expires: is not of the 3 youngest of rule 1") for line in lines)
    assert done.err == "ecrpublic: 2 of 5 images expire (2 by rule 1), 46 B\n"
    assert len(there(backend)) == 5


def test_a_preview_says_why_images_stay(backend: ECRPublicBackend, url: str, here: Here) -> None:
    push(backend, 5)
    done = here(PREVIEW, *one(keep(3), "--all-images", "--output", "jsonl"))
    found = rows(done.out)
    assert {row["imageDigest"] for row in found} == there(backend)
    assert {row["imageDigest"] for row in found if row["outcome"] == "expires"} == expiring(
        url, keep(3)
    )
    assert {row["reason"] for row in found if row["outcome"] == "stays"} == {
        "is of the 3 youngest of rule 1"
    }
    assert {row["appliedRulePriority"] for row in found} == {1}


@pytest.mark.parametrize("output", ["json", "csv", "text"])
def test_a_preview_in_every_form(backend: ECRPublicBackend, here: Here, output: str) -> None:
    push(backend, 4)
    done = here(PREVIEW, *one(keep(3), "--output", output))
    assert done.code == 0
    assert done.out.count("sha256:") == 1
    if output == "json":
        (image,) = json.loads(done.out)["images"]
        assert image["repositoryName"] == NAME


def test_a_preview_takes_queries(backend: ECRPublicBackend, here: Here) -> None:
    push(backend, 4)
    done = here(PREVIEW, *one(keep(1), "--query", "length(images)"))
    assert done.out == "3\n"


def test_a_preview_of_all_repositories(backend: ECRPublicBackend, url: str, here: Here) -> None:
    names = [f"team/app{number}" for number in range(12)]
    for count, name in enumerate(names):
        backend.call("CreateRepository", {"repositoryName": name})
        push(backend, count, name)
    done = here(PREVIEW, *every(keep(4), "--output", "jsonl"))
    assert done.code == 0
    found = {(row["repositoryName"], row["imageDigest"]) for row in rows(done.out)}
    assert found == {(name, one) for name in names for one in expiring(url, keep(4), name)}
    assert done.err.startswith("ecrpublic: 28 of 66 images expire (28 by rule 1)")
    table = here(PREVIEW, *every(keep(4)))
    assert table.out.startswith("REPOSITORY ")
    assert len(table.out.splitlines()) == 29


def test_what_can_not_be_listed_is_told(backend: ECRPublicBackend, here: Here) -> None:
    push(backend, 4)
    backend.call("CreateRepository", {"repositoryName": "team/other"})
    backend.fail_next("DescribeImages", "ServerException", status=400)
    done = here(PREVIEW, *every(keep(1)))
    assert done.code == 254
    assert "1 of the repositories failed: team/" in done.err


def test_a_repository_that_is_not_there(here: Here) -> None:
    for command in (PREVIEW, APPLY):
        more = ("--yes",) if command == APPLY else ()
        named = ("--repository-name", "team/none", "--lifecycle-policy-text", keep(1))
        done = here(command, *named, *more)
        assert (done.code, done.out) == (254, "")
        assert "RepositoryNotFoundException" in done.err


@pytest.mark.parametrize("which", [one, every])
def test_what_expires_is_deleted_and_nothing_else(
    backend: ECRPublicBackend, url: str, here: Here, which: Callable[..., tuple[str, ...]]
) -> None:
    push(backend, 250)
    expired, before = expiring(url, keep(7)), there(backend)
    done = here(APPLY, *which(keep(7), "--yes", "--output", "jsonl"))
    assert done.code == 0
    assert there(backend) == before - expired
    assert {row["imageDigest"] for row in rows(done.out)} == expired
    assert {row["outcome"] for row in rows(done.out)} == {"deleted"}
    assert done.err == "ecrpublic: 243 images deleted, 5.6 kB\n"
    again = here(APPLY, *which(keep(7), "--yes", "--output", "jsonl"))
    assert (again.code, again.out) == (0, "")


def test_what_a_list_needs_is_left_and_no_failure(backend: ECRPublicBackend, here: Here) -> None:
    part = image_manifest("part")
    backend.call("PutImage", {"repositoryName": NAME, "imageManifest": part})
    time.sleep(0.002)  # times are in milliseconds
    named = {"repositoryName": NAME, "imageManifest": list_manifest(part), "imageTag": "v1"}
    backend.call("PutImage", named)
    backend.call("PutImage", {"repositoryName": NAME, "imageManifest": image_manifest("newer")})
    policy = keep(1, tagStatus="untagged")
    done = here(APPLY, *one(policy, "--yes", "--output", "jsonl"))
    assert done.code == 0
    (row,) = rows(done.out)
    assert row["outcome"] == "left"
    assert row["reason"].startswith("ImageReferencedByManifestList: ")
    assert done.err == "ecrpublic: 0 images deleted, 0 B; 1 left: 1 needed\n"


def test_an_error_is_told_with_what_was_done(backend: ECRPublicBackend, here: Here) -> None:
    push(backend, 250)
    call, asked = backend.call, list[str]()

    def failing(operation: str, request: Any) -> Any:
        if operation == "BatchDeleteImage":
            asked.append(operation)
            if len(asked) == 2:
                backend.fail_next(operation, "InvalidParameterException")
        return call(operation, request)

    backend.call = failing  # type: ignore[method-assign]  # a service that refuses the second
    done = here(APPLY, *one(keep(10), "--yes", "--output", "jsonl"))
    assert done.code == 254
    outcomes = [(row["outcome"], row["reason"].partition(":")[0]) for row in rows(done.out)]
    assert outcomes.count(("deleted", "by rule 1")) == 100
    assert outcomes.count(("left", "it may be deleted or not, after an error")) == 100
    assert outcomes.count(("left", "it was not tried, after an error")) == 40
    said = done.err.splitlines()
    assert said[0] == "ecrpublic: 100 images deleted, 2.3 kB; 140 left: 100 failed, 40 untried"
    assert said[1].startswith("ecrpublic: error: ")


def test_an_error_in_one_repository_does_not_stop_the_others(
    backend: ECRPublicBackend, here: Here
) -> None:
    for name in ("team/a", "team/b", "team/c"):
        backend.call("CreateRepository", {"repositoryName": name})
        push(backend, 3, name)
    backend.fail_next("BatchDeleteImage", "InvalidParameterException")
    done = here(APPLY, *every(keep(1), "--yes", "--output", "jsonl"))
    assert done.code == 254
    assert "1 of the repositories failed: team/" in done.err
    assert sorted(len(there(backend, name)) for name in ("team/a", "team/b", "team/c")) == [1, 1, 3]


def test_an_image_that_can_not_be_deleted(server: Loopback) -> None:
    images = [
        {
            "registryId": "123456789012",
            "repositoryName": NAME,
            "imageDigest": f"sha256:{number:064d}",
            "imagePushedAt": 1_700_000_000 + number,
        }
        for number in range(3)
    ]

    def respond(request: dict[str, Any]) -> Answer:
        if "imageIds" not in request:
            return Answer({"imageDetails": images})
        asked = [one["imageDigest"] for one in request["imageIds"]]
        if server.requests.count(request) == 1:
            return Answer({"imageDetails": [one for one in images if one["imageDigest"] in asked]})
        failed = {"failureCode": "KmsError", "failureReason": "no key"}
        deleted = [{"imageDigest": asked[0]}]
        return Answer(
            {"imageIds": deleted, "failures": [{"imageId": {"imageDigest": asked[1]}, **failed}]}
        )

    server.respond = respond
    server.requests.clear()
    code = app.run([APPLY, *one(keep(1)), "--yes", "--endpoint-url", server.url])
    assert code == 1


def test_without_a_terminal_it_is_refused(
    server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    server.requests.clear()
    assert app.run([APPLY, *one(keep(1)), "--endpoint-url", server.url]) == 252
    said = "ecrpublic: error: --yes: is needed where there is no terminal to ask on\n"
    assert capsys.readouterr() == ("", said)
    assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [("y\n", 0), ("YES\n", 0), ("n\n", 1), ("\n", 1), ("\x04", 1), ("y\x04\x04", 1), ("yn\n", 1)],
    ids=["y", "YES", "n", "nothing", "end of file", "y without enter", "neither"],
)
def test_on_a_terminal_it_is_shown_and_asked(
    backend: ECRPublicBackend, url: str, answer: str, code: int
) -> None:
    push(backend, 5)
    before, expired = there(backend), expiring(url, keep(3))
    arguments = (APPLY, *one(keep(3), "--output", "jsonl"), "--endpoint-url", url)
    ended, out, shown = run_asked(*arguments, answer=answer)
    for digest in expired:
        assert digest.removeprefix("sha256:")[:12] in shown
    assert "delete 2 images of 46 B for good? [y/N]" in shown
    assert ended == code
    if code == 0:
        assert there(backend) == before - expired
        assert {row["imageDigest"] for row in rows(out)} == expired
    else:
        assert (there(backend), out) == (before, "")
        assert "nothing was deleted" in shown


def test_what_was_typed_before_the_question_is_no_answer(
    backend: ECRPublicBackend, url: str
) -> None:
    push(backend, 5)
    arguments = (APPLY, *one(keep(3)), "--endpoint-url", url)
    code, _, _ = run_asked(*arguments, ahead="y\n", answer="n\n")
    assert (code, len(there(backend))) == (1, 5)


def test_what_is_to_stay_is_looked_at_again_after_the_question(
    backend: ECRPublicBackend, url: str
) -> None:
    push(backend, 2)
    kept = there(backend) - expiring(url, keep(1))

    def delete_what_stays() -> None:
        ids = [{"imageDigest": digest} for digest in kept]
        backend.call("BatchDeleteImage", {"repositoryName": NAME, "imageIds": ids})

    arguments = (APPLY, *one(keep(1)), "--endpoint-url", url)
    code, _, shown = run_asked(*arguments, answer="y\n", meanwhile=delete_what_stays)
    assert (code, len(there(backend))) == (0, 1)
    assert "0 images deleted" in shown


def test_what_expires_since_the_question_is_not_deleted(
    backend: ECRPublicBackend, url: str
) -> None:
    push(backend, 5)
    shown = expiring(url, keep(3))

    def push_more() -> None:
        for number in range(5, 9):
            request = {"repositoryName": NAME, "imageManifest": image_manifest(f"{number}")}
            backend.call("PutImage", request)

    arguments = (APPLY, *one(keep(3), "--output", "jsonl"), "--endpoint-url", url)
    code, out, _ = run_asked(*arguments, answer="y\n", meanwhile=push_more)
    assert (code, len(there(backend))) == (0, 9 - 2)
    assert {row["imageDigest"] for row in rows(out)} == shown


class Unwritable(io.TextIOBase):
    """A terminal that takes nothing, such as one that does not block while its reader sleeps."""

    def write(self, text: str) -> int:
        raise BlockingIOError


def test_what_could_not_be_shown_is_not_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Unwritable())
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert not confirm("what expires\n", "delete it?")


def test_nothing_is_deleted_if_nobody_can_be_told(backend: ECRPublicBackend, url: str) -> None:
    push(backend, 5)
    arguments = (*COMMAND, APPLY, *one(keep(3), "--yes"), "--endpoint-url", url)
    done = subprocess.run(
        ("bash", "-c", f"{shlex.join(arguments)} >&-"), capture_output=True, check=False
    )
    assert (done.returncode, len(there(backend))) == (255, 5)


def test_rows_that_an_interruption_kept_back_are_written_after_it(
    backend: ECRPublicBackend, url: str
) -> None:
    push(backend, 250)
    policy = LifecyclePolicy.model_validate_json(keep(10))
    deletion = _Deletion(ECRPublic(client_for(url)), None, policy)
    written: list[LifecycleResult] = []
    interruptions = iter([Interruption(ExitCode.INTERRUPTED)])

    def write(results: Sequence[LifecycleResult]) -> None:
        for interruption in interruptions:
            raise interruption
        written.extend(results)

    with pytest.raises(Interruption):
        deletion.delete(NAME, None, write, Progress(streaming=True))
    assert [result.outcome for result in written] == ["deleted"] * 100 + ["left"] * 140
    assert deletion.text == "100 images deleted, 2.3 kB; 140 left: 140 untried"


def test_nobody_is_asked_about_nothing(backend: ECRPublicBackend, url: str) -> None:
    push(backend, 2)
    code, out, shown = run_asked(APPLY, *one(keep(3)), "--endpoint-url", url, answer="")
    assert (code, len(out.splitlines())) == (0, 1)
    assert "[y/N]" not in shown


def test_what_was_not_shown_is_not_deleted(server: Loopback) -> None:
    """A repository that comes after all were listed, and found to be none."""
    server.requests.clear()
    server.respond = lambda _: Answer({"repositories": []})
    code, _, shown = run_asked(APPLY, *every(keep(1)), "--endpoint-url", server.url, answer="")
    assert (code, len(server.requests)) == (0, 1)
    assert "0 images deleted" in shown


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_waits_for_the_batch(
    backend: ECRPublicBackend, url: str, number: signal.Signals, tmp_path: Path
) -> None:
    push(backend, 450)
    before, expired = there(backend), expiring(url, keep(20))
    call, asked = backend.call, list[str]()

    def interrupting(operation: str, request: Mapping[str, object]) -> Any:
        if operation == "BatchDeleteImage":
            asked.append(operation)
            if len(asked) == 2:
                process.send_signal(number)
        return call(operation, request)

    backend.call = interrupting  # type: ignore[method-assign]  # a moment to press Ctrl-C in
    arguments = [APPLY, *one(keep(20), "--yes", "--output", "jsonl"), "--endpoint-url", url]
    process = subprocess.Popen(
        interruptible_run(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, said = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 128 + number
    deleted = {row["imageDigest"] for row in rows(out) if row["outcome"] == "deleted"}
    assert len(deleted) == 200
    assert there(backend) == before - deleted
    assert {row["imageDigest"] for row in rows(out)} == expired
    assert said == "ecrpublic: 200 images deleted, 4.6 kB; 230 left: 230 untried\n"
    backend.call = call  # type: ignore[method-assign]  # as it was
    assert app.run(arguments) == 0
    assert there(backend) == before - expired


def test_a_closed_pipe_is_no_success(backend: ECRPublicBackend, url: str) -> None:
    push(backend, 450)
    arguments = (*COMMAND, APPLY, *one(keep(20), "--yes", "--output", "jsonl"))
    command = shlex.join((*arguments, "--endpoint-url", url))
    done = subprocess.run(
        ("bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 1
    assert "100 images deleted" in done.stderr
    assert "nobody reads the output any more" in done.stderr
    assert len(there(backend)) == 350


def test_progress(backend: ECRPublicBackend, url: str) -> None:
    push(backend, 5)
    arguments = (APPLY, *one(keep(3), "--yes", "--output", "jsonl"), "--endpoint-url", url)
    code, out, err = run_on_terminal(*arguments, stdout=False, stderr=True)
    assert (code, len(out.splitlines())) == (0, 2)
    assert "deleted so far" in err


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("policy.json", "'policy.json' is neither file://PATH nor JSON"),
        ("file:///none/policy.json", "'/none/policy.json': No such file or directory"),
        ("file://{home}", "Is a directory"),
        ("file://~nobody-of-that-name/policy.json", "'~nobody-of-that-name/policy.json': "),
        ('{"rules": [], "rules": []}', "'rules' is given twice in one object"),
        ("[" * 100_000, " is neither file://PATH nor JSON"),
        (f"{keep(1)} // all", " is neither file://PATH nor JSON"),
        (keep(1).replace('"countNumber": 1', '"countNumber": NaN'), "countNumber: "),
        ("{}", "rules: Field required"),
        (keep(0), "rules.0.selection.countNumber: Input should be greater than or equal to 1"),
        (
            keep(1, tagStatus="tagged"),
            "rules.0.selection: tagStatus 'tagged' needs either tagPatternList or tagPrefixList",
        ),
        (
            keep(1).replace("imageCountMoreThan", "sinceImagePulled"),
            (
                "rules.0.selection.countType: ECR Public does not tell when an image was pulled "
                "last, so sinceImagePulled can't be"
            ),
        ),
        ('{"rules": [{}, {}]}', "; and 3 more\n"),
    ],
)
@pytest.mark.parametrize("command", [PREVIEW, APPLY])
def test_what_is_no_policy(
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    command: str,
    policy: str,
    message: str,
) -> None:
    server.requests.clear()
    given = policy.replace("{home}", str(tmp_path))
    assert app.run([command, *one(given), "--endpoint-url", server.url]) == 252
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ecrpublic: error: --lifecycle-policy-text: ")
    assert message in err
    assert err.count("\n") == 1
    assert server.requests == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_policy_in_a_file(
    backend: ECRPublicBackend,
    here: Here,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
) -> None:
    push(backend, 3)
    (tmp_path / "a policy.json").write_text(keep(1), encoding)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for place in (
        f"file://{tmp_path}/a policy.json",
        "file://a policy.json",
        "file://~/a policy.json",
    ):
        assert here(PREVIEW, *one(place, "--query", "length(images)")).out == "2\n"


@pytest.mark.parametrize("command", [PREVIEW, APPLY])
def test_one_repository_or_all(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    policy = ("--lifecycle-policy-text", keep(1))
    assert app.run([command, *policy]) == 252
    assert "--repository-name: is needed, or --all-repositories" in capsys.readouterr().err
    assert app.run([command, *one(keep(1)), "--all-repositories"]) == 252
    assert "can't be used together with --repository-name" in capsys.readouterr().err
    assert app.run([command, "--repository-name", "A b", *policy]) == 252
    assert "--repository-name: 'A b'" in capsys.readouterr().err
