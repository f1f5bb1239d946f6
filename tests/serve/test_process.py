from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from article41 import check
from article41.__main__ import main
from article41.serve._settings import MAX_BODY

from ._faults import SECRET
from ._local import FIXTURES, clear
from ._service import Service, running, start, wait

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


MINE = """
regime: mine
title: A national law
target: [DE]
status: in_force
verified_to: 2024-12-31
provisions:
  no-food:
    cite: {imposes: S/RES/1718 (2006) 8}
    in_force: 2006-10-14 ..
    to: {state: DE}
    when: [{item.type: food}]
    rule: No food.
    confidence: high
"""


@pytest.fixture(scope="module")
def service() -> Any:
    with running("--workers", "2") as service:
        yield service


def test_it_starts_answers_and_ends_well() -> None:
    with running() as service:
        assert service.check(clear())[1]["verdict"] == "out_of_scope"
        workers = service.workers()
        assert len(workers) == 2
        assert service.end(signal.SIGTERM) == 0
        assert all(not Path(f"/proc/{pid}").exists() for pid in workers)
        assert service.log.count("\n") == 1


def test_interrupted_it_ends_well_too() -> None:
    with running("--workers", "1") as service:
        assert service.end(signal.SIGINT) == 0


def test_what_is_under_way_is_answered_before_the_end() -> None:
    with running("--workers", "1", faulty=True) as service, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(service.check, clear("slow"))
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        assert slow.result()[1]["verdict"] == "out_of_scope"
        assert service.end() == 0


def test_asked_twice_it_does_not_wait() -> None:
    with running("--workers", "1", faulty=True) as service, ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(service.check, clear("hang"))
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert service.process.poll() is None
        assert service.end() == 0
        # It gets an error if there is time for one, and else a connection that ends.
        assert hanging.exception() is not None or hanging.result()[0] == 503


def test_a_worker_killed_at_work_is_a_503_and_is_replaced() -> None:
    with running("--workers", "2", faulty=True) as service, ThreadPoolExecutor(1) as threads:
        before = set(service.workers())
        slow = threads.submit(service.check, clear("slow", description=SECRET))
        time.sleep(0.5)
        # One of the two is at work, and the signal to it is the one that counts.
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        status, problem = slow.result()
        assert (status, problem["code"]) == (503, "engine_fault")
        wait(lambda: json.loads(service.ask("GET", "/healthz")[2])["workers"]["ready"] == 2)
        assert not before & set(service.workers())
        assert service.check(clear())[0] == 200
        service.end()
        assert "SIGKILL" in service.log
        assert SECRET not in service.log


@pytest.mark.parametrize(
    ("fault", "status", "code", "logged"),
    [
        ("crash", 503, "engine_fault", "SIGSEGV"),
        ("doubt", 503, "engine_fault", "EngineError"),
        ("hang", 504, "time_limit", "time limit"),
    ],
)
def test_faults_of_the_engine(fault: str, status: int, code: str, logged: str) -> None:
    with running("--workers", "1", "--time-limit", "2", faulty=True) as service:
        found, problem = service.check(clear(fault, description=SECRET))
        assert (found, problem["code"]) == (status, code)
        assert SECRET not in json.dumps(problem)
        assert service.check(clear())[1]["verdict"] == "out_of_scope"
        service.end()
        assert logged in service.log
        assert SECRET not in service.log


def test_workers_do_not_outlive_a_killed_service() -> None:
    with running("--workers", "2", "--time-limit", "0.2", faulty=True) as service:
        workers = service.workers()
        # One is stuck, and learns nothing of the end of its service: it has set an alarm for itself.
        stuck = socket.create_connection((service.host, service.port))
        stuck.sendall(_request(json.dumps(clear("spin")).encode()))
        time.sleep(0.1)
        service.process.kill()
        stuck.close()
        wait(lambda: not any(_lives(pid) for pid in workers))


