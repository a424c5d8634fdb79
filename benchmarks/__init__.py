"""What this library costs, measured beside others: `python -m benchmarks`."""
