"""`ecrpublic demo`."""

from __future__ import annotations

from tests.support.command import run, run_python

HOSTILE_ENVIRONMENT = {
    "AWS_PROFILE": "nobody",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    "AWS_REGION": "nowhere",
    "AWS_SECRET_ACCESS_KEY": "s3cr3t",
    "HTTP_PROXY": "http://127.0.0.1:1",
    "http_proxy": "http://127.0.0.1:1",
}


def test_the_demo_ignores_the_users_settings() -> None:
    done = run("demo", env=HOSTILE_ENVIRONMENT)
    assert (done.code, done.err) == (0, "")
    *_, result, next_step = done.out.splitlines()
    assert "none missing, none twice" in result
    assert next_step.endswith("ecrpublic describe-images --help")
    assert "  imageTags: list = ['chart-1.0.0']\n" in done.out
    assert "  imagePushedAt: datetime = 20" in done.out
    assert "resume token is eyJ" in done.out
    lines = done.out.splitlines()
    shown = lines.index("The first 4 of them:") + 1
    assert lines[shown].split()[:2] == ["TAGS", "SIZE"]
    assert [line.split()[-1] for line in lines[shown + 1 : shown + 3]] == ["image", "image"]
    assert "s3cr3t" not in done.out


def test_the_demo_says_which_extra_it_needs() -> None:
    done = run_python(
        "-c",
        "import sys; sys.modules['moto'] = None; sys.argv[1:] = ['demo']\n"
        "from ecrpublic_models.cli import main; sys.exit(main())",
    )
    assert (done.code, done.out) == (253, "")
    assert done.err == (
        "ecrpublic: error: moto is missing; install 'ecrpublic-models[testing]' for the demo\n"
    )


FAILING = """
import sys
from ecrpublic_models.cli import demonstration, main
sys.argv[1:] = ["demo"]
listed = demonstration._list
def losing(client, **options):
    images, token = listed(client, **options)
    return images[1:], token
demonstration._list = losing
sys.exit(main())
"""


def test_the_demo_notices_what_is_lost() -> None:
    done = run_python("-c", FAILING)
    assert done.code == 255
    assert done.err == "ecrpublic: error: 2 images are missing, 0 were listed twice\n"
