"""What the tests share: the program under test, cfn-lint, and a stand-in for AWS."""

import datetime
import json
import os
import re
import stat
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pytest
from cfnlint.config import ConfigMixIn
from cfnlint.runner import Runner
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.ssm.models import Parameter, ssm_backends

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
FIXTURES = ROOT / "tests" / "fixtures"
STARTER = ROOT / "src" / "starter" / "flask-postgres.yaml"
STARTERS = sorted((ROOT / "src" / "starter").glob("*.yaml"))
REGION = "us-east-1"
A_REGION = re.compile(r"\b[a-z]{2}(?:-[a-z]+)+-\d\b")
IMAGE_PARAMETERS = (
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
)


def program(*words):
    """Runs the program."""
    places = [os.environ.get("CF_INIT_BIN"), *(TARGET / profile / "cf-init" for profile in ("cli", "release", "debug"))]
    binary = next((Path(p) for p in places if p and Path(p).is_file()), None)
    assert binary, "cf-init is not built: run `cargo build --bin cf-init`, or name it in CF_INIT_BIN"
    return subprocess.run([binary, *words], capture_output=True, encoding="utf-8", timeout=20)


def cf_init(*words):
    """Runs the program and gives what it prints."""
    done = program(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def recipes(path, steps):
    """Applies recipes to a template, one after the other."""
    for step in steps:
        cf_init("recipe", str(path), *step, "--in-place")
    return path


@cache
def linter():
    """cfn-lint with its rules loaded once."""
    return Runner(ConfigMixIn(["-c", "I", "--template", str(STARTER)]))


def lint(path):
    """Errors, warnings and informational findings of cfn-lint, each with its rule."""
    runner = linter()
    runner.config = ConfigMixIn(["-c", "I", "--template", str(path)])
    return [f"{match.rule.id} line {match.linenumber}: {match.message}" for match in runner.run()]


def errors(path):
    """The errors of cfn-lint, counted: rule and message, without values and lists that an edit elsewhere changes."""
    runner = linter()
    runner.config = ConfigMixIn(["--template", str(path)])
    short = ((r"( is not one of) .*", r"\1"), (r"^.* (is not of type|is not valid under)", r"\1"), (r"^expected .*", "count"))
    found = []
    try:
        matches = list(runner.run())
    except (AttributeError, KeyError, TypeError, ValueError) as crash:
        # cfn-lint itself ends on some templates, such as those with a function in its own metadata.
        return Counter({("crash", type(crash).__name__): 1})
    for match in matches:
        message = match.message
        for pattern, new in short:
            message = re.sub(pattern, new, message)
        if match.rule.id.startswith("E"):
            found.append((match.rule.id, message))
    return Counter(found)


def bash(script, cwd, env, answers=""):
    """Runs a script as a user would paste it, from a file of its own."""
    done = subprocess.run(
        ["bash", script], cwd=cwd, env=env, input=answers, capture_output=True, encoding="utf-8", timeout=40
    )
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def moto_server():
    """CloudFormation, EC2, IAM and Systems Manager, in this process."""
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION=REGION)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


class Aws:
    """An empty account at the stand-in, and the environment in which `aws` reaches it."""

    def __init__(self, url, home):
        self.url = url
        self.env = {
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": url,
            "NO_PROXY": "127.0.0.1",
        }

    def provide_image(self, script):
        """The public parameters of images, in each region the script may mean; the interface refuses names under /aws/."""
        for region in {REGION, *A_REGION.findall(script)}:
            for name in IMAGE_PARAMETERS:
                ssm_backends[DEFAULT_ACCOUNT_ID][region]._parameters[name].append(
                    Parameter(
                        account_id=DEFAULT_ACCOUNT_ID, name=name, value="ami-0123456789abcdef0",
                        parameter_type="String", description=None, allowed_pattern=None, keyid=None,
                        last_modified_date=datetime.datetime.now(), version=1, data_type="aws:ec2:image",
                    )
                )

    def stacks(self, script=""):
        """All stacks in the regions the script may mean."""
        found = []
        for region in {REGION, *A_REGION.findall(script)}:
            client = boto3.client(
                "cloudformation", region_name=region, endpoint_url=self.url,
                aws_access_key_id="test", aws_secret_access_key="test",
            )
            found += client.describe_stacks()["Stacks"]
        return found


@pytest.fixture
def aws(moto_server, tmp_path):
    urlopen(Request(f"{moto_server}/moto-api/reset", method="POST"))
    home = tmp_path / "home"
    home.mkdir()
    return Aws(moto_server, home)


@pytest.fixture
def recorder(tmp_path):
    """An environment whose `aws` only writes down its arguments, and a function that reads them."""
    folder, log = tmp_path / "fake-bin", tmp_path / "arguments.json"
    folder.mkdir()
    fake = folder / "aws"
    fake.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"json.dump(sys.argv[1:], open({str(log)!r}, 'w'))\n"
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    env = {"PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    return env, lambda: json.loads(log.read_text())
