"""What `cf-init recipe` makes of the starter, judged by cfn-lint and deployed at the stand-in for AWS."""

import shutil

import boto3
import pytest

from conftest import REGION, STARTER, bash, cf_init, lint, recipes

GROUP = ["auto-scaling-group", "--resource", "WebServer"]
CHAINS = {
    "group": [GROUP],
    "group-alone": [[*GROUP, "--no-load-balancer", "--cpu", "none"]],
    "group-later": [
        [*GROUP, "--no-load-balancer", "--cpu", "none"],
        ["load-balancer", "--resource", "WebServerGroup"],
        ["target-tracking", "--resource", "WebServerGroup", "--cpu", "60"],
    ],
    "back": [GROUP, ["single-instance", "--resource", "WebServerGroup"]],
    "back-behind": [GROUP, ["single-instance", "--resource", "WebServerGroup", "--keep-load-balancer"]],
}


def made(tmp_path, steps):
    path = tmp_path / "cf-init.yaml"
    shutil.copy(STARTER, path)
    return recipes(path, steps)


@pytest.mark.parametrize("name", CHAINS)
def test_cfn_lint_is_silent_on_what_recipes_make(tmp_path, name):
    assert lint(made(tmp_path, CHAINS[name])) == []


@pytest.mark.parametrize("name", CHAINS)
def test_what_recipes_make_deploys(tmp_path, aws, name):
    path = made(tmp_path, CHAINS[name])
    words = ["--stack-name", "web", "--region", REGION]
    command = cf_init("deploy-command", str(path), *words)
    (tmp_path / "command.sh").write_text(command)
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    (stack,) = aws.stacks()
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    known = {"region_name": REGION, "endpoint_url": aws.url, "aws_access_key_id": "t", "aws_secret_access_key": "t"}
    groups = boto3.client("autoscaling", **known).describe_auto_scaling_groups()["AutoScalingGroups"]
    balancers = boto3.client("elbv2", **known).describe_load_balancers()["LoadBalancers"]
    assert (len(groups), len(balancers)) == {
        "group": (1, 1), "group-alone": (1, 0), "group-later": (1, 1), "back": (0, 0), "back-behind": (0, 1),
    }[name]
    for group in groups:
        assert (group["MinSize"], group["MaxSize"], group["DesiredCapacity"], len(group["Instances"])) == (1, 4, 2, 2)
    for balancer in balancers:
        assert len({zone["ZoneName"] for zone in balancer["AvailabilityZones"]}) == 2
