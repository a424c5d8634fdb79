"""What the tests with a JVM share: one session, and what its Python workers say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from ecrpublic_models.spark import ECRPublicDataSource
from ecrpublic_models.testing import ecr_public_server
from tests.spark.jvm.processes import QUICK_START

OLDEST_JAVA = 17


def pytest_configure() -> None:
    """Refuse to go on without Java: a test that was left out would pass unseen."""
    found = java_version()
    if found is None or found < OLDEST_JAVA:
        has = "there is none" if found is None else f"this is Java {found}"
        raise pytest.UsageError(f"the tests with Spark need Java {OLDEST_JAVA} or newer; {has}")


def java_version() -> int | None:
    """Of the Java that Spark would start."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(f"{home}/bin/java" if home else "java")
    if java is None:
        return None
    said = subprocess.run((java, "-version"), capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return None if found is None else int(found[1])


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    """The URL of one emulator for all modules, as there is one session."""
    with ecr_public_server() as server:
        yield server.url


@pytest.fixture(scope="session")
def workers_say(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the session's Python workers write what goes to their stderr."""
    return tmp_path_factory.mktemp("session") / "stderr"


@pytest.fixture(scope="session")
def spark(emulator: str, workers_say: Path, own_settings: None) -> Iterator[SparkSession]:
    """A session of two threads, in which a task may fail once."""
    with pytest.MonkeyPatch.context() as patch, workers_say.open("wb") as log:
        # Java and the Python workers get them as they start.
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("AWS_ENDPOINT_URL", emulator)
        for name, value in QUICK_START.items():
            patch.setenv(name, value)
        ours = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            session = (
                SparkSession.builder.master("local[2,2]")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", value=False)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()
            )
        finally:
            os.dup2(ours, 2)
            os.close(ours)
    session.dataSource.register(ECRPublicDataSource)
    yield session
    session.stop()
