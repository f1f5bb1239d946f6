"""Cases: transfers with the verdict that they must get, written so that a lawyer can write them."""

from article41.cases._form import Case, read_cases
from article41.cases._run import faults_of, run_case

__all__ = ["Case", "faults_of", "read_cases", "run_case"]
