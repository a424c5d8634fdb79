"""The parts of the library that do no I/O: listings, inventories, and reading responses."""
