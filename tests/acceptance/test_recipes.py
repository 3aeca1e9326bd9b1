"""What the recipes for a whole template write, judged by cfn-lint, the shells and Python.

`cargo test --test it recipes` leaves the templates in target/recipes: each recipe over the starter.
"""

import subprocess

import pytest
import yaml
from conftest import ROOT, missing
from test_templates import Loader, lint

MADE = sorted((ROOT / "target" / "recipes").glob("*.yaml"))


@pytest.fixture(params=MADE or [None], ids=lambda path: path.stem if path else "none")
def made(request):
    if request.param is None:
        missing("target/recipes is empty: run the native tests first (cargo test --test it recipes)")
    return request.param


def scripts(template):
    """Texts of user data and of files that begin with `#!`, each with its name."""
    for name, resource in template["Resources"].items():
        user_data = (resource.get("Properties") or {}).get("UserData")
        if user_data:
            yield f"user data of {name}", user_data["Fn::Base64"]["Sub"]
        init = (resource.get("Metadata") or {}).get("AWS::CloudFormation::Init") or {}
        for config in init.values():
            for path, file in (config.get("files") or {}).items() if isinstance(config, dict) else ():
                content = file.get("content")
                text = content.get("Sub") if isinstance(content, dict) else content
                if isinstance(text, str) and text.startswith("#!"):
                    yield path, text


def test_cfn_lint_is_silent_on_what_a_recipe_writes(made):
    done = lint(made)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_scripts_of_a_recipe_can_be_read(made):
    for name, text in scripts(yaml.load(made.read_text(encoding="utf-8"), Loader)):
        if "python" in text.splitlines()[0]:
            compile(text, name, "exec")
            continue
        shell = "bash" if "bash" in text.splitlines()[0] else "sh"
        done = subprocess.run([shell, "-n"], input=text, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, ""), name
