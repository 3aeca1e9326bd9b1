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


def said(node):
    """A node as the words that it says, whatever stands around them."""
    if isinstance(node, dict):
        return [(key, said(value)) for key, value in node.items()]
    if isinstance(node, list):
        return [said(value) for value in node]
    if not isinstance(node, yaml.Node):
        return node
    if isinstance(node, yaml.ScalarNode):
        return (node.tag, None if node.tag.endswith(":null") else node.value)
    if isinstance(node, yaml.SequenceNode):
        return (node.tag, [said(value) for value in node.value])
    return (node.tag, [(said(key), said(value)) for key, value in node.value])


def tree(text, name):
    return json.loads(text) if name.endswith(".json") else yaml.compose(text.lstrip("\ufeff"), Loader)


def entries(node):
    if isinstance(node, dict):
        return list(node.items())
    if isinstance(node, list):
        return [(str(index), value) for index, value in enumerate(node)]
    if isinstance(node, yaml.SequenceNode):
        return [(str(index), value) for index, value in enumerate(node.value)]
    return [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def places(node, pointer=""):
    for key, value in entries(node):
        at = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        yield at, value
        yield from places(value, at)


def at(node, pointer):
    for step in steps(pointer):
        node = dict(entries(node))[step]
    return node


def without_aliases(name):
    source = (DOCUMENTS / name).read_bytes().decode("utf-8")
    return source if name.endswith(".json") else "".join(
        line for line in source.splitlines(keepends=True) if not any(sign in line for sign in (": *", ": &", "<<", "- *", "- &"))
    )


@pytest.mark.parametrize("name", [name for name, _ in PLACES])
def test_what_is_nested_reads_the_same_and_comes_back_byte_for_byte(name, tmp_path):
    path = tmp_path / name
    source = without_aliases(name)
    before = tree(source, name)
    for pointer, value in places(before):
        path.write_bytes(source.encode())
        cf_init("edit", str(path), "--op", "nest", "--at", pointer, "--key", "Fn::If", "--in-place")
        inside = path.read_bytes().decode()
        assert said(at(tree(inside, name), f"{pointer}/Fn::If")) == said(value), f"{pointer}\n{inside}"
        assert inside.count("#") == source.count("#"), f"{pointer}\n{inside}"
        cf_init("edit", str(path), "--op", "unnest", "--at", pointer, "--in-place")
        after = path.read_bytes().decode()
        # A pair without braces, as in `[a: b]`, gets them; nothing becomes null; a block of text that ends the file in the
        # middle of a line says so in its header.
        exact = not pointer.startswith("/pairs/") and said(value) not in (None, ("tag:yaml.org,2002:null", None))
        assert after == source or not (exact and source.endswith("\n")), pointer
        assert said(tree(after, name)) == said(before), pointer


@pytest.mark.parametrize("name", [name for name, _ in PLACES])
def test_a_copy_reads_the_same_and_nothing_else_changes(name, tmp_path):
    path = tmp_path / name
    source = without_aliases(name)
    path.write_bytes(source.encode())
    before = tree(source, name)
    for pointer, value in places(before):
        way, last = pointer.rsplit("/", 1)
        in_list = isinstance(at(before, way), list | yaml.SequenceNode)
        copy = str(int(last) + 1) if in_list else "The copy"
        new = cf_init("edit", str(path), "--op", "copy", "--at", pointer, *([] if in_list else ["--key", copy]))
        after = tree(new, name)
        assert said(at(after, f"{way}/{copy}")) == said(value), f"{pointer}\n{new}"
        siblings = [said(value) for key, value in entries(at(after, way)) if key != copy]
        assert siblings == [said(value) for _, value in entries(at(before, way))], f"{pointer}\n{new}"
        assert new.count("#") >= source.count("#"), f"{pointer}\n{new}"
