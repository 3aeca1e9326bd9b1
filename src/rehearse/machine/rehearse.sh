#!/bin/sh
# rehearse.sh [cfn-init | user-data]: runs the real cfn-init on the metadata, or the user data with cfn-init in it, then
# prints the logs, what would have been started and signalled, and the exit codes. Ends with the exit code of cfn-init,
# or with that of the user data.
set -u
exec 2>&1 # one text, in its order, to be saved as a log
machine=$(cd "$(dirname "$0")" && pwd)
template=${machine%/*}/template
record=/var/lib/rehearsal
values=/run/rehearsal
mode=${1:-cfn-init}

say() { echo "rehearsal: $*"; }

# show TITLE FILE: a part of the report.
show() {
  echo
  say "$1"
  if [ -s "$2" ]; then cat "$2"; else echo "(nothing)"; fi
}

# As cloud-init runs a script: hardly any environment, no HOME, in the root folder. Settings of a proxy are kept.
run() {
  (cd / && env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
    ${no_proxy:+"no_proxy=$no_proxy"} "$@" </dev/null)
}

case $mode in
  cfn-init) ;;
  user-data)
    if [ ! -e "$template/user-data" ]; then
      say "This bundle has no user data to run: README.txt says why."
      exit 2
    fi
    ;;
  *)
    say "Say cfn-init (or nothing) or user-data, not $mode."
    exit 2
    ;;
esac

rm -rf "$values"
rm -f "$record/services" "$record/signals" "$record/calls"
mkdir -p "$record/active" "$record/enabled" /run/systemd/system
umask 077
mkdir -p "$values"
if [ -e "$template/no-echo.json" ]; then
  python3 "$machine/ask.py" "$template" "$values" || exit 2
else
  cp "$template/metadata.json" "$values/"
  [ ! -e "$template/user-data" ] || cp "$template/user-data" "$values/"
fi
umask 022

if [ "$mode" = user-data ]; then
  script=/var/lib/cloud/instance/scripts/part-001
  mkdir -p "${script%/*}"
  cp "$values/user-data" "$script"
  chmod 700 "$script"
  say "The user data run; their output:"
  {
    run "$script"
    echo $? >"$record/user-data-code"
  } 2>&1 | tee -a /var/log/cloud-init-output.log
  code=$(cat "$record/user-data-code")
else
  if [ -d /opt/rehearsal-helpers/bin ]; then
    mkdir -p /opt/aws/bin
    ln -sf /opt/rehearsal-helpers/bin/cfn-* /opt/aws/bin/
  fi
  init=/opt/aws/bin/cfn-init
  [ -x "$init" ] || init=$(command -v cfn-init) || init=/opt/aws/bin/cfn-init
  code=0
  while IFS= read -r sets || [ -n "$sets" ]; do
    say "cfn-init with the config sets $sets runs. Its log follows when it has ended."
    run sh "$machine/helper.sh" "$init" --configsets="$sets"
    code=$?
    [ "$code" = 0 ] || break
  done <"$template/config-sets"
fi

show "/var/log/cfn-init.log" /var/log/cfn-init.log
show "/var/log/cfn-init-cmd.log" /var/log/cfn-init-cmd.log
show "Services: written down, nothing was started." "$record/services"
show "Signals: written down, nothing was sent." "$record/signals"
show "Calls of cfn-init:" "$record/calls"
say "The boot plan of cf-init said: $(cat "$template/predicted")"
[ "$mode" = cfn-init ] || say "The user data ended with exit code $code."
if [ "$code" != 0 ]; then
  say "Which field of the template was it? Save this output as rehearsal.log and ask:"
  say "cf-init doctor rehearsal.log --template FILE"
fi
exit "$code"
