#!/bin/sh
# Runs once, when the image is built: installs what the machine image has and the container image has not, the doubles
# and the CloudFormation helper scripts. What it needs to know stands in files beside it.
set -eu
machine=$(cd "$(dirname "$0")" && pwd)
record=/var/lib/rehearsal
family=$(cat "$machine/family")
user=$(cat "$machine/user")
helpers=$(cat "$machine/helpers")

say() { echo "rehearsal: $*"; }
has_helpers() { [ -x /opt/aws/bin/cfn-init ] || command -v cfn-init >/dev/null 2>&1; }

chmod 755 "$machine"/*.sh
mkdir -p "$record/active" "$record/enabled" /etc/sudoers.d

case $family in
  apt)
    # Packages start no service here. Diverted, so that an update of a package brings no systemctl of its own.
    for program in /bin/systemctl /usr/bin/systemctl /usr/sbin/service; do
      dpkg-divert --quiet --local --rename --divert "$program.real" --add "$program"
    done
    ln -sf "$machine/double.sh" /usr/bin/systemctl
    ln -sf "$machine/double.sh" /usr/sbin/service
    ln -sf "$machine/double.sh" /usr/sbin/policy-rc.d
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends ca-certificates cron curl gnupg iproute2 lsb-release openssl procps \
      python3 sudo systemd wget
    ;;
  yum)
    yum -y install findutils gzip hostname iproute openssl procps-ng python3 shadow-utils sudo systemd tar util-linux \
      wget which
    [ -e /usr/bin/systemctl.real ] || mv /usr/bin/systemctl /usr/bin/systemctl.real
    ln -sf "$machine/double.sh" /usr/bin/systemctl
    ln -sf "$machine/double.sh" /usr/sbin/service
    ;;
  *)
    say "$machine/family says neither apt nor yum."
    exit 1
    ;;
esac

# The user to log in with, as cloud-init makes it.
id "$user" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$user"
printf '%s ALL=(ALL) NOPASSWD:ALL\n' "$user" >/etc/sudoers.d/90-cloud-init-users
chmod 440 /etc/sudoers.d/90-cloud-init-users

if has_helpers; then
  say "The image has the helper scripts."
elif [ "$family" = yum ]; then
  yum -y install aws-cfn-bootstrap
else
  apt-get install -y --no-install-recommends python3-venv
  python3 -m venv /opt/rehearsal-helpers
  # setuptools: helpers before 2.0-39 need pkg_resources, which left it in 82.
  if ! /opt/rehearsal-helpers/bin/pip install --disable-pip-version-check 'setuptools<82' "$helpers"; then
    say "The helper scripts could not be installed from $helpers. The address stands in machine/helpers."
    exit 1
  fi
fi

# What the packages above said to systemctl is no part of the rehearsal.
rm -f "$record/services"
