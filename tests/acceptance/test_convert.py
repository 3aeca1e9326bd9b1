"""What `cf-init convert` writes, as PyYAML and Python's json read it: the same values in the same order.

YAML is turned into JSON and back, JSON into YAML and back; short functions and their long names are the same.
"""

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import cf_init

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures" / "documents").iterdir())
YAML = [path for path in FIXTURES if path.suffix == ".yaml"] + sorted((ROOT / "src" / "starter").glob("*.yaml"))
JSON = [path for path in FIXTURES if path.suffix == ".json"]
TEXTS = json.loads((ROOT / "tests" / "fixtures" / "texts.json").read_text(encoding="utf-8"))


def short_tag(loader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if suffix == "GetAtt" and "." in value:
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


def reader(base):
    """A loader with CloudFormation's short tags as their long names, keys and dates as the texts they are."""

    class Reader(base):
        def construct_mapping(self, node, deep=False):
            self.flatten_mapping(node)
            return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    Reader.add_multi_constructor("!", short_tag)
    Reader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
    Reader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node, deep=True))
    return Reader


# PyYAML itself, as the AWS CLI has it, and libyaml behind it, which is ten times faster.
Loader = reader(yaml.SafeLoader)
FastLoader = reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def of_yaml(text, loader=Loader):
    return shown(yaml.load(text.lstrip("\ufeff"), loader))


def of_json(text):
    return shown(json.loads(text.lstrip("\ufeff")))


def shown(value):
    """With the order of keys, and 1 apart from True and 1.0."""
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_yaml_is_the_same_as_json_and_after_it(path, tmp_path):
    text = path.read_bytes().decode("utf-8")
    there = cf_init("convert", str(path), "--to", "json")
    assert of_json(there) == of_yaml(text)
    file = tmp_path / "there.json"
    file.write_bytes(there.encode("utf-8"))
    back = cf_init("convert", str(file), "--to", "yaml")
    assert of_yaml(back) == of_yaml(text)


@pytest.mark.parametrize("path", JSON, ids=lambda path: path.name)
def test_json_is_the_same_as_yaml_and_after_it(path, tmp_path):
    text = path.read_bytes().decode("utf-8")
    there = cf_init("convert", str(path), "--to", "yaml")
    assert of_yaml(there) == of_json(text)
    file = tmp_path / "there.yaml"
    file.write_bytes(there.encode("utf-8"))
    assert of_json(cf_init("convert", str(file), "--to", "json")) == of_json(text)


def test_every_difficult_text_and_number_comes_back(tmp_path):
    value = {
        "texts": TEXTS,
        "keys": {text: index for index, text in enumerate(TEXTS)},
        "nested": [{"k": [text, {"deep": text}]} for text in TEXTS],
        "functions": [{"Fn::Sub": text} for text in TEXTS] + [{"Fn::Join": [text, [{"Ref": "A"}]]} for text in TEXTS],
        "numbers": [0, -1, 1.5, 1e3, 2.5e-7, 1e300, 123456789012345678901234567890, True, False, None],
        "functions in functions": {"Fn::Base64": {"Fn::Join": ["", [{"Fn::GetAtt": ["A", "B.C"]}, {"Ref": "D"}]]}},
    }
    for indent in (None, 2):
        file = tmp_path / "texts.json"
        file.write_text(json.dumps(value, ensure_ascii=True, indent=indent), encoding="utf-8")
        there = cf_init("convert", str(file), "--to", "yaml")
        assert of_yaml(there) == shown(value)
        back = tmp_path / "back.yaml"
        back.write_bytes(there.encode("utf-8"))
        assert of_json(cf_init("convert", str(back), "--to", "json")) == shown(value)


def test_numbers_keep_their_digits(tmp_path):
    file = tmp_path / "numbers.json"
    file.write_text('{"a": 1.10, "b": 1.0, "c": 10.00, "d": 0.1000000000000000055511151231257827}', encoding="utf-8")
    there = cf_init("convert", str(file), "--to", "yaml")
    assert there == "a: 1.10\nb: 1.0\nc: 10.00\nd: 0.1000000000000000055511151231257827\n"


def test_what_is_lost_is_told(tmp_path):
    file = tmp_path / "notes.yaml"
    file.write_text("# one\na: &x 1 # two\nb: *x\nmode: 000644\n", encoding="utf-8")
    cf_init("convert", str(file), "--to", "json", "--in-place")
    assert json.loads(file.read_text(encoding="utf-8")) == {"a": 1, "b": 1, "mode": 420}
    assert not re.search("#", file.read_text(encoding="utf-8"))
