"""Screening: tables of any form in, every row decided or set aside, with the provisions that it breaches."""

from __future__ import annotations

from article41.screening._counts import Counts
from article41.screening._frames import ScreenedFrame, screen_frame
from article41.screening._life import Life, Stopped
from article41.screening._mapping import TableMap, read_mapping
from article41.screening._outputs import OUT_FORMATS, Places, out_format, places_of
from article41.screening._preview import preview, told
from article41.screening._run import Job, Run
from article41.screening._screen import Screened, screen
from article41.screening._session import Session, Settled, session
from article41.screening._summary import html_summary, text_summary

__all__ = [
    "OUT_FORMATS",
    "Counts",
    "Job",
    "Life",
    "Places",
    "Run",
    "Screened",
    "ScreenedFrame",
    "Session",
    "Settled",
    "Stopped",
    "TableMap",
    "html_summary",
    "out_format",
    "places_of",
    "preview",
    "read_mapping",
    "screen",
    "screen_frame",
    "session",
    "text_summary",
    "told",
]
