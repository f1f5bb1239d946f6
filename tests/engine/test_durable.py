"""durable-rules as it is driven: exact, and right again after anything that cuts a check short."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from article41 import EngineError
from article41.engine import _durable
from article41.engine._check import Engine
from article41.engine._durable import Pack
from article41.engine._encode import Ruleset

from ._small import law, provision, transfer

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not _durable.AVAILABLE, reason="durable-rules is not installed")

RULES = Ruleset(
    "item",
    {
        "one": (("==", "a", 2),),
        "more": ((">=", "a", 1), ("<=", "b", 5)),
        "same": (("==", "a", 2),),
        "far": (("==", "c", 9),),
    },
)
HIT, MISS = ',"a":2,"b":3', ',"a":0,"b":3'
FIRED = ["more", "one", "same"]


class Spy:
    """The C extension, with a hook around every call: ``before`` may raise, ``after`` may change the answer."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.calls: list[str] = []
        self.before: Callable[[str, int], None] = lambda name, number: None
        self.after: Callable[[str, int, Any], Any] = lambda name, number, answer: answer

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        if not callable(found) or isinstance(found, type):
            return found

        def call(*args: Any) -> Any:
            self.calls.append(name)
            number = len(self.calls)
            self.before(name, number)
            return self.after(name, number, found(*args))

        return call


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spy]:
    made = Spy(_durable._engine)
    monkeypatch.setattr(_durable, "_engine", made)
    yield made
    made.before = lambda name, number: None
    made.after = lambda name, number, answer: answer
    gc.collect()


def assert_runs(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def answers(pack: Pack) -> None:
    """The pack answers rightly, whatever was before."""
    assert sorted(pack.run(HIT)) == FIRED
    assert pack.run(MISS) == []
    assert pack.run("") == []
    assert sorted(pack.run(HIT)) == FIRED


def test_it_names_the_rules_that_fire() -> None:
    pack = Pack(RULES)
    answers(pack)
    assert pack.run(',"c":9') == ["far"]
    assert pack.run(',"a":1,"b":6') == []


def test_a_rule_without_tests_always_fires() -> None:
    pack = Pack(Ruleset("item", {"always": (), **RULES.rules}))
    assert pack.run("") == ["always"]
    assert sorted(pack.run(HIT)) == ["always", *FIRED]


def test_names_come_back_as_they_were() -> None:
    names = ['a"b', "é", "~", "a#b", "\\", "日本", "0"]
    pack = Pack(Ruleset("item", dict.fromkeys(names, (("==", "a", 2),))))
    assert pack.run(',"a":2') == names


def test_it_is_made_when_first_used(spy: Spy) -> None:
    pack = Pack(RULES)
    assert spy.calls == []
    pack.run(HIT)
    assert spy.calls.count("create_ruleset") == 1
    pack.run(HIT)
    assert spy.calls.count("create_ruleset") == 1


# What the engine says that it must not say


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("assert_fact", (1, 0), "answered 1"),
        ("start_action_for_state", None, "stuck or stale"),
        ("start_action_for_state", ("{}", '{"0": {}}'), "stuck or stale"),
        ("complete_and_start_action", '{"x": {}}', "failed"),
        ("complete_and_start_action", '{"7": {}}', "failed"),
        ("complete_and_start_action", "{}", "failed"),
        ("retract_fact", (1, 0), "take the fact back"),
    ],
)
def test_a_wrong_word_is_an_error_and_the_next_check_is_right(spy: Spy, name: str, answer: Any, words: str) -> None:
    pack = Pack(RULES)
    answers(pack)
    spy.after = lambda called, number, real: answer if called == name else real
    with pytest.raises(EngineError, match=words):
        pack.run(HIT)
    spy.after = lambda called, number, real: real
    answers(pack)


@pytest.mark.parametrize("name", ["assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact"])
def test_errors_of_the_extension_become_ours(spy: Spy, name: str) -> None:
    pack = Pack(RULES)
    answers(pack)

    def fail(called: str, number: int) -> None:
        if called == name:
            raise spy.error("it broke")

    spy.before = fail
    with pytest.raises(EngineError, match="it broke"):
        pack.run(HIT)
    spy.before = lambda called, number: None
    answers(pack)


