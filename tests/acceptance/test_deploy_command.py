"""The command that `cf-init deploy-command` prints, run in bash: every value arrives as it was given."""

import json

import pytest

from conftest import bash, cf_init

# One for each way in which a shell or the AWS CLI could take a value for something else.
VALUES = {
    "Plain": "web",
    "Empty": "",
    "Spaces": " two  words ",
    "Single": "it's 'quoted'",
    "Double": 'say "hi" \\"there\\"',
    "Dollar": "$HOME ${HOME} $(id) `id`",
    "Bang": "wow! !! !x",
    "Percent": "100% %PATH% %%",
    "Newline": "first\nsecond\n",
    "Tab": "a\tb",
    "Dash": "-dash",
    "Option": "--stack-name other",
    "Comma": "a,b,\\,c",
    "Backslash": "C:\\dir\\ \\",
    "Equals": "a=b==c",
    "Unicode": "\u00fcn\u00efcode \u65e5\u672c \U0001f600",
    "Json": '{"a": [1, 2]}',
    "List": "[x",
    "FileLike": "file:///etc/hostname",
    "UrlLike": "https://127.0.0.1:9/",
    "Glob": "* ? ~ [a-z] {a,b}",
    "Signs": "a;b&c|d<e>f(g)#h^i",
}


def template(tmp_path, **parameters):
    body = {
        "Parameters": {name: {"Type": "String", **more} for name, more in parameters.items()},
        "Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}},
    }
    (tmp_path / "odd.json").write_text(json.dumps(body))


def command(tmp_path, *words):
    """Has the command printed in the folder of the template and keeps it as a script."""
    template_file = tmp_path / "odd.json"
    text = cf_init("deploy-command", str(template_file), "--stack-name", "odd-values", *words)
    (tmp_path / "command.sh").write_text(text, encoding="utf-8")
    return text


def parameters(values):
    return [word for name, value in values.items() for word in ("--parameter", f"{name}={value}")]


def after(argv, option):
    """The words of an option, up to the next one; option words cannot be values here, for each has a key before it."""
    start = argv.index(option) + 1
    end = next((i for i in range(start, len(argv)) if argv[i].startswith("--")), len(argv))
    return argv[start:end]


def test_each_value_is_one_word(tmp_path, recorder):
    env, argv = recorder
    template(tmp_path, **{name: {} for name in VALUES})
    others = ["--region", "eu-central-1", "--profile", "my profile", "--tag", "Owner=it's me"]
    command(tmp_path, *others, *parameters(VALUES))
    bash("command.sh", tmp_path, env)
    words = argv()
    assert words[:2] == ["cloudformation", "deploy"]
    assert sorted(after(words, "--parameter-overrides")) == sorted(f"{n}={v}" for n, v in VALUES.items())
    assert after(words, "--region") == ["eu-central-1"]
    assert after(words, "--profile") == ["my profile"]
    assert after(words, "--tags") == ["Owner=it's me"]
    assert after(words, "--stack-name") == ["odd-values"]
    assert words.count("--parameter-overrides") == words.count("--tags") == 1  # a second one would replace the first


def test_values_reach_cloudformation(tmp_path, aws):
    template(tmp_path, **{name: {} for name in VALUES})
    command(tmp_path, "--region", "us-east-1", *parameters(VALUES), "--tag", "Owner=it's me")
    bash("command.sh", tmp_path, aws.env)
    (stack,) = aws.stacks()
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]} == VALUES
    assert stack["Tags"] == [{"Key": "Owner", "Value": "it's me"}]


@pytest.mark.parametrize("secret", ["plain", " $HOME 'x' \"y\" \\n! ", "-"])
def test_secrets_are_asked_for_and_never_printed(tmp_path, recorder, secret):
    env, argv = recorder
    template(tmp_path, DbPassword={"NoEcho": True})
    text = command(tmp_path, "--region", "us-east-1")
    assert "read" in text
    bash("command.sh", tmp_path, env, answers=secret + "\n")
    assert after(argv(), "--parameter-overrides") == [f"DbPassword={secret}"]


def test_a_template_without_parameters_has_no_empty_option(tmp_path, recorder):
    env, argv = recorder
    template(tmp_path)
    command(tmp_path, "--region", "us-east-1")
    bash("command.sh", tmp_path, env)
    assert "--parameter-overrides" not in argv() and "--tags" not in argv()


def test_values_in_a_file_reach_cloudformation(tmp_path, aws):
    values = VALUES | {"Lines": "first\n\nsecond\n\n", "Umlaut": "\u00e4\u00df\u20ac \U0001f600", "Big": "x" * 4000}
    template(tmp_path, **{name: {} for name in values}, Ports={"Type": "CommaDelimitedList", "Default": "1"})
    file = tmp_path / "my values.json"
    words = ["--region", "us-east-1", "--parameter-file", str(file)]
    text = command(tmp_path, *words, *parameters(values), "--parameter", "Ports=80, 443")
    assert "it's 'quoted'" not in text and f"file://'{file}'" in text
    assert file.read_bytes().isascii()
    # The encoding of the machine does not matter.
    bash("command.sh", tmp_path, aws.env | {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    (stack,) = aws.stacks()
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    given = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    # Moto prints a list as Python does.
    assert given == values | {"Ports": "['80', ' 443']"}


@pytest.mark.parametrize("secret", ["plain", " $HOME 'x' \"y\" \\n! \t%s ", "-", "\u00fc&/"])
@pytest.mark.parametrize("values", [{}, {"Title": "it's \"a\", b\\"}])
def test_secrets_are_passed_beside_a_file_that_does_not_hold_them(tmp_path, aws, secret, values):
    template(tmp_path, Title={"Default": "t"}, DbPassword={"NoEcho": True})
    file = tmp_path / "values.json"
    text = command(tmp_path, "--region", "us-east-1", "--parameter-file", str(file), *parameters(values))
    assert json.loads(file.read_text()) == [f"{name}={value}" for name, value in values.items()]
    assert "DbPassword=" in text
    bash("command.sh", tmp_path, aws.env, answers=secret + "\n")
    (stack,) = aws.stacks()
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]} == {
        "Title": values.get("Title", "t"), "DbPassword": secret,
    }
