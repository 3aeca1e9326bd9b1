"""Whether a signal is sent: bash runs each script with programs that record, and fail as the test says.

`cf-init signal` predicts a row for each command that may fail. Each row is run: its commands fail, all others succeed, and
the first signal that comes is compared.
"""

import json
import optparse
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import cf_init
from signal_scripts import SCRIPTS

HELPERS = "/opt/aws/bin/"
PROGRAMS = ("a", "b", "c", "d", "e", "f", "busy", "sleep", "uname", "tee", "cat", "cfn-init", "cfn-signal", "sudo", "reboot")
# What a run calls at most: then its loop is without end, and its processes are killed.
MOST_CALLS = 80

# A call fails that a pattern in `failing` fits. `busy` succeeds once, or for ever.
DOUBLE = f"""#!/bin/sh
name=${{0##*/}}
if [ "$name" = sudo ]; then exec "$@"; fi
call="$name${{*:+ $*}}"
echo "$call" >> "$RECORD/calls"
if [ "$name" = cfn-signal ]; then for word in "$@"; do echo "$word"; done > "$RECORD/new-$$"; fi
[ "$(wc -l < "$RECORD/calls")" -lt {MOST_CALLS} ] || kill -s KILL -- "-$GROUP"
fails=0
while read -r pattern; do case "$call" in $pattern) fails=1;; esac; done < "$RECORD/failing"
if [ "$name" = cfn-signal ] && [ $fails = 0 ]; then /bin/cat "$RECORD/new-$$" >> "$RECORD/signals"; echo END >> "$RECORD/signals"; fi
if [ "$name" = reboot ] && [ $fails = 0 ]; then kill -s KILL -- "-$GROUP"; fi
if [ "$name" = uname ]; then [ -e "$RECORD/other" ] && echo Other || echo Linux; fi
if [ "$name" = tee ]; then /bin/cat > /dev/null; fi
if [ "$name" = cat ] && [ $fails = 0 ]; then exec /bin/cat "$@"; fi
if [ "$name" = busy ]; then
  [ $fails = 1 ] && exit 0
  [ "$(grep -cx busy "$RECORD/calls")" -gt 1 ] && exit 1
  exit 0
fi
exit $fails
"""


@pytest.fixture(scope="module")
def doubles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doubles")
    for name in PROGRAMS:
        path = folder / name
        path.write_text(DOUBLE)
        path.chmod(0o755)
    return folder


def template(script):
    """An instance with this script; the script begins on line 9."""
    head = (
        "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    CreationPolicy:\n      ResourceSignal: {Timeout: PT10M}\n"
        "    Properties:\n      UserData:\n        Fn::Base64: |\n"
    )
    return head + "".join(f"          {line}\n" if line else "\n" for line in script.splitlines())


def call(command):
    """The pattern of a command as the programs see it: without folders and without what only runs it."""
    words = command.replace(HELPERS, "")
    words = re.sub(r"^((sudo|time|command|timeout \S+|nice -n \S+|env(?: \w+=\S*)*|exec) )+", "", words)
    # What only the run tells fits everything.
    return re.sub(r" ?(\$\?|…)", "*", words)


def outcome(folder):
    """What the first signal says, as cfn-signal reads its options (optparse)."""
    record = folder / "signals"
    if not record.exists():
        return "no signal"
    for words in record.read_text().split("END\n")[:-1]:
        parser = optparse.OptionParser(add_help_option=False)
        parser.add_option("-e", "--exit-code", type="int", dest="code")
        parser.add_option("-s", "--success", type="choice", choices=["true", "false"], default="true")
        for option in ("--stack", "--resource", "--region"):
            parser.add_option(option)
        try:
            options, rest = parser.parse_args(words.splitlines())
        except SystemExit:
            continue
        if options.stack and options.resource and not rest:
            return "failure" if options.code or options.success == "false" else "success"
    return "no signal"


def run(script, row, doubles, folder):
    """Runs a script with the failures of a row, and gives what the first signal says."""
    folder.mkdir()
    fails = [one for one in [row["failing"], *row["before"]] if one]
    (folder / "failing").write_text("".join(call(one["command"]) + "\n" for one in fails if one["kind"] != "condition"))
    (folder / "calls").write_text("")
    false = " ".join(one["command"] for one in fails if one["kind"] == "condition")
    for flag in set(re.findall(r"flag-\w+", script)) - set(re.findall(r"flag-\w+", false)):
        (folder / flag).write_text("#!/bin/sh\n")
        (folder / flag).chmod(0o755)
    if "case " in false:
        (folder / "other").touch()
    path = folder / "script"
    path.write_text(script.replace(HELPERS, ""))
    env = {"PATH": f"{doubles}:{folder}:/usr/bin:/bin", "RECORD": str(folder), "LANG": "C.UTF-8"}
    first = path.read_text().splitlines()[0]
    options = first.split()[1:] if first.startswith("#!") else []
    words = ["bash", "-c", 'export GROUP=$$; exec bash "$@"', "bash", *options, str(path)]
    subprocess.run(words, cwd=folder, env=env, capture_output=True, timeout=60, start_new_session=True)
    return outcome(folder)


def compare(name, doubles, folder):
    """The rows of a script that differ from bash, how many were compared, and how many are unknown."""
    script = SCRIPTS[name]
    script = script if script.startswith("#!") else f"#!/bin/bash\n{script}"
    file = folder / "t.yaml"
    file.write_text(template(script + "\n"))
    rows = json.loads(cf_init("signal", str(file), "--format", "json"))[0]["rows"]
    wrong, unknown = [], 0
    for index, row in enumerate(rows):
        if row["outcome"] == "unknown":
            unknown += 1
            continue
        seen = run(script, row, doubles, folder / str(index))
        if seen != row["outcome"]:
            what = row["failing"] and f"line {row['failing']['line'] - 8} {row['failing']['command']}"
            wrong.append(f"{name}: {what or 'nothing fails'}: bash says {seen}, predicted {row['outcome']}: {row['does']}")
    return wrong, len(rows) - unknown, unknown


def test_bash_ends_as_predicted(doubles, tmp_path):
    """Every row of every script."""
    assert len(SCRIPTS) >= 60
    folders = {name: tmp_path / str(index) for index, name in enumerate(SCRIPTS)}
    for folder in folders.values():
        folder.mkdir()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(folders, pool.map(lambda name: compare(name, doubles, folders[name]), folders)))
    wrong = [line for result in found.values() for line in result[0]]
    rows, unknown = (sum(result[at] for result in found.values()) for at in (1, 2))
    assert not wrong, "\n".join(wrong)
    assert rows > 300, rows
    assert unknown <= rows / 50, [name for name, result in found.items() if result[2]]
    print(f"{len(SCRIPTS)} scripts, {rows} rows compared, {unknown} unknown")