def test_a_ruleset_that_is_refused(spy: Spy) -> None:
    pack = Pack(Ruleset("item", {"r": (("~=", "a", 2),)}))
    spy.before = lambda name, number: (_ for _ in ()).throw(spy.error("no")) if name == "create_ruleset" else None
    with pytest.raises(EngineError, match="refused a ruleset"):
        pack.run(HIT)
    spy.before = lambda name, number: None
    assert pack.run("") == []


def test_a_ruleset_that_fires_on_nothing_is_not_used() -> None:
    pack = Pack(Ruleset("item", {"always": ()}))
    pack._bare = []  # as if the rule had tests
    for _ in range(2):
        with pytest.raises(EngineError, match="empty fact"):
            pack.run(HIT)


# Cut short


def count_calls(spy: Spy, act: Callable[[], object]) -> int:
    spy.calls.clear()
    act()
    return len(spy.calls)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "first"])
def test_an_interruption_at_every_call(spy: Spy, when: str, warm: bool) -> None:
    def begin() -> Pack:
        pack = Pack(RULES)
        if warm:
            answers(pack)
        return pack

    fresh = begin()
    total = count_calls(spy, lambda: fresh.run(HIT))
    assert total >= 6
    for at in range(1, total + 1):
        pack = begin()
        spy.calls.clear()

        def cut(name: str, number: int, answer: Any = None, at: int = at) -> Any:
            if number == at:
                raise KeyboardInterrupt
            return answer

        setattr(spy, when, cut)
        with pytest.raises(KeyboardInterrupt):
            pack.run(HIT)
        spy.before, spy.after = (lambda name, number: None), (lambda name, number, answer: answer)
        answers(pack)


def test_an_interruption_of_the_recovery_itself(spy: Spy) -> None:
    def cut_at(at: int) -> Callable[[str, int], None]:
        def cut(name: str, number: int) -> None:
            if number == at:
                raise KeyboardInterrupt

        return cut

    for at in range(1, 9):
        pack = Pack(RULES)
        answers(pack)
        spy.calls.clear()
        spy.before = cut_at(3)
        with pytest.raises(KeyboardInterrupt):
            pack.run(HIT)
        spy.calls.clear()
        spy.before = cut_at(at)
        with pytest.raises(KeyboardInterrupt):
            pack.run(HIT)
        spy.before = lambda name, number: None
        answers(pack)


def test_a_recovery_that_fails_begins_anew(spy: Spy) -> None:
    pack = Pack(RULES)
    answers(pack)
    spy.after = lambda name, number, answer: None if name == "start_action_for_state" else answer
    with pytest.raises(EngineError, match="stuck"):
        pack.run(HIT)
    made = spy.calls.count("create_ruleset")

    def fail(name: str, number: int) -> None:
        if name == "abandon_action":
            raise spy.error("gone")

    spy.after, spy.before = (lambda name, number, answer: answer), fail
    answers(pack)
    assert spy.calls.count("create_ruleset") == made + 1
    assert spy.calls.count("delete_ruleset") == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timer here")
def test_real_signals_at_any_time() -> None:
    # In a process of its own: a signal may also hit what measures coverage, which does not stand it.
    script = """
        import signal
        from tests.engine.test_durable import FIRED, HIT, MISS, RULES, Pack, answers

        class Alarm(Exception):
            pass

        def ring(*_):
            raise Alarm

        pack = Pack(RULES)
        answers(pack)
        signal.signal(signal.SIGALRM, ring)
        cut = wrong = 0
        for n in range(400):
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.00002 + n % 40 * 0.00001)
                while True:
                    wrong += sorted(pack.run(HIT)) != FIRED
                    wrong += pack.run(MISS) != []
            except Alarm:
                cut += 1
        assert (cut, wrong) == (400, 0), (cut, wrong)
        answers(pack)
    """
    assert_runs(script)


def test_an_interrupted_check_leaves_the_next_one_right(spy: Spy) -> None:
    shells = transfer(intermediaries=[{"role": "broker"}])
    rulebook = law({"p": provision(), "q": provision(when=[{"any.kind": "police"}])})
    expected = Engine(rulebook).check(shells).to_dict()
    at = cut_short = 1
    while cut_short:
        engine, cut_short = Engine(rulebook), 0
        spy.calls.clear()

        def cut(name: str, number: int, at: int = at) -> None:
            if number == at:
                raise KeyboardInterrupt

        spy.before = cut
        try:
            engine.check(shells)
        except KeyboardInterrupt:
            cut_short = 1
        spy.before = lambda name, number: None
        assert engine.check(shells).to_dict() == expected
        at += 2
    assert at > 20


