"""Rules that cfn-lint has too, by the ids that `check --list` prints: it reports their bad examples, and not their good ones."""

import re

import pytest
from conftest import cf_init, errors

# What cfn-lint does not report of these examples: commands without a command, misspelt sections, attributes that are set,
# and a template whose length the example only names.
UNSEEN = {"command/no-command", "config/unknown-section", "property/read-only", "template/too-large"}


def rules():
    """The rules that name ids of cfn-lint, with the ids."""
    found = []
    for line in cf_init("check", "--list").splitlines():
        row = re.search(r"^(\S+) .*\(cfn-lint ([EWI0-9 ]+)\)$", line)
        if row:
            found.append((row[1], row[2].split()))
    assert found
    return found


def example(rule, heading):
    """An example of a rule, if it is a whole template."""
    text = cf_init("check", "--explain", rule).split(f"\n{heading}:\n", 1)[1]
    lines = [line[4:] for line in text.split("\n\n", 1)[0].splitlines()]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("rule", "ids"), [(rule, ids) for rule, ids in rules() if any(id.startswith("E") for id in ids)])
def test_cfn_lint_agrees_on_the_examples(rule, ids, tmp_path):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text(example(rule, "Found in"))
    good.write_text(example(rule, "Not in"))
    theirs = {id for id, _ in errors(bad)}
    assert bool(theirs & set(ids)) == (rule not in UNSEEN), f"{rule}: cfn-lint reports {sorted(theirs)}"
    assert not {id for id, _ in errors(good)} & set(ids), f"{rule}: {sorted(errors(good))}"
