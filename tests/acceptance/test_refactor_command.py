"""The commands that `cf-init refactor-command` prints, run with the real AWS CLI against a recorder of its requests."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

import pytest

from conftest import STARTER, Aws, bash, cf_init, program

NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/"
ID = "9c384f70-4e07-4ed7-a65d-fee5eb430841"
ANSWERS = {
    "CreateStackRefactor": f"<StackRefactorId>{ID}</StackRefactorId>",
    "DescribeStackRefactor": f"<StackRefactorId>{ID}</StackRefactorId><Status>CREATE_COMPLETE</Status>"
    "<ExecutionStatus>EXECUTE_COMPLETE</ExecutionStatus>",
    "ListStackRefactorActions": "<StackRefactorActions/>",
    "ExecuteStackRefactor": "",
}


class Recorder(BaseHTTPRequestHandler):
    """CloudFormation's query interface: keeps each request and answers it."""

    def do_POST(self):
        given = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        self.server.given.append(given)
        action = given["Action"]
        body = (
            f'<{action}Response xmlns="{NAMESPACE}"><{action}Result>{ANSWERS[action]}</{action}Result>'
            f"<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></{action}Response>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def cloudformation(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    server.given = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = tmp_path / "home"
    home.mkdir()
    yield Aws(f"http://127.0.0.1:{server.server_port}", home), server.given
    server.shutdown()


@pytest.mark.parametrize("name", ["refactor.yaml", "it's my, \"new\" file.yaml"])
def test_the_aws_cli_takes_the_commands_and_cloudformation_gets_the_mapping(tmp_path, cloudformation, name):
    aws, given = cloudformation
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(STARTER.read_text())
    new.write_text(cf_init("recipe", str(old), "rename", "--at", "/Resources/WebServer", "--key", "AppServer"))
    file = tmp_path / name
    done = program("refactor-command", str(old), str(new), "--stack-name", "web", "--template-file", str(file))
    assert done.returncode == 0, done.stderr
    assert "WebServer becomes AppServer (AWS::EC2::Instance)." in done.stderr
    assert "changes more than ids" in done.stderr  # The user data names the resource.
    (tmp_path / "command.sh").write_text(done.stdout, encoding="utf-8")
    bash("command.sh", tmp_path, aws.env)
    actions = [one["Action"] for one in given]
    assert actions[0] == "CreateStackRefactor"
    assert actions[-2:] == ["ExecuteStackRefactor", "DescribeStackRefactor"]
    assert "ListStackRefactorActions" in actions
    create = given[0]
    assert create["StackDefinitions.member.1.StackName"] == "web"
    assert create["StackDefinitions.member.1.TemplateBody"] == file.read_text()
    assert {key: value for key, value in create.items() if key.startswith("ResourceMappings")} == {
        "ResourceMappings.member.1.Source.StackName": "web",
        "ResourceMappings.member.1.Source.LogicalResourceId": "WebServer",
        "ResourceMappings.member.1.Destination.StackName": "web",
        "ResourceMappings.member.1.Destination.LogicalResourceId": "AppServer",
    }
    assert all(one["StackRefactorId"] == ID for one in given[1:])
    # The template of the refactoring differs in the id and in what CloudFormation resolves; user data stays.
    changed = [line for line in file.read_text().splitlines() if line not in old.read_text().splitlines()]
    assert changed and all("AppServer" in line and "--resource" not in line for line in changed)
