"""How fast `cf-init check` is, beside cfn-lint on the same files. Prints a table; judges nothing.

    cargo build --profile cli --bin cf-init
    .venv/bin/python tests/bench/check.py [FILE…]

Without files: the templates of tests/fixtures and the starters, and one of 500 resources. cfn-lint runs in a process that
is warm: its start and the reading of its schemas are not counted. Ours is the command as people run it, with its start;
"alone" is what one more file costs it, from a run over copies of the file on one core. Medians of the same rounds.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cfnlint import api
from cfnlint.config import ManualArgs

ROOT = Path(__file__).parents[2]
PROGRAM = os.environ.get("CF_INIT", ROOT / "target" / "cli" / "cf-init")
ROUNDS = int(os.environ.get("ROUNDS", "5"))
COPIES = int(os.environ.get("COPIES", "40"))


def ours(*paths, **options):
    """Milliseconds of a run over files."""
    start = time.perf_counter()
    done = subprocess.run([PROGRAM, "check", "--format", "json", *paths], capture_output=True, **options)
    end = time.perf_counter()
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return (end - start) * 1000


def theirs(paths):
    """Milliseconds of cfn-lint over files, one after the other."""
    start = time.perf_counter()
    for path in paths:
        api.lint(path.read_text(), config=ManualArgs(regions=["us-east-1"]))
    return (time.perf_counter() - start) * 1000


def alone(path, folder):
    """Milliseconds that one more file costs on one core."""
    copies = folder / "copies"
    copies.mkdir()
    for copy in range(COPIES):
        shutil.copy(path, copies / f"{copy}{path.suffix}")
    one_core = {"preexec_fn": lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})}
    one = statistics.median(ours(path, **one_core) for _ in range(ROUNDS))
    many = statistics.median(ours(copies, **one_core) for _ in range(ROUNDS))
    shutil.rmtree(copies)
    return (many - one) / (COPIES - 1)


def large(folder):
    """A template of 500 resources, 1 MB."""
    text = subprocess.run(
        ["node", "-e", f"import('{ROOT}/tests/bench/template.mjs').then(({{template}}) => process.stdout.write(template(1e6)))"],
        capture_output=True, check=True, text=True,
    ).stdout
    path = folder / "large.yaml"
    path.write_text(text)
    return path


def row(name, size, mine, single, other):
    times = f"{other / mine:9.0f}" + (f"{other / single:9.0f}" if single else " " * 9)
    print(f"{name:28}{size:>9}{mine:10.2f}{single or 0:10.2f}{other:12.1f}{times}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        fixtures = [*(ROOT / "tests/fixtures/templates").iterdir(), *(ROOT / "src/starter").glob("*.yaml")]
        files = [Path(name) for name in sys.argv[1:]] or sorted(fixtures, key=lambda path: path.stat().st_size)
        middle = files[len(files) // 2]
        # What both load once.
        theirs(files)
        ours(*files)
        print(f"{'ms':28}{'bytes':>9}{'ours':>10}{'alone':>10}{'cfn-lint':>12}{'times':>9}{'alone':>9}")
        for path in [middle, files[-1], *([] if sys.argv[1:] else [large(folder)])]:
            rounds = [(ours(path), theirs([path])) for _ in range(ROUNDS)]
            mine, other = (statistics.median(values) for values in zip(*rounds))
            row(path.name, path.stat().st_size, mine, alone(path, folder), other)
        rounds = [(ours(*files), theirs(files)) for _ in range(ROUNDS)]
        mine, other = (statistics.median(values) for values in zip(*rounds))
        row(f"all {len(files)} in one run", sum(path.stat().st_size for path in files), mine, 0, other)


if __name__ == "__main__":
    main()
