"""Generates the modules of the package that follow from others, and the reference of them.

- `paginators.py` and `ecrpublic.py`, and their namesakes in `aio`: editors and type checkers need
  every signature written out. They follow from the operations, their request models, and the errors
  that botocore's service model declares for them.
- `__init__.py` of the package, of `models` and of `aio`: the lists of public names. They follow
  from the models and from each module's `__all__`.
- `docs/reference/`: an entry for every public name, from the same lists.
"""
