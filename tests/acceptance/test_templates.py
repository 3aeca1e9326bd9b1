"""Templates, judged by cfn-lint, PyYAML and the AWS CLI."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import E2E, STARTER, bash, cf_init, downloaded

CFN_LINT = Path(sys.executable).parent / "cfn-lint"


def lint(path):
    """Errors, warnings and informational findings."""
    return subprocess.run([CFN_LINT, "-c", "I", "--", path], capture_output=True, encoding="utf-8", timeout=50)


class Loader(yaml.SafeLoader):
    """PyYAML, with the short forms of CloudFormation's functions."""


def function(loader, suffix, node):
    build = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence}
    value = build.get(type(node), loader.construct_mapping)
    return {suffix: value(node) if isinstance(node, yaml.ScalarNode) else value(node, deep=True)}


Loader.add_multi_constructor("!", function)


def test_cfn_lint_is_silent_on_the_starter():
    done = lint(STARTER)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_cfn_lint_would_speak(tmp_path):
    """A guard for the tests above and below: the same call does find things of all three levels."""
    bad = STARTER.read_text()
    for good, worse in {
        "CidrBlock: 10.0.0.0/24": "CidrBlock: ten",
        "  HasKey:": '  Unused: !Equals [!Ref KeyName, "b"]\n  HasKey:',
        "arn:${AWS::Partition}:": "arn:aws:",
    }.items():
        assert good in bad
        bad = bad.replace(good, worse)
    (tmp_path / "bad.yaml").write_text(bad)
    found = {line[0] for line in lint(tmp_path / "bad.yaml").stdout.splitlines() if line[1:5].isdigit()}
    assert found == set("EWI"), found


def test_pyyaml_reads_the_starter():
    template = yaml.load(STARTER.read_text(), Loader)
    server = template["Resources"]["WebServer"]
    init = server["Metadata"]["AWS::CloudFormation::Init"]
    assert init["configSets"] == {"default": ["install", "configure", "watch"]}
    for config in ("configure", "watch"):
        for path, file in init[config]["files"].items():
            assert isinstance(file["mode"], str) and len(file["mode"]) == 6, path
    assert server["DependsOn"] == ["DefaultRoute", "PublicSubnetRoutes"]


def test_the_starter_is_plain_ascii_and_small():
    """The AWS CLI reads a template in the encoding of the machine; above 51,200 bytes it wants a bucket."""
    text = STARTER.read_bytes()
    assert text.isascii() and b"\t" not in text and b"\r" not in text and text.endswith(b"\n")
    assert len(text) < 20_000


def test_user_data_and_scripts_of_the_starter_are_valid(tmp_path):
    resource = yaml.load(STARTER.read_text(), Loader)["Resources"]["WebServer"]
    user_data = resource["Properties"]["UserData"]["Fn::Base64"]["Sub"]
    assert len(user_data) < 16_384
    files = resource["Metadata"]["AWS::CloudFormation::Init"]["configure"]["files"]
    script = files["/usr/local/sbin/webapp-database"]["content"]
    for shell, text in (("bash", user_data), ("sh", script)):
        done = subprocess.run([shell, "-n"], input=text, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")
    compile(files["/opt/webapp/app.py"]["content"], "app.py", "exec")


def test_the_program_prints_the_starter():
    assert cf_init("starter", "flask-postgres") == STARTER.read_text()


def test_the_command_in_the_starter_deploys_it(aws, tmp_path):
    command = next(l[2:] for l in STARTER.read_text().splitlines() if l.startswith("# aws cloudformation deploy"))
    shutil.copy(STARTER, tmp_path / "cf-init.yaml")
    (tmp_path / "command.sh").write_text(command + "\n")
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    assert [(s["StackName"], s["StackStatus"]) for s in aws.stacks()] == [("cf-init", "CREATE_COMPLETE")]


@pytest.mark.parametrize("path", sorted(E2E.glob("*.yaml")) or [None], ids=lambda p: p.name if p else "none")
def test_cfn_lint_is_silent_on_what_the_browser_saved(path):
    if path is None:
        downloaded("cf-init.yaml")
    done = lint(path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert isinstance(yaml.load(path.read_text(encoding="utf-8"), Loader), dict)


@pytest.mark.parametrize("template, script", [("cf-init.yaml", "command.sh"), ("edited.yaml", "edited.sh")])
def test_the_copied_command_deploys_the_saved_template(aws, tmp_path, template, script):
    shutil.copy(downloaded(template), tmp_path / "cf-init.yaml")
    shutil.copy(downloaded(script), tmp_path / "command.sh")
    command = downloaded(script).read_text(encoding="utf-8")
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    assert [s["StackStatus"] for s in aws.stacks(command)] == ["CREATE_COMPLETE"]
