"""``python -m article41.mutation``: how much of the law the case files hold fast."""

import sys

from article41.mutation._command import main

if __name__ == "__main__":
    sys.exit(main())