def test_a_crashed_worker_leaves_no_image_of_its_memory(service: Service) -> None:
    for pid in service.workers():
        assert re.search(r"Max core file size +0 +0 ", Path(f"/proc/{pid}/limits").read_text())


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _request(body: bytes, length: int | None = None) -> bytes:
    head = (
        "POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body


def test_a_body_over_the_limit_is_a_413_also_for_those_who_send_all_of_it_first(service: Service) -> None:
    status, _, body = service.ask("POST", "/v1/check", b" " * (2 * MAX_BODY), {"Content-Type": "application/json"})
    assert (status, json.loads(body)["code"]) == (413, "body_too_large")


def test_a_body_without_a_length_is_counted_as_it_comes(service: Service) -> None:
    chunks = (b" " * 65_536 for _ in range(MAX_BODY // 65_536 + 2))
    status, _, body = service.ask("POST", "/v1/check", chunks, {"Content-Type": "application/json"})
    assert (status, json.loads(body)["code"]) == (413, "body_too_large")


def test_a_body_of_the_limit_is_read(service: Service) -> None:
    content = json.dumps(clear()).encode().ljust(MAX_BODY)
    status, _, _ = service.ask("POST", "/v1/check", content, {"Content-Type": "application/json"})
    assert status == 200


def test_large_bodies_do_not_stay_in_memory(service: Service) -> None:
    def resident() -> int:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{service.process.pid}/status").read_text())
        assert found
        return int(found[1])

    for _ in range(3):
        service.ask("POST", "/v1/check", b" " * (2 * MAX_BODY), {"Content-Type": "application/json"})
    before = resident()
    for _ in range(10):
        service.ask("POST", "/v1/check", b" " * (2 * MAX_BODY), {"Content-Type": "application/json"})
    assert resident() - before < 2 * MAX_BODY // 1024


def test_a_slow_body_is_a_408_and_stops_nobody() -> None:
    with running("--workers", "1", "--time-limit", "1") as service:
        with socket.create_connection((service.host, service.port), timeout=20) as slow:
            slow.sendall(_request(b"{", length=100))
            assert service.check(clear())[0] == 200
            answer = b""
            while chunk := slow.recv(65_536):
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"body_too_slow" in answer


def test_who_goes_away_in_the_middle_leaves_no_trace(service: Service) -> None:
    with socket.create_connection((service.host, service.port)) as gone:
        gone.sendall(_request(b"{", length=100))
        time.sleep(0.1)
    assert service.check(clear())[0] == 200


def test_what_is_no_http_gets_a_400(service: Service) -> None:
    with socket.create_connection((service.host, service.port), timeout=20) as odd:
        odd.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert odd.recv(100).startswith(b"HTTP/1.1 400")


def test_many_at_once_get_the_answers_of_the_single_check(service: Service) -> None:
    documents = [json.loads(path.read_bytes()) for path in FIXTURES]
    wanted = [json.loads(json.dumps(check(document).to_dict())) for document in documents]
    work = [n % len(documents) for n in range(200)]
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda n: service.check(documents[n]), work))
    assert found == [(200, wanted[n]) for n in work]


def test_a_port_in_use(service: Service) -> None:
    other = start("--port", str(service.port))
    out, err = other.communicate(timeout=30)
    assert (other.returncode, out) == (2, "")
    assert f"port {service.port} of 127.0.0.1 is in use" in err
    assert "--port" in err


def test_rules_of_ones_own_are_used(tmp_path: Path) -> None:
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "mine.yaml").write_text(MINE, encoding="utf-8")
    with running("--workers", "1", "--rules", str(tmp_path)) as service:
        status, report = service.check(clear())
        assert (status, report["verdict"]) == (200, "prohibited")
        assert [finding["provision"] for finding in report["findings"]] == ["mine/no-food"]
        assert json.loads(service.ask("GET", "/v1/version")[2])["digest"] == report["rulebook"]["digest"]
        assert service.ask("GET", "/v1/provisions/mine/no-food")[0] == 200


def test_rules_that_do_not_load_end_it(tmp_path: Path) -> None:
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "bad.yaml").write_text("id: [", encoding="utf-8")
    process = start("--port", "0", "--rules", str(tmp_path))
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (4, "")
    assert "bad.yaml" in err


def test_another_host_is_warned_of() -> None:
    with running("--host", "0.0.0.0", "--workers", "1") as service:
        assert "no authentication" in service.log
        assert service.check(clear())[0] == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "no.such.host.invalid"), "no address"),
        (("--host", "203.0.113.1"), "cannot listen"),
        (("--port", "65536"), "is not a port"),
        (("--port", "-1"), "is not a port"),
        (("--workers", "0"), "number of workers"),
        (("--time-limit", "0"), "number of seconds"),
        (("--time-limit", "nan"), "number of seconds"),
        (("--time-limit", "soon"), "number of seconds"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["fastapi", "uvicorn"])
def test_without_the_extra_it_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert main(["serve"]) == 2
    told = capsys.readouterr().err
    assert missing in told
    assert "pip install 'article41[serve]'" in told


def test_the_help_needs_no_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "fastapi", None)
    assert main(["serve", "--help"]) == 0
    assert "article41[serve]" in capsys.readouterr().out


def test_on_loopback_another_host_is_refused(service: Service) -> None:
    status, _, body = service.ask("GET", "/v1/version", headers={"Host": "evil.example"})
    assert (status, json.loads(body)["code"]) == (421, "misdirected_request")


def test_a_rule_book_that_is_not_there_ends_it(tmp_path: Path) -> None:
    process = start("--port", "0", "--book", str(tmp_path))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "there is no rule book" in said
    assert "article41 book" in said
