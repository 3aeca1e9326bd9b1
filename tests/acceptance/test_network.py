"""What the recipes of the network make of the starter, judged by cfn-lint and deployed at the stand-in for AWS."""

import boto3
import pytest

from conftest import REGION, bash, cf_init, lint
from test_compute import made

VPC = ["--resource", "VPC"]
CHAINS = {
    "nat": [["nat-gateway", *VPC]],
    "zones": [["subnet-in-another-zone", *VPC, "--public"], ["private-subnets", *VPC]],
    "endpoints": [["private-subnets", *VPC], ["vpc-endpoints", *VPC]],
    "address": [["elastic-ip", "--resource", "WebServer"]],
    "private": [["turn-subnet", "--resource", "PublicSubnet"]],
    "existing": [["existing-vpc", *VPC]],
    "default": [["default-vpc", *VPC]],
    "back": [["default-vpc", *VPC], ["vpc"]],
}
# What the stand-in has afterwards beside its own default VPC: NAT gateways, endpoints, subnets, addresses.
COUNTS = {
    "nat": (1, 0, 2, 1),
    "zones": (0, 0, 4, 0),
    "endpoints": (0, 6, 3, 0),
    "address": (0, 0, 1, 1),
    "private": (0, 0, 1, 0),
    "default": (0, 0, 0, 0),
    "back": (0, 0, 1, 0),
}


@pytest.mark.parametrize("name", CHAINS)
def test_cfn_lint_is_silent_on_what_recipes_make(tmp_path, name):
    assert lint(made(tmp_path, CHAINS[name])) == []


@pytest.mark.parametrize("name", COUNTS)
def test_what_recipes_make_deploys(tmp_path, aws, name):
    path = made(tmp_path, CHAINS[name])
    command = cf_init("deploy-command", str(path), "--stack-name", "web", "--region", REGION)
    (tmp_path / "command.sh").write_text(command)
    aws.provide_image(command)
    bash("command.sh", tmp_path, aws.env)
    (stack,) = aws.stacks()
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    known = {"region_name": REGION, "endpoint_url": aws.url, "aws_access_key_id": "t", "aws_secret_access_key": "t"}
    ec2 = boto3.client("ec2", **known)
    own = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    subnets = [one for one in ec2.describe_subnets()["Subnets"] if one["VpcId"] in own]
    counts = (
        len(ec2.describe_nat_gateways()["NatGateways"]),
        len(ec2.describe_vpc_endpoints()["VpcEndpoints"]),
        len(subnets),
        len(ec2.describe_addresses()["Addresses"]),
    )
    assert counts == COUNTS[name]
    if name == "zones":
        assert len({one["AvailabilityZone"] for one in subnets}) == 2
