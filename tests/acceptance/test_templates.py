"""Templates, judged by cfn-lint, PyYAML and the AWS CLI."""

import shutil
import subprocess

import pytest
import yaml

from conftest import FIXTURES, STARTER, STARTERS, bash, cf_init, lint


class Loader(yaml.SafeLoader):
    """PyYAML, with the short forms of CloudFormation's functions."""


def function(loader, suffix, node):
    build = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence}
    value = build.get(type(node), loader.construct_mapping)
    return {suffix: value(node) if isinstance(node, yaml.ScalarNode) else value(node, deep=True)}


Loader.add_multi_constructor("!", function)


each_starter = pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.stem)


@each_starter
def test_cfn_lint_is_silent_on_a_starter(starter):
    assert lint(starter) == []


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
    found = {finding[0] for finding in lint(tmp_path / "bad.yaml")}
    assert found == set("EWI"), found


def carrier(template):
    """The resource with the metadata, and its properties with the user data."""
    (resource,) = [r for r in template["Resources"].values() if "AWS::CloudFormation::Init" in r.get("Metadata", {})]
    return resource, resource["Properties"].get("LaunchTemplateData", resource["Properties"])


def configs(template):
    """The configs, in the order of the default set."""
    init = carrier(template)[0]["Metadata"]["AWS::CloudFormation::Init"]
    return [init[name] for name in init["configSets"]["default"]]


def text(content):
    """A text, or what Sub is given."""
    while not isinstance(content, str):
        content = content["Sub"] if isinstance(content, dict) else content[0]
    return content


@each_starter
def test_pyyaml_reads_a_starter(starter):
    template = yaml.load(starter.read_text(), Loader)
    for config in configs(template):
        for path, file in config.get("files", {}).items():
            assert isinstance(file["mode"], str) and len(file["mode"]) == 6, path


def test_pyyaml_reads_the_first_starter():
    server = yaml.load(STARTER.read_text(), Loader)["Resources"]["WebServer"]
    init = server["Metadata"]["AWS::CloudFormation::Init"]
    assert init["configSets"] == {"default": ["install", "configure", "watch"]}
    assert server["DependsOn"] == ["DefaultRoute", "PublicSubnetRoutes"]


@each_starter
def test_a_starter_is_plain_ascii_and_small(starter):
    """The AWS CLI reads a template in the encoding of the machine; above 51,200 bytes it wants a bucket."""
    text = starter.read_bytes()
    assert text.isascii() and b"\t" not in text and b"\r" not in text and text.endswith(b"\n")
    assert len(text) < 25_000


@each_starter
def test_user_data_and_scripts_of_a_starter_are_valid(starter):
    template = yaml.load(starter.read_text(), Loader)
    user_data = carrier(template)[1]["UserData"]["Fn::Base64"]["Sub"]
    assert len(user_data) < 16_384
    scripts = [user_data]
    for config in configs(template):
        scripts += [text(command[key]) for command in config.get("commands", {}).values() for key in ("test", "command")]
        for path, file in config.get("files", {}).items():
            if path.endswith(".py"):
                compile(file["content"], path, "exec")
            elif path.endswith("compose.yaml"):
                assert yaml.safe_load(text(file["content"]))["services"]
            elif text(file["content"] if isinstance(file["content"], str) or "Sub" in file["content"] else "").startswith("#!/"):
                scripts.append(text(file["content"]))
    for script in scripts:
        shell = "bash" if script.startswith("#!/bin/bash") else "sh"
        done = subprocess.run([shell, "-n"], input=script, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, ""), script


@each_starter
def test_the_program_prints_a_starter(starter):
    assert cf_init("starter", starter.stem) == starter.read_text()


@each_starter
def test_the_command_in_a_starter_deploys_it(aws, tmp_path, starter):
    command = next(l[2:] for l in starter.read_text().splitlines() if l.startswith("# aws cloudformation deploy"))
    shutil.copy(starter, tmp_path / "cf-init.yaml")
    (tmp_path / "command.sh").write_text(command + "\n")
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    assert [(s["StackName"], s["StackStatus"]) for s in aws.stacks()] == [("cf-init", "CREATE_COMPLETE")]


# What the browser saves and copies; the browser tests compare it with these files.
EDITED = FIXTURES / "browser" / "edited.yaml"


def test_cfn_lint_is_silent_on_what_the_browser_saves():
    assert lint(EDITED) == []
    assert isinstance(yaml.load(EDITED.read_text(encoding="utf-8"), Loader), dict)


@pytest.mark.parametrize("template, script", [(STARTER, "starter.sh"), (EDITED, "edited.sh")], ids=["starter", "edited"])
def test_the_copied_command_deploys_the_saved_template(aws, tmp_path, template, script):
    shutil.copy(template, tmp_path / "cf-init.yaml")
    shutil.copy(FIXTURES / "browser" / script, tmp_path / "command.sh")
    command = (tmp_path / "command.sh").read_text(encoding="utf-8")
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    assert [s["StackStatus"] for s in aws.stacks(command)] == ["CREATE_COMPLETE"]
