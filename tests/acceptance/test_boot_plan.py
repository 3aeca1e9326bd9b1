"""What the real cfn-init does with the cases of tests/fixtures/boot, against what is recorded of it in runs.json.

tests/it/boot.rs compares the plans with the records; this test asks cfn-init whether the records are true. UPDATE=1
writes them. Runs where CF_INIT_BOOT_TOOL names the folder of a tool that runs cfn-init in a container, as root.
"""

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import ROOT, cf_init

TOOL = Path(os.environ.get("CF_INIT_BOOT_TOOL", "/nonexistent"))
FOLDER = ROOT / "tests" / "fixtures" / "boot"
RUNS = FOLDER / "runs.json"


def cases():
    """Name and YAML of each case, one a line."""
    lines = (FOLDER / "cases.yaml").read_text().splitlines()
    return [line.split(": ", 1) for line in lines if re.match(r"[\w-]+: ", line)]


def template(case):
    """The template of a case and the config sets that are asked for."""
    asked = re.match(r'\{sets: "([^"]*)", init: (.*)\}$', case)
    sets, init = asked.groups() if asked else (None, case)
    return f"Resources: {{W: {{Type: AWS::EC2::Instance, Metadata: {{AWS::CloudFormation::Init: {init}}}}}}}\n", sets


def record(case, folder):
    """What the real cfn-init does with a case."""
    text, sets = template(case)
    folder.mkdir()
    (folder / "template.yaml").write_text(text)
    (folder / "metadata.json").write_text(cf_init("metadata", str(folder / "template.yaml"), "--resource", "W"))
    words = [TOOL / "run", "--out", folder / "report", *(["--configsets", sets] if sets else []), folder / "metadata.json"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=900)
    if done.returncode == 70:  # the tool itself, not cfn-init
        pytest.skip(f"real-cfn-init could not be run: the records were not tried\n{done.stderr[-500:]}")
    report = json.loads((folder / "report" / "report.json").read_text())
    steps = [[step["config"], step["section"], step["name"], step["result"]] for step in report["steps"]]
    return {"exit": report["exit_code"], "output": report["output"].strip(), "steps": steps}


def test_the_real_cfn_init_does_what_is_recorded(tmp_path):
    if not (TOOL / "run").is_file():
        pytest.skip("CF_INIT_BOOT_TOOL names no tool: the records of boot plans were not tried")
    if os.geteuid() != 0:
        pytest.skip("real-cfn-init wants root: the records of boot plans were not tried")
    done = subprocess.run([TOOL / "prepare"], capture_output=True, encoding="utf-8", timeout=900)
    if done.returncode != 0:
        pytest.skip(f"real-cfn-init could not be prepared: the records were not tried\n{done.stderr[-500:]}")
    with ThreadPoolExecutor(2) as pool:
        runs = dict(zip([name for name, _ in cases()], pool.map(lambda case: record(case[1], tmp_path / case[0]), cases())))
    if os.environ.get("UPDATE"):
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(run)}" for name, run in runs.items())
        RUNS.write_text(f"{{\n{lines}\n}}\n")
    recorded = json.loads(RUNS.read_text())
    assert {name: run for name, run in runs.items() if run != recorded.get(name)} == {}
