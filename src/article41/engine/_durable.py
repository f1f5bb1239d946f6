"""durable-rules, driven directly and only in the one way that was found exact.

The C extension is called without its Python host: one ruleset, one state, one live fact. A sentinel rule fires
on every fact, so silence is told from an engine that is stuck; a check that was cut short (Ctrl-C, a signal)
leaves a mark, and the next check recovers or rebuilds before it answers; a forked child never touches the
state it inherited. Whatever the engine says that it should not say is an EngineError, never an answer.
"""

from __future__ import annotations

import contextlib
import json
import os
import weakref
from typing import Any

from article41._errors import EngineError
from article41.engine._encode import SENTINEL, Ruleset

_engine: Any = None
try:
    import durable_rules_engine

    _engine = durable_rules_engine
except ImportError:  # Python 3.13 and later, where durable-rules does not load
    pass

__all__ = ["AVAILABLE", "Pack"]

AVAILABLE = _engine is not None
"""Whether durable-rules is installed and can be loaded."""

_FACT_ID = '{"id":"m","sid":"0"}'
_SENTINEL = f'{{"{SENTINEL}"'


class Pack:
    """One ruleset and the single state it runs in. The caller holds a lock around ``run``."""

    __slots__ = (
        "__weakref__", "_bare", "_dirty", "_free", "_handle", "_kind", "_names", "_offset", "_pid", "_text",
    )  # fmt: skip

    def __init__(self, ruleset: Ruleset) -> None:
        self._kind = ruleset.kind
        self._names = tuple(ruleset.rules)
        self._bare = [name for name, tests in ruleset.rules.items() if not tests]
        self._text = json.dumps(ruleset.definition())
        self._free: Any = None
        self._handle: Any = None
        self._pid = 0
        self._dirty = False
        self._offset: Any = None

    def run(self, properties: str) -> list[str]:
        """Assert one fact and return the names of the rules that fire, without the sentinel.

        Args:
            properties: the fact's properties as the inside of a JSON object, starting with a comma or empty.

        Raises:
            EngineError: the engine did not answer as it must.
        """
        if self._handle is None or self._pid != os.getpid():
            self._build()
        elif self._dirty:
            self._recover()
        return self._fire(properties)

    def _build(self) -> None:
        self._dirty, self._offset = True, None
        try:
            self._handle = _engine.create_ruleset("rules", self._text)
        except Exception as error:
            self._handle = None
            raise EngineError(f"durable-rules refused a ruleset: {error!r}") from error
        self._pid = os.getpid()
        # The first completed action also initialises the C context that delete_state frees: only now may it be.
        self._probe()
        self._free = weakref.finalize(self, _delete, self._handle, self._pid)
        self._free.atexit = False

    def _probe(self) -> None:
        """Ask with an empty fact: only the rules that test nothing may fire."""
        if sorted(self._fire("")) != sorted(self._bare):
            self._dirty = True
            raise EngineError("durable-rules fired a rule on an empty fact, or left out one that always fires")

    def _fire(self, properties: str) -> list[str]:
        handle = self._handle
        self._dirty = True
        fired: list[str] = []
        try:
            code, offset = _engine.assert_fact(handle, f'{{"id":"m","sid":"0","k":"{self._kind}"{properties}}}')
            if code:
                raise EngineError(f"durable-rules answered {code} to a fact")
            action = _engine.start_action_for_state(handle, offset)
            if action is None or not action[1].startswith(_SENTINEL):
                raise EngineError("durable-rules did not fire the sentinel: the state is stuck or stale")
            message = _engine.complete_and_start_action(handle, offset)
            while message is not None:
                fired.append(self._names[int(message[2 : message.index('"', 2)])])
                message = _engine.complete_and_start_action(handle, offset)
            if _engine.retract_fact(handle, _FACT_ID)[0]:
                raise EngineError("durable-rules could not take the fact back")
        except (_engine.error, ValueError, IndexError) as error:
            raise EngineError(f"durable-rules failed: {error}") from error
        self._offset, self._dirty = offset, False
        return fired

    def _recover(self) -> None:
        """Finish what an interrupted check left; if that fails, start with a fresh ruleset."""
        try:
            if self._offset is None:
                raise EngineError("no check ever completed on this state")
            _engine.abandon_action(self._handle, self._offset)
            action = _engine.start_action_for_state(self._handle, self._offset)
            message = action and action[1]
            while message is not None:
                message = _engine.complete_and_start_action(self._handle, self._offset)
            _engine.retract_fact(self._handle, _FACT_ID)
            self._probe()
        except (EngineError, _engine.error):
            self.close()
            self._build()

    def close(self) -> None:
        """Free the ruleset; the next ``run`` makes it anew. It is freed, too, when nobody holds the pack."""
        # The handle goes first: if this is cut short, nothing half freed is used again.
        self._handle = None
        if self._free is not None:
            self._free()


def _delete(handle: Any, pid: int) -> None:
    if pid == os.getpid():
        with contextlib.suppress(_engine.error):
            _engine.delete_state(handle, "0")
            _engine.delete_ruleset(handle)
