"""The law mutated: changed in one point at a time, to see whether the cases of its regime notice.

A case file that does not notice a dropped condition or a date moved by a day would not notice the mistake
either. ``python -m article41.mutation`` says how many changes the cases notice, and lists the others.
"""

from article41.mutation._conditions import Vocabulary
from article41.mutation._mutant import Mutant
from article41.mutation._mutants import mutants_of
from article41.mutation._run import Result, measure

__all__ = ["Mutant", "Result", "Vocabulary", "measure", "mutants_of"]
