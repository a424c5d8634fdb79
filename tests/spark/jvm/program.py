"""A program that copies a registry to Parquet files, on a cluster."""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from ecrpublic_models.spark import ECRPublicDataSource


def copy(master: str, url: str, to: str) -> None:
    spark = (
        SparkSession.builder.master(master)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", value=False)
        .config("spark.executor.cores", 1)
        .config("spark.executor.memory", "512m")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .getOrCreate()
    )
    spark.dataSource.register(ECRPublicDataSource)
    images = spark.read.format("ecrpublic").options(endpointUrl=url, numPartitions=4, concurrency=1)
    images.load().write.parquet(to)
    spark.stop()


if __name__ == "__main__":
    copy(*sys.argv[1:])
