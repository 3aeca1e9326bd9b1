"""Every recipe over every starter and fixture, and over starters in which functions replace values: judged by cfn-lint.

A recipe adds no error, or explains it. The results come from `tests/it/recipe_results.rs`. Of all there are a sample is
judged; CF_INIT_RECIPES=all judges all, and those of the templates in CF_INIT_CORPUS.
"""

import json
import os
import random
import re
import subprocess

import pytest

from conftest import ROOT, errors

ALL = os.environ.get("CF_INIT_RECIPES") == "all"
SAMPLE = 40
# What a sentence of a recipe leaves to people is no fault of it.
EXPLAINED = re.compile("refers? to what is gone|in its place|which is removed|by hand|refuses it otherwise")
REFERENCES = {"E1010", "E1019", "E1020", "E1021", "E1028", "E3005", "E3015", "E6101", "E8004"}
# Errors of cfn-lint that CloudFormation does not have, or that the template had in another form.
KNOWN = {
    ("inline", "E3017"): "an empty default of a parameter, in a branch of a condition that is false then",
    ("parameter", "E1020"): "a command may be a parameter of type CommaDelimitedList",
    ("auto-scaling-group", "E1041"): "an instance may name security groups of the default VPC by Ref, for cfn-lint",
}


def results(name, folder, one_of=1, **variables):
    """What recipes wrote: the lines of results.jsonl."""
    env = {**os.environ, "CF_INIT_RESULTS": str(folder), "CF_INIT_ONE_OF": str(one_of), **variables}
    if not ALL:
        env.pop("CF_INIT_CORPUS", None)
    words = ["cargo", "test", "--locked", "--quiet", "--test", "it", f"recipe_results::{name}", "--", "--ignored", "--exact"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def new_errors(result, folder, known):
    """Errors of cfn-lint after a recipe that were not there before, apart from those that its sentences explain."""
    def of(name):
        if name not in known:
            known[name] = errors(folder / name)
        return known[name]

    new = of(result["after"]) - of(result["before"])
    sentences = " ".join(result["leaves"])
    if result["recipe"] == "remove" and sentences:
        return []
    explained = REFERENCES if EXPLAINED.search(sentences) else set()
    return [
        f"{rule} {message}" for rule, message in new
        if rule not in explained and (result["recipe"], rule) not in KNOWN
        # A default that is no value, behind a condition that is false then.
        and not (result["recipe"] == "inline" and message.startswith("''"))
    ]


def judge(found, folder, count=SAMPLE):
    """The results with new errors, of a sample with a fixed seed."""
    made = [one for one in found if one["after"]]
    assert len(made) >= min(count, 20), len(made)
    if not ALL:
        made = random.Random(1).sample(made, min(count, len(made)))
    known, wrong = {}, []
    for one in made:
        new = new_errors(one, folder, known)
        if new:
            wrong.append(f"{one['recipe']} {one['target']} {one['options']} in {one['source']} {one['before']}: {new}")
    return wrong


def test_recipes_add_no_error(tmp_path):
    assert judge(results("recipes_over_templates", tmp_path, one_of=1 if ALL else 10), tmp_path) == []


def test_recipes_add_no_error_where_functions_replace_values(tmp_path):
    found = results("recipes_over_functions", tmp_path, one_of=1 if ALL else 400)
    assert judge(found, tmp_path, 30) == []
