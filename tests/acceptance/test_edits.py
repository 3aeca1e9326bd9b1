"""What `cf-init edit` writes, as PyYAML reads it: the reader of YAML 1.1 that the AWS CLI uses.

Every difficult text goes into every kind of place of documents of our own: the value must come back as that text, and
everything else as it was.
"""

import json
from pathlib import Path

import pytest
import yaml
from conftest import cf_init

DOCUMENTS = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
TEXTS = json.loads((DOCUMENTS.parent / "texts.json").read_text(encoding="utf-8"))

# A document and the places of it that a text is set at; `…/-` inserts.
PLACES = [
    ("block.yaml", ["/Description", "/Resources/Web/Metadata/AWS::CloudFormation::Init/install/files/~1opt~1run.sh/content",
                    "/Resources/Web/Properties/Tags/1/Value", "/Resources/Group/Properties/Nested/3",
                    "/Resources/Group/Properties/Empty", "/Outputs/Url/Value", "/Resources/Web/Properties/Tags/-",
                    "/Resources/Web/Metadata/AWS::CloudFormation::Init/install/packages/apt/new",
                    "/Parameters/Size/Default"]),
    ("crlf.yaml", ["/A", "/B/1/l", "/C/a", "/D", "/B/-"]),
    ("open-end.yaml", ["/c", "/b/1/two", "/new"]),
    ("flow.yaml", ["/list/1", "/wide/c", "/pairs/0/k", "/wide/b/-", "/none/-", "/empty/new"]),
    ("tabs.json", ["/A/B/1", "/D", "/E/new", "/F/-", "/A/C"]),
]


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """PyYAML with CloudFormation's short tags, which keep their name."""


def short_tag(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    return {suffix: loader.construct_mapping(node, deep=True)}


Loader.add_multi_constructor("!", short_tag)


def read(text, name):
    # libyaml knows no surrogate pairs; JSON is read as JSON.
    return json.loads(text) if name.endswith(".json") else yaml.load(text.lstrip("\ufeff"), Loader)


def steps(pointer):
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def put(root, pointer, text):
    """The same edit on the values; the pointer and the key to give to the program."""
    *way, last = steps(pointer)
    for step in way:
        root = root[int(step) if isinstance(root, list) else step]
    if isinstance(root, list):
        index = len(root) if last == "-" else int(last)
        if last == "-":
            root.insert(index, text)
        else:
            root[index] = text
        return pointer.rsplit("/", 1)[0] + f"/{index}", "insert" if last == "-" else "set", []
    there = last in root
    root[last] = text
    return (pointer, "set", []) if there else (pointer.rsplit("/", 1)[0], "insert", ["--key", last])


@pytest.mark.parametrize("name", [name for name, _ in PLACES])
def test_every_text_comes_back_from_every_place(name):
    path = DOCUMENTS / name
    source = path.read_bytes().decode("utf-8")
    for pointer in dict(PLACES)[name]:
        for text in TEXTS:
            meant = read(source, name)
            at, op, key = put(meant, pointer, text)
            new = cf_init("edit", str(path), "--op", op, "--at", at, "--value", json.dumps(text), *key)
            assert read(new, name) == meant, f"{op} {at} {text!r}\n{new}"


@pytest.mark.parametrize("name", [name for name, _ in PLACES])
def test_every_text_comes_back_as_a_key(name):
    path = DOCUMENTS / name
    source = path.read_bytes().decode("utf-8")
    for text in TEXTS:
        meant = read(source, name)
        if text in meant:
            continue
        meant[text] = {"a": [text]}
        new = cf_init("edit", str(path), "--op", "insert", "--at", "", "--key", text, "--value", json.dumps({"a": [text]}))
        assert read(new, name) == meant, f"{text!r}\n{new}"
