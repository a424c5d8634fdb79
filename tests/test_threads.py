"""What threads may share gives each of them what it gives one, from the first use of it on.

Each program runs in a process of its own, in which no model has been built yet, and changes
threads as often as Python can. A build without the global lock needs no help with that.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.support.documents import ROOT
from tests.support.fleet import Fleet
from tests.support.loopback import Loopback

RACE = """
import sys
from threading import Barrier
from concurrent.futures import ThreadPoolExecutor

from ecrpublic_models import create_client

THREADS = 12
sys.setswitchinterval(1e-6)
client = create_client(endpoint_url=sys.argv[1])


def race(one):
    barrier = Barrier(THREADS)

    def run(number):
        barrier.wait()
        return one(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS)))

"""
PROGRAMS = {
    "every model is used for the first time": """
        import ecrpublic_models

        def names(number):
            names = [name for name in ecrpublic_models.__all__ if name[0].isupper()]
            shift = number * len(names) // THREADS
            return names[shift:] + names[:shift]

        def schemas(number):
            found = {}
            for name in names(number):
                model = getattr(ecrpublic_models, name)
                if hasattr(model, "model_json_schema") and not getattr(
                    model, "__pydantic_generic_metadata__", {"parameters": ()}
                )["parameters"]:
                    found[name] = repr(model.model_json_schema())
            return found

        first, *others = race(schemas)
        assert len(first) > 50 and all(other == first for other in others)
    """,
    "one paginator lists": """
        from ecrpublic_models import DescribeImagesPaginator
        paginator = DescribeImagesPaginator(client)

        def digests(number):
            pages = paginator.paginate(
                repositoryName="team/app0", PaginationConfig={"MaxItems": 12 + number % 3}
            )
            found = [image.imageDigest for image in pages.items()]
            assert pages.resume_token is None
            return found

        first, *others = race(digests)
        assert len(set(first)) == 12 and all(other == first for other in others)
    """,
    "one listing is iterated by all": """
        from ecrpublic_models import DescribeImagesPaginator
        pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app0")
        first, *others = race(lambda _: [image.imageDigest for image in pages.items()])
        assert len(set(first)) == 12 and all(other == first for other in others)
    """,
    "one facade calls": """
        from ecrpublic_models import ECRPublic
        from ecrpublic_models.errors import RepositoryNotFoundException
        registry = ECRPublic(client)

        def call(number):
            if number % 2:
                return registry.describe_repositories().repositories
            try:
                registry.describe_images(repositoryName="team/app1", nextToken="1")
            except RepositoryNotFoundException as error:
                return error.message

        found = race(call)
        assert all(one == found[0] for one in found[::2]) and found[0] == "team/app1 is gone"
        assert all(one == found[1] for one in found[1::2]) and len(found[1]) == 6
    """,
    "inventories side by side": """
        from ecrpublic_models import describe_images_of

        def rows(_):
            return sorted(
                (repository, image.imageDigest)
                for repository, page in describe_images_of(
                    ["team/app0", "team/app2"], client=client, concurrency=2
                )
                for image in page.imageDetails
            )

        first, *others = race(rows)
        assert len(first) == 24 and all(other == first for other in others)
    """,
    "models are shared": """
        from copy import deepcopy
        import pickle
        from ecrpublic_models import ImageIdentifier
        shared = ImageIdentifier(imageTag="v1")

        def use(_):
            copies = {shared, deepcopy(shared), pickle.loads(pickle.dumps(shared))}
            return len(copies), hash(shared), shared.model_dump_json(exclude_unset=True)

        assert set(race(use)) == {(1, hash(shared), '{"imageTag":"v1"}')}
    """,
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_threads_get_what_one_gets(server: Loopback, fleet: Fleet, program: str) -> None:
    fleet.failing = frozenset(["team/app1"])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RACE + textwrap.dedent(program), server.url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
