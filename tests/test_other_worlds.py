"""Concurrency that is neither threads nor asyncio: gevent, eventlet and trio."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.support.fleet import Fleet
from tests.support.loopback import Loopback

PATCHES = {
    "gevent": "from gevent import monkey; monkey.patch_all()",
    "eventlet": "import eventlet; eventlet.monkey_patch()",
}
# boto3 and this library are imported before the patching, or after it.
INVENTORY = """
import sys, warnings
warnings.simplefilter("ignore")  # of the patching itself, which comes late on purpose
{before}
{patch}
{after}
url, *names = sys.argv[1:]
from ecrpublic_models import create_client, describe_images_of
client = create_client(endpoint_url=url)
rows = [
    (name, image.imageDigest)
    for name, page in describe_images_of(names, client=client, concurrency=4)
    for image in page.imageDetails
]
inventory = describe_images_of(names, client=client, concurrency=4)
next(inventory)
inventory.close()
print(len(rows), len(set(rows)))
"""
LIBRARY = "import ecrpublic_models.inventory, ecrpublic_models.models.images"


def run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("moment", ["before", "after", "both"])
@pytest.mark.parametrize("package", PATCHES)
def test_inventories_under_green_threads(server: Loopback, package: str, moment: str) -> None:
    pytest.importorskip(package)
    fleet = Fleet(count=12, pages=3)
    server.respond = fleet.respond
    program = INVENTORY.format(
        before=LIBRARY if moment in {"before", "both"} else "",
        patch=PATCHES[package],
        after=LIBRARY if moment in {"after", "both"} else "",
    )
    assert run(program, server.url, *fleet.names) == f"{len(fleet.rows)} {len(fleet.rows)}\n"


UNDER_TRIO = """
import sys
import trio
from ecrpublic_models import ECRPublic, aio, create_client

url = sys.argv[1]

async def client():
    async with aio.create_client(endpoint_url=url):
        pass

async def call():
    await aio.AsyncECRPublic(made_elsewhere()).describe_registries()

async def listing():
    paginator = aio.AsyncDescribeImagesPaginator(made_elsewhere())
    async for _ in paginator.paginate(repositoryName="team/app"):
        pass

async def inventory():
    async for _ in aio.describe_images_of(["team/app"], client=made_elsewhere()):
        pass

def made_elsewhere():
    import asyncio

    async def make():
        return await aio.create_client(endpoint_url=url).__aenter__()

    return clients.setdefault("client", None) or clients.update(client=asyncio.run(make()))

clients = {}
made_elsewhere()
for action in (client, call, listing, inventory):
    try:
        trio.run(action)
    except RuntimeError as error:
        assert "needs an event loop of asyncio" in str(error), error
        assert "trio.to_thread.run_sync" in str(error), error
        print("told", end=" ")

async def in_a_thread():
    registry = ECRPublic(create_client(endpoint_url=url))
    return await trio.to_thread.run_sync(registry.describe_registries)

print(len(trio.run(in_a_thread).registries))
"""


@pytest.mark.aio
@pytest.mark.skipif(find_spec("trio") is None, reason="trio is not installed")
def test_trio_is_told_what_to_use(server: Loopback) -> None:
    from tests.support.kinds import registry
    from tests.support.loopback import Answer

    server.respond = lambda _: Answer({"registries": [registry(1)]})
    assert run(UNDER_TRIO, server.url) == "told told told told 1\n"
