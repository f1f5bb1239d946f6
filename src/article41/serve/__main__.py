"""``python -m article41.serve`` prints the OpenAPI document, as it is committed in ``schemas/openapi.json``."""

from __future__ import annotations

import sys

from article41.law import Rulebook
from article41.serve._app import create_app
from article41.serve._openapi import openapi_text
from article41.serve._pool import Pool

__all__ = ["document"]


def document() -> str:
    """Return the document; nothing is started."""
    rulebook = Rulebook.default()
    pool = Pool(0, (), 0.0, rulebook.digest, lambda line: None)
    return openapi_text(create_app(pool, rulebook, 0.0, lambda line: None))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(document())
