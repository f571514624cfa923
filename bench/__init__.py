"""Measures, each beside a peer: `bin/bench NAME`."""

import loa as loa  # sets the threads of numpy's products before numpy is loaded
