"""Keeps Python's garbage collector away from the start and from the keys.

Switched off before the imports and until the first paint, it saves 50 to 80 ms of 300. Afterwards what is there
is left alone for good (``freeze``), and collecting is done when nobody types.
"""

from __future__ import annotations

import gc
import sys

_SELDOM = (20_000, 50, 1_000)
"""Thresholds so high that no collection of the older generations falls between two keys."""


def hold() -> None:
    """No collecting from now on. Call it before importing Textual."""
    gc.disable()


def release() -> None:
    """Collect once and then seldom; what exists now is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()


def tidy() -> None:
    """A full collection of what came after :func:`release`. Call it when nobody types.

    Textual 8.2.8 holds every widget's painted lines in a cache of a method (``lru_cache`` on
    ``StylesCache.get_inner_outer``, which takes the object for a part of the key) after the widget has gone:
    up to 1,024 of them, 50 MiB. The cache is emptied here.
    """
    styles_cache = sys.modules.get("textual._styles_cache")
    if styles_cache is not None:
        clear = getattr(styles_cache.StylesCache.get_inner_outer, "cache_clear", None)
        if clear is not None:
            clear()
    gc.collect()
