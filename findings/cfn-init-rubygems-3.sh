#!/usr/bin/env bash
# aws-cfn-bootstrap 1.4-31 (the one on PyPI): packages of rubygems can never be installed beside RubyGems 3.
#
# Behaviour: cfn-init calls `gem install -b --no-ri --no-rdoc NAME`. RubyGems removed both options in 3.0 (December 2018),
#   in favour of --no-document, and refuses a call that has them.
# Seen: gem 3.3.15 of Debian 12: "ERROR:  While executing gem ... (Gem::OptionParser::InvalidOption)", "invalid option:
#   --no-ri", exit code 1, whatever the gem. cfn-init then stops with "Failed to install gem: NAME".
# Why it matters: the same metadata worked with RubyGems 2, and nothing in them is wrong. A newer cfn-init, or a command
#   `gem install --no-document NAME` in place of the section, installs the gem.
# Needs Debian 12 or alike (apt-get download, dpkg) and Python 3 with pip; installs nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
# The archive needs Python 2 to run, but not to be read.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: 'aws-cfn-bootstrap==1.4-31'
tar -xzf aws-cfn-bootstrap-1.4-31.tar.gz
called=$(python3 - aws-cfn-bootstrap-1.4-31/cfnbootstrap/lang_package_tools.py <<'PY'
import ast, re, sys
found = re.search(r"install_command = (\[.*?\])", open(sys.argv[1]).read().replace("pkg]", "'rack']"))
print(" ".join(ast.literal_eval(found[1])))
PY
)
echo "cfn-init calls: $called"
[ "$called" = "gem install -b --no-ri --no-rdoc rack" ]

apt-get -qq download ruby3.1 libruby3.1 ruby-rubygems
for package in *.deb; do dpkg -x "$package" root; done
library=$(dirname "$(find "$PWD/root" -name 'libruby-3.1.so.3.1')")
export LD_LIBRARY_PATH=$library RUBYLIB=$PWD/root/usr/lib/ruby/vendor_ruby:$PWD/root/usr/lib/ruby/3.1.0:$library/ruby/3.1.0
gem() { root/usr/bin/ruby3.1 root/usr/bin/gem3.1 "$@"; }
echo "gem $(gem --version)"
code=0
# shellcheck disable=SC2086
said=$(gem ${called#gem } 2>&1) || code=$?
echo "$said"
[ "$code" = 1 ]
grep -q "invalid option: --no-ri" <<<"$said"
echo "As described."
