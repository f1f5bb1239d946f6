"""JSON Schemas of what the service says: the report of docs/report.md, errors, and the law."""

from __future__ import annotations

from typing import Any

from article41._words import Confidence, ExemptionStatus, Role, Verdict
from article41.engine._report import SCHEMA
from article41.serve._problems import Code

__all__ = ["report_schemas", "service_schemas"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TRUTH: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _word(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def _object(description: str, optional: tuple[str, ...] = (), **fields: Schema) -> Schema:
    """An object that may get more fields in later versions."""
    return {
        "type": "object",
        "description": description,
        "properties": fields,
        "required": [name for name in fields if name not in optional],
    }


def report_schemas() -> dict[str, Schema]:
    """Return the schemas of a report and its parts, by name."""
    verdict = _word(*(word.value for word in Verdict))
    confidence = _word(*(word.value for word in Confidence))
    citations = _list(_ref("Citation"))
    return {
        "Report": _object(
            "The answer to one transfer; docs/report.md explains every field.",
            ("source",),
            schema={"const": SCHEMA},
            transfer=_TEXT,
            verdict=verdict,
            date=_TEXT,
            engine=_TEXT,
            rulebook=_object("Which law answered.", version=_TEXT, digest=_TEXT),
            library=_TEXT,
            findings=_list(_ref("Finding")),
            questions=_list(_ref("Question")),
            obligations=_list(_ref("Obligation")),
            advisories=_list(_ref("Advisory")),
            caveats=_list(_object("A limit of this answer.", kind=_TEXT, text=_TEXT)),
            waivers={"type": "array", "maxItems": 0, "description": "Empty: the service is given no waivers."},
            source=_object("Where it stood in the list that was sent.", file=_TEXT, pointer=_TEXT),
        ),
        "Finding": _object(
            "A provision that reaches the transfer.",
            provision=_TEXT,
            regime=_TEXT,
            verdict=verdict,
            items=_list(_COUNT),
            activities=_list(_TEXT),
            citations=citations,
            rule=_TEXT,
            facts=_list(_ref("Fact")),
            exemptions=_list(_ref("Exemption")),
            missing=_list(_TEXT),
            confidence=confidence,
            notes=_list(_TEXT),
            missing_facts=_list(_TEXT),
        ),
        "Citation": _object(
            "A paragraph relied on.",
            resolution=_TEXT,
            paragraph=_TEXT,
            role=_word(*(word.value for word in Role)),
            url=_TEXT_OR_NULL,
            verified=_TRUTH,
        ),
        "Fact": _object(
            "A stated fact and the test that it met.", ("chain",), pointer=_TEXT, value={}, test=_TEXT,
            chain=_list(_TEXT),
        ),
        "Exemption": _object(
            "An exemption, and what would prove it.",
            id=_TEXT,
            status=_word(*(word.value for word in ExemptionStatus)),
            citation=_ref("Citation"),
            summary=_TEXT,
            needs=_list(_TEXT),
            missing=_list(_TEXT),
            discretionary=_TRUTH,
        ),
        "Question": _object(
            "A fact to establish.",
            pointer=_TEXT,
            ask=_TEXT,
            answers=_list(_object("An answer and the verdict that it leads to.", value={}, verdict=verdict)),
        ),
        "Obligation": _object(
            "A duty that follows.",
            provision=_TEXT, duty=_TEXT, text=_TEXT, certain=_TRUTH, citations=citations, confidence=confidence,
        ),
        "Advisory": _object(
            "A voluntary call.",
            provision=_TEXT, text=_TEXT, certain=_TRUTH, citations=citations, confidence=confidence,
        ),
    }  # fmt: skip


def service_schemas() -> dict[str, Schema]:
    """Return the schemas of what is not a report, by name."""
    return {
        "Problem": _object(
            "An error: application/problem+json.",
            type=_TEXT,
            title=_TEXT,
            status=_COUNT,
            code=_word(*(code.word for code in Code)),
            detail=_TEXT,
            hint=_TEXT_OR_NULL,
            problems=_list(_ref("BodyProblem")),
        ),
        "BodyProblem": _object(
            "One thing that is wrong with the body.",
            message=_TEXT,
            pointer={**_TEXT_OR_NULL, "description": "JSON pointer into the body; empty for all of it."},
            line={**_COUNT_OR_NULL, "description": "From 1."},
            column={**_COUNT_OR_NULL, "description": "From 1."},
            hint=_TEXT_OR_NULL,
            allowed={"type": ["array", "null"], "items": _TEXT, "description": "What may stand there, if so much."},
        ),
        "Health": _object(
            "The state of the workers.",
            status=_word("ok", "unavailable"),
            workers=_object("Those that live, and how many there should be.", ready=_COUNT, wanted=_COUNT),
        ),
        "Version": _object(
            "Which code and which law answer.", article41=_TEXT, rulebook=_TEXT, digest=_TEXT, engine=_TEXT
        ),
        "Regimes": _object(
            "What `article41 rules list --format json` prints.",
            rulebook=_object("Which law.", version=_TEXT, digest=_TEXT),
            regimes=_list(_object("An embargo.", id=_TEXT, title=_TEXT, status=_TEXT)),
            not_encoded=_list(_object("An embargo that is known and not in the rulebook.", id=_TEXT, title=_TEXT)),
        ),
        "Provision": _object(
            "What `article41 rules show ID --format json` prints.",
            id=_TEXT,
            regime=_TEXT,
            effect=_TEXT,
            rule=_TEXT,
            citations=_list(_ref("Citation")),
            periods=_list(_TEXT),
            exemptions=_list({"type": "object"}),
            confidence=_TEXT,
        ),
    }
