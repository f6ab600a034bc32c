"""The command line: parse, call, print, exit code.

Exit codes: 0 done; 1 nothing of that id, or something was skipped; 2 the input is wrong; 3 the run could not go on.
Answers go to standard output, everything else to standard error.
"""

from dateline.cli.main import main

__all__ = ["main"]
