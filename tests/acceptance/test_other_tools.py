"""Templates that other tools write: they open, evaluate, convert, draw and take edits, as other readers judge it."""

import json
import re
import shutil
import xml.etree.ElementTree as ElementTree

import pytest

import other_tools
from conftest import STARTERS, cf_init, errors, program
from test_convert import FastLoader, of_json, of_yaml
from test_recipe_results import ALL, judge, results

TOOLS = ["cdk", "troposphere", "cfn-flip", "package", "sam"]


@pytest.fixture(scope="session")
def templates(tmp_path_factory, moto_server):
    """Paths of the templates of each tool, written once."""
    folder = tmp_path_factory.mktemp("tools")
    made = {}

    def of(tool):
        if tool not in made:
            home = folder / tool
            home.mkdir()
            made[tool] = []
            for name, text in other_tools.written_by(tool, home, moto_server):
                path = home / name
                path.write_text(text, encoding="utf-8")
                made[tool].append(path)
        return made[tool]

    return of


def read(text):
    """The value of a template, with the order of keys."""
    if text.lstrip("\ufeff").startswith("{"):
        return with_lists(json.loads(of_json(text)))
    return with_lists(json.loads(of_yaml(text, FastLoader)))


def with_lists(value):
    """With every Fn::GetAtt as a list: cfn-flip keeps the text of `!GetAtt A.B` where YAML had the long name."""
    if isinstance(value, list):
        return [with_lists(one) for one in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["Fn::GetAtt"] and isinstance(value["Fn::GetAtt"], str):
        return {"Fn::GetAtt": value["Fn::GetAtt"].split(".", 1)}
    return {key: with_lists(one) for key, one in value.items()}


def shown(value):
    return json.dumps(value)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_template_converts_and_comes_back(templates, tool, tmp_path):
    for path in templates(tool):
        value = read(path.read_text(encoding="utf-8"))
        own = path.suffix[1:]
        other = {"json": "yaml", "yaml": "json"}[own]
        there = tmp_path / f"there.{other}"
        there.write_text(cf_init("convert", str(path), "--to", other), encoding="utf-8")
        assert shown(read(there.read_text(encoding="utf-8"))) == shown(value), path.name
        assert shown(read(cf_init("convert", str(there), "--to", own))) == shown(value), path.name


@pytest.mark.parametrize("tool", TOOLS)
def test_a_diagram_names_every_machine(templates, tool):
    for path in templates(tool):
        picture = ElementTree.fromstring(cf_init("diagram", str(path)))
        words = " ".join(picture.itertext())
        for name, resource in read(path.read_text(encoding="utf-8"))["Resources"].items():
            if resource.get("Type") in ("AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup"):
                assert name in words or name[:10] in words, (path.name, name)


@pytest.mark.parametrize("tool", TOOLS)
def test_checks_have_no_error_where_cfn_lint_has_none(templates, tool):
    for path in templates(tool):
        done = program("check", str(path), "--format", "json")
        found = [one for one in json.loads(done.stdout) if one["severity"] == "error"]
        assert found == [] or errors(path), (path.name, found)


@pytest.mark.parametrize("tool", TOOLS)
def test_metadata_have_no_function_left(templates, tool):
    for path in templates(tool):
        for name, metadata in metadata_of(path):
            assert not re.search(r'"(Ref|Fn::[A-Za-z]+)":', shown(metadata)), (path.name, name)
            assert metadata["AWS::CloudFormation::Init"]


def metadata_of(path, *words):
    for name, resource in read(path.read_text(encoding="utf-8"))["Resources"].items():
        if "AWS::CloudFormation::Init" in resource.get("Metadata", {}):
            yield name, json.loads(cf_init("metadata", str(path), "--resource", name, "--region", "us-east-1", *words))


def init_of(path, *words):
    return next(metadata_of(path, *words))[1]["AWS::CloudFormation::Init"]


def test_metadata_of_the_cdk_are_evaluated(templates):
    for path in templates("cdk"):
        (name, metadata), = metadata_of(path, "--parameter", "AWS::AccountId=111122223333", "--stack-name", "site")
        configure = metadata["AWS::CloudFormation::Init"]["configure"]
        assets = "cdk-hnb659fds-assets-111122223333-us-east-1"
        page = configure["files"]["/srv/site/index.html"]
        assert page["source"].startswith(f"https://s3.us-east-1.amazonaws.com/{assets}/") and page["mode"] == "000640"
        assert configure["sources"]["/srv/site/pages"].startswith(f"https://s3.us-east-1.amazonaws.com/{assets}/")
        assert configure["files"]["/etc/site.json"]["content"]["port"] == "8080"
        assert configure["files"]["/etc/cfn/cfn-hup.conf"]["content"].endswith("\nregion=us-east-1\ninterval=5\n")
        assert configure["commands"]["reload"]["command"] == ["/usr/bin/systemctl", "daemon-reload"]
        assert metadata["AWS::CloudFormation::Authentication"]["S3AccessCreds"]["buckets"][-1] == "parts-of-the-site"


def test_metadata_of_troposphere_follow_its_conditions(templates):
    for path in templates("troposphere"):
        small = init_of(path)["configure"]
        large = init_of(path, "--parameter", "Size=30")["configure"]
        assert "command" not in small["commands"]["02-say"] and large["commands"]["02-say"]["command"] == "echo large"
        assert large["files"]["/etc/site.conf"]["content"].startswith("size=30\nstack=")
        assert small["services"]["systemd"]["httpd"]["packages"] == {"yum": ["httpd"]}


def test_metadata_of_a_flipped_starter_are_those_of_the_starter(templates):
    for starter in STARTERS:
        for path in templates("cfn-flip"):
            if path.name.startswith(f"flip-{starter.stem}"):
                assert init_of(path) == init_of(starter), path.name


def test_recipes_over_other_tools_templates_add_no_error(templates, tmp_path):
    folder, out = tmp_path / "templates", tmp_path / "results"
    folder.mkdir()
    for tool in TOOLS:
        for path in templates(tool):
            shutil.copy(path, folder)
    found = results("recipes_over_templates", out, one_of=1 if ALL else 20, CF_INIT_TEMPLATES=str(folder))
    assert judge(found, out, 30) == []


def pointer(*steps):
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def edits(value):
    """Edits of a template, each with the value that it gives."""
    for section in ("Parameters", "Resources", "Outputs"):
        for name in list(value.get(section, {}))[:1]:
            if name.startswith("Fn::"):
                continue
            renamed = {**value, section: {("New" if key == name else key): entry for key, entry in value[section].items()}}
            yield ["--op", "rename", "--at", pointer(section, name), "--key", "New"], renamed
            less = {**value, section: {key: entry for key, entry in value[section].items() if key != name}}
            if less[section]:
                yield ["--op", "remove", "--at", pointer(section, name)], less
    for name, parameter in value.get("Parameters", {}).items():
        changed = {**value["Parameters"], name: {**parameter, "Default": "it's: 08"}}
        op = ["set", "--at", pointer("Parameters", name, "Default")]
        if "Default" not in parameter:
            op = ["insert", "--at", pointer("Parameters", name), "--key", "Default"]
        yield ["--op", *op, "--value", json.dumps("it's: 08")], {**value, "Parameters": changed}
    for name, resource in value["Resources"].items():
        init = resource.get("Metadata", {}).get("AWS::CloudFormation::Init", {}) if isinstance(resource, dict) else {}
        for config, sections in init.items():
            for file, entry in sections.get("files", {}).items() if isinstance(sections, dict) else ():
                at = pointer("Resources", name, "Metadata", "AWS::CloudFormation::Init", config, "files", file)
                new = json.loads(json.dumps(value))
                new["Resources"][name]["Metadata"]["AWS::CloudFormation::Init"][config]["files"][file] = {**entry, "owner": {"Fn::Sub": "a\n b"}}
                op = ["set", "--at", at + "/owner"] if "owner" in entry else ["insert", "--at", at, "--key", "owner"]
                yield ["--op", *op, "--value", json.dumps({"Fn::Sub": "a\n b"})], new


@pytest.mark.parametrize("tool", TOOLS)
def test_an_edit_changes_its_place_only(templates, tool):
    count = 0
    for path in templates(tool):
        for words, meant in edits(read(path.read_text(encoding="utf-8"))):
            count += 1
            assert shown(read(cf_init("edit", str(path), *words))) == shown(meant), (path.name, words)
    assert count >= 4
