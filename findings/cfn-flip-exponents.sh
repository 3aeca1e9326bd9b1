#!/usr/bin/env bash
# cfn-flip 1.3.0 (and troposphere 4.11.1, whose to_yaml uses it) writes texts such as "12e5" without quotes.
#
# Behaviour: it writes YAML with PyYAML, which reads YAML 1.1, where an exponent needs a dot and a sign: 12e5 is a text
#   there. To readers of YAML 1.2 it is a number.
# Seen: {"Default": "12e5"} becomes `Default: 12e5`; ruamel.yaml 0.18.15 (YAML 1.2) reads it as the number 1200000.0,
#   and so for 1e3 and 1.5e3. A text that YAML 1.1 takes for a number, "012", keeps its quotes.
# Why it matters: a commit id, a version or a tag of a JSON template that begins with digits and an e changes its value
#   on the way to YAML, and nothing says so. Quote such values by hand, or keep the template in JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cfn-flip==1.3.0 troposphere==4.11.1 ruamel.yaml==0.18.15
"$folder/venv/bin/python" - <<'PY'
import io, json
import cfn_flip, troposphere
from ruamel.yaml import YAML

TEXTS = ["12e5", "1e3", "1.5e3"]
template = {"Parameters": {f"P{index}": {"Type": "String", "Default": text} for index, text in enumerate(TEXTS + ["012"])}}
flipped = cfn_flip.to_yaml(json.dumps(template))
print(flipped)
read = YAML(typ="safe", pure=True).load(io.StringIO(flipped))["Parameters"]
for index, text in enumerate(TEXTS):
    assert f"Default: {text}\n" in flipped, text
    assert read[f"P{index}"]["Default"] == float(text), (text, read[f"P{index}"])
assert read["P3"]["Default"] == "012"
own = troposphere.Template()
own.add_parameter(troposphere.Parameter("P", Type="String", Default="12e5"))
assert "Default: 12e5\n" in own.to_yaml()
assert json.loads(cfn_flip.to_json(flipped)) == template
PY
echo "As described."
