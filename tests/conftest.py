"""Every temporary file of a test run, whoever makes it, is in one folder that goes with the run."""

import os
import shutil
import tempfile


def pytest_configure(config):
    tempfile.tempdir = os.environ["TMPDIR"] = config._vela_folder = tempfile.mkdtemp(prefix="vela-tests-")


def pytest_unconfigure(config):
    shutil.rmtree(config._vela_folder, ignore_errors=True)
