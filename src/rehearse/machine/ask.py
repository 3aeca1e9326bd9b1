"""ask.py TEMPLATE OUT: copies metadata and user data with the values of NoEcho parameters.

On a terminal they are asked for, without showing them. A value that is not given, and each one where there is no
terminal, is the generated one of the bundle.
"""
import getpass
import json
import os
import re
import sys

template, out = sys.argv[1:]
values = {}
with open(os.path.join(template, "no-echo.json"), encoding="utf-8") as file:
    for entry in json.load(file):
        value = ""
        if sys.stdin.isatty():
            value = getpass.getpass("Value of %s (NoEcho; Enter takes a generated one): " % ascii(entry["name"]))
        values[entry["standIn"]] = value or entry["standIn"]
generated = re.compile("|".join(re.escape(text) for text in sorted(values, key=len, reverse=True)))


def replaced(value):
    if isinstance(value, str):
        return generated.sub(lambda found: values[found.group()], value)
    if isinstance(value, list):
        return [replaced(item) for item in value]
    if isinstance(value, dict):
        return {replaced(key): replaced(item) for key, item in value.items()}
    return value


with open(os.path.join(template, "metadata.json"), encoding="utf-8") as file:
    metadata = replaced(json.load(file))
with open(os.path.join(out, "metadata.json"), "w", encoding="utf-8") as file:
    json.dump(metadata, file)
script = os.path.join(template, "user-data")
if os.path.exists(script):
    with open(script, encoding="utf-8", newline="") as file:
        text = replaced(file.read())
    with open(os.path.join(out, "user-data"), "w", encoding="utf-8", newline="") as file:
        file.write(text)
