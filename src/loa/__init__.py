"""Loa: a dispatch goes in, tasks, proof and the consolidated report come out."""

import os

# Before numpy is loaded: on small products its threads wait for each other, and looking for a
# poster cost seven times the CPU. Processes side by side use the cores better.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
