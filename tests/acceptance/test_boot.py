"""What the real cfn-init does with the metadata of each starter, in a throw-away Debian 12: twice, with its packages.

Runs where CF_INIT_BOOT_TOOL names the folder of a tool that runs cfn-init in a container, as root, with Debian's packages.
Boots the default starter; CF_INIT_BOOT=all boots them all, which takes some minutes.
"""

import base64
import hashlib
import io
import json
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import STARTERS, cf_init

TOOL = Path(os.environ.get("CF_INIT_BOOT_TOOL", "/nonexistent"))

# The services in the order in which each is brought up at first boot. What a package has started already is left.
ORDER = {
    "auto-scaling": ["nginx"],
    "blank": [],
    "docker-compose": ["docker", "stack", "cfn-hup"],
    "flask-postgres": ["webapp", "nginx", "cfn-hup"],
    "nginx-static": ["nginx", "cfn-hup"],
    "node-service": ["webapp", "nginx", "cfn-hup"],
    "private-session": ["nginx", "cfn-hup"],
    "wordpress-lamp": ["wordpress-setup", "apache2", "cfn-hup"],
}


def archive(mode, files):
    """Bytes of a tar with these executable files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(text), 0o755
            tar.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def file(content, mode="000644"):
    return {"content": base64.b64encode(content).decode(), "encoding": "base64", "mode": mode}


def outside():
    """What the machine gets from the web in real life: an archive of pages that only root may read, and nodejs.org."""
    pages = io.BytesIO()
    with zipfile.ZipFile(pages, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("index.html"), "<h1>Pages</h1>\n")
    node = archive("w:xz", {"node-v24.0.0-linux-x64/bin/node": "#!/bin/sh\necho v24.0.0\n"})
    sums = f"{hashlib.sha256(node).hexdigest()}  node-v24.0.0-linux-x64.tar.xz\n"
    curl = b"""#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in -o) shift; out=$1 ;; https://*) url=$1 ;; esac
  shift
done
case $url in
  https://nodejs.org/dist/latest-v24.x/SHASUMS256.txt) cp /srv/outside/sums "$out" ;;
  https://nodejs.org/dist/latest-v24.x/node-v24.0.0-linux-x64.tar.xz) cp /srv/outside/node "$out" ;;
  *) exit 22 ;;
esac
"""
    files = {
        "/srv/outside/pages.zip": file(pages.getvalue()),
        "/srv/outside/node": file(node),
        "/srv/outside/sums": file(sums.encode()),
        "/usr/local/bin/curl": file(curl, "000755"),
    }
    return {"AWS::CloudFormation::Init": {"config": {"files": files}}}


def as_debian(init):
    """The two names that Debian 12 has not: Amazon Linux's package manager, and Ubuntu's compose."""
    for config in (config for name, config in init.items() if name != "configSets"):
        packages = config.get("packages", {})
        if "yum" in packages:
            packages["apt"] = packages.pop("yum")
        if "docker-compose-v2" in packages.get("apt", {}):
            packages["apt"]["docker-compose"] = packages["apt"].pop("docker-compose-v2")


def run(metadata, out, *options):
    """Runs the real cfn-init; gives its report."""
    out.mkdir()
    (out / "metadata.json").write_text(json.dumps(metadata))
    words = [TOOL / "run", "--os-user", "ubuntu", "--out", out / "report", *options, out / "metadata.json"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=900)
    if done.returncode == 70:  # the tool itself, not cfn-init
        pytest.skip(f"real-cfn-init could not be run: what starters do at boot was not tried\n{done.stderr[-500:]}")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((out / "report" / "report.json").read_text())


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """The name of a layer in which the world outside is at hand."""
    if not (TOOL / "run").is_file():
        pytest.skip("CF_INIT_BOOT_TOOL names no tool: what starters do at boot was not tried")
    if os.geteuid() != 0:
        pytest.skip("real-cfn-init wants root: what starters do at boot was not tried")
    done = subprocess.run([TOOL / "prepare"], capture_output=True, encoding="utf-8", timeout=900)
    if done.returncode != 0:
        pytest.skip(f"real-cfn-init could not be prepared: what starters do at boot was not tried\n{done.stderr[-500:]}")
    run(outside(), tmp_path_factory.mktemp("outside") / "run", "--save-layer", "starters-outside")
    return "starters-outside"


@pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.stem)
def test_cfn_init_brings_a_starter_up_and_a_second_run_restarts_nothing(machine, tmp_path, starter):
    if starter.stem != "flask-postgres" and os.environ.get("CF_INIT_BOOT") != "all":
        pytest.skip(f"{starter.stem} is booted where CF_INIT_BOOT=all")
    local = ("--parameter", "ArchiveUrl=/srv/outside/pages.zip") if starter.stem == "nginx-static" else ()
    metadata = json.loads(cf_init("metadata", str(starter), *local))
    init = metadata["AWS::CloudFormation::Init"]
    as_debian(init)
    net = ("--net",) if any("packages" in config for config in init.values()) else ()
    first = run(metadata, tmp_path / "run", "--twice", "--layer", machine, *net)
    second = first["second_run"]
    assert (first["exit_code"], second["exit_code"]) == (0, 0), first["output"] + second["output"]

    def services(report, *results):
        steps = (step for step in report["steps"] if step["section"] == "services")
        return [step["name"] for step in steps if step["result"] in results]

    assert services(first, "started", "restarted") == ORDER[starter.stem]
    enabled = [name for config in init.values() for name in
               (config["services"]["systemd"] if "services" in config else [])]
    assert services(first, "enabled") == enabled
    # Nothing is restarted, stopped or changed by running again, as cfn-hup would.
    assert services(second, "started", "restarted", "stopped") == []
    commands = [step["name"] for step in second["steps"] if step["section"] == "commands" and step["result"] != "skipped"]
    # The archive was unpacked again, over modes that had been mended.
    assert commands == (["02-readable"] if starter.stem == "nginx-static" else [])
    own = [f["path"] for f in second["files"] if not f["path"].endswith(".bak") and not f.get("same_content")]
    assert [path for path in own if not path.startswith("/var/lib/cfn-init/")] == []
    if starter.stem == "nginx-static":
        (page,) = [f for f in first["files"] if f["path"] == "/var/www/site/index.html"]
        assert page["mode"] == "0644"  # the archive says 0600
    if starter.stem == "node-service":
        assert any(f["path"] == "/opt/node/bin/node" for f in first["files"])
