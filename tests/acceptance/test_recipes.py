"""What recipes write, judged by cfn-lint, the shells and Python: other operating systems and where secrets are kept."""

import shutil
import subprocess

import pytest
import yaml
from conftest import STARTER, lint, recipes
from test_templates import Loader

SYSTEMS = ["ubuntu-22.04", "ubuntu-24.04", "ubuntu-26.04", "debian-12", "amazon-linux-2023"]
PROCESSORS = ["amd64", "arm64"]
# The starter with a password in a parameter and in a file.
PASSWORD = {
    "  KeyName:\n    Description": "  DBPassword:\n    Description: Of the database\n    Type: String\n"
    "    NoEcho: true\n    MinLength: 8\n  KeyName:\n    Description",
    "            # cfn-init leaves a .bak beside": "            /opt/webapp/settings.ini:\n              owner: root\n"
    "              group: webapp\n              mode: \"000640\"\n              content: !Sub |\n                [database]\n"
    "                password=${DBPassword}\n\n            # cfn-init leaves a .bak beside",
    "files: [/opt/webapp/app.py, ": "files: [/opt/webapp/app.py, /opt/webapp/settings.ini, ",
}
SECRET = ["secret", "--parameter", "DBPassword"]
AMAZON = ["operating-system", "--resource", "WebServer", "--system", "amazon-linux-2023"]
SECRETS = {
    "secrets-manager": [SECRET],
    "parameter-store": [[*SECRET, "--parameter-store", "/site/db"]],
    "amazon-linux": [AMAZON, SECRET],
}


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


def judge(path):
    """Fails unless cfn-lint is silent and every script can be read."""
    assert lint(path) == []
    for name, text in scripts(yaml.load(path.read_text(encoding="utf-8"), Loader)):
        if "python" in text.splitlines()[0]:
            compile(text, name, "exec")
            continue
        shell = "bash" if "bash" in text.splitlines()[0] else "sh"
        done = subprocess.run([shell, "-n"], input=text, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, ""), name


@pytest.mark.parametrize("processor", PROCESSORS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_another_operating_system_and_back(tmp_path, system, processor):
    path = tmp_path / "cf-init.yaml"
    shutil.copy(STARTER, path)
    if (system, processor) == (SYSTEMS[1], "amd64"):
        return judge(path)  # the starter's own
    change = ["operating-system", "--resource", "WebServer", "--system"]
    judge(recipes(path, [[*change, system, "--processor", processor]]))
    judge(recipes(path, [[*change, SYSTEMS[1], "--processor", "amd64"]]))


@pytest.mark.parametrize("name", SECRETS)
def test_a_parameter_kept_in_a_store(tmp_path, name):
    path, text = tmp_path / "cf-init.yaml", STARTER.read_text()
    for old, new in PASSWORD.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text)
    judge(recipes(path, SECRETS[name]))