# Given back


def test_close_frees_it_and_it_can_be_used_again(spy: Spy) -> None:
    pack = Pack(RULES)
    pack.close()  # nothing there yet
    answers(pack)
    pack.close()
    pack.close()
    assert spy.calls.count("delete_ruleset") == 1
    answers(pack)
    assert spy.calls.count("create_ruleset") == 2


def test_a_pack_that_nobody_holds_frees_its_ruleset(spy: Spy) -> None:
    pack = Pack(RULES)
    answers(pack)
    del pack
    gc.collect()
    assert spy.calls[-2:] == ["delete_state", "delete_ruleset"]


def test_a_close_that_the_extension_refuses_does_no_harm(spy: Spy) -> None:
    pack = Pack(RULES)
    answers(pack)

    def fail(name: str, number: int) -> None:
        if name == "delete_state":
            raise spy.error("no")

    spy.before = fail
    pack.close()
    spy.before = lambda name, number: None
    answers(pack)


def test_an_engine_goes_with_its_rulebook(spy: Spy) -> None:
    from article41 import check

    rulebook = law()
    check({"date": "2004-05-06", "items": [{"type": "goods"}]}, rulebook=rulebook)
    made = spy.calls.count("create_ruleset")
    assert made > 0
    del rulebook
    gc.collect()
    assert spy.calls.count("delete_ruleset") == made


# Threads and forks


def test_threads_share_an_engine() -> None:
    engine = Engine(law({"p": provision(), "q": provision(**{"from": {"state": "BB"}, "items": ["food"]})}))
    work = [transfer(item, recipient={"state": to}) for item in ("artillery_shells", "food_aid") for to in ("AA", "BB")]
    expected = [engine.check(one).to_dict() for one in work]
    fresh = Engine(engine.rulebook)
    wrong: list[object] = []
    start = threading.Barrier(8)

    def run() -> None:
        start.wait()
        try:
            for n in range(250):
                if fresh.check(work[n % 4]).to_dict() != expected[n % 4]:
                    wrong.append(n)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_never_touches_what_it_inherited(spy: Spy) -> None:
    pack = Pack(RULES)
    answers(pack)
    spy.calls.clear()
    pid = pack._pid
    pack._pid = -1  # as it is in a forked child
    answers(pack)
    assert "create_ruleset" in spy.calls
    assert "delete_ruleset" not in spy.calls
    assert pack._pid == pid
    _durable._delete(0, -1)
    assert "delete_state" not in spy.calls


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_forks_while_threads_check() -> None:
    script = """
        import os, signal, threading
        from tests.engine._small import both, law, transfer
        engine = both(law())[0]
        shells = transfer()
        expected = engine.check(shells).to_dict()
        done = threading.Event()

        def work():
            while not done.is_set():
                assert engine.check(shells).to_dict() == expected

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        codes = []
        for _ in range(20):
            pid = os.fork()
            if pid == 0:
                signal.alarm(20)  # a child that hangs is killed
                right = all(engine.check(shells).to_dict() == expected for _ in range(3))
                os._exit(0 if right else 1)
            codes.append(os.waitpid(pid, 0)[1])
        done.set()
        for thread in threads:
            thread.join()
        assert codes == [0] * 20, codes
        assert engine.check(shells).to_dict() == expected
    """
    assert_runs(script)


# Without durable-rules


def test_the_module_loads_without_the_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    spec = spec_from_file_location("durable_without_extension", _durable.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.AVAILABLE is False


def test_who_asks_for_it_in_vain_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_durable, "AVAILABLE", False)
    with pytest.raises(EngineError, match="not installed"):
        Engine(law(), durable=True)
    assert Engine(law()).name == "closures"


def test_a_process_without_it_answers_and_says_so() -> None:
    script = """
        import sys
        sys.modules["durable_rules_engine"] = None
        from tests.engine._small import judge, law
        report = judge(law())
        assert report.verdict == "prohibited", report
        assert report.engine == "closures"
        assert [c.kind for c in report.caveats if c.kind == "engine"] == ["engine"]
    """
    assert_runs(script)
