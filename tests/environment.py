"""The surroundings of every test, set before Django reads its settings (see `addopts`)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="loa-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
Path(_folder, "static").mkdir()  # what collectstatic would have made

os.environ["LOA_DATA"] = _folder
os.environ["LOA_EMAIL_URL"] = "memory://"
os.environ["LOA_TASKS"] = "immediate"
os.environ["LOA_DEBUG"] = "yes"
os.environ["LOA_READ_APART"] = "no"  # tests/doors/test_apart.py reads apart
