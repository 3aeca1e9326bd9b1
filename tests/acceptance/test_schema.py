"""The tables of AWS's resource types are those of the pinned cfn-lint."""

import subprocess
import sys

from conftest import ROOT

TABLES = ROOT / "src" / "schema" / "aws"


def test_make_schema_gives_the_same_bytes(tmp_path):
    subprocess.run([sys.executable, ROOT / ".ci" / "schema.py", tmp_path], check=True, timeout=100)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["properties.tsv", "refactoring.tsv", "types.tsv", "update.tsv", "update_other.tsv"]
    for name in written:
        assert (tmp_path / name).read_bytes() == (TABLES / name).read_bytes(), f"{name}: run `make schema`"
