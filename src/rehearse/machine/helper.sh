#!/bin/sh
# helper.sh PROGRAM ARGUMENT...: a call of cfn-init or cfn-signal. PROGRAM has to be there, as on the machine. cfn-init
# gets the metadata from the file instead of from AWS; cfn-signal is written down instead of sent, also where a command
# of the metadata calls it.
machine=$(cd "$(dirname "$0")" && pwd)
template=${machine%/*}/template
program=$1
shift

# note FILE TEXT: a line of the record.
note() {
  printf '%s' "$2" | tr '\n\r' '  ' >>"/var/lib/rehearsal/$1"
  echo >>"/var/lib/rehearsal/$1"
}

if ! command -v "$program" >/dev/null 2>&1; then
  echo "$program: not found" >&2
  exit 127
fi
case ${program##*/} in
  cfn-signal)
    note signals "cfn-signal $*"
    exit 0
    ;;
esac

sets=default
resource=
while [ $# -gt 0 ]; do
  case $1 in
    -c | --configsets)
      sets=${2:-}
      shift
      ;;
    -c?*) sets=${1#-c} ;;
    --configsets=*) sets=${1#*=} ;;
    -r | --resource)
      resource=${2:-}
      shift
      ;;
    -r?*) resource=${1#-r} ;;
    --resource=*) resource=${1#*=} ;;
  esac
  shift
done
own=$(cat "$template/resource")
if [ -n "$resource" ] && [ "$resource" != "$own" ]; then
  echo "rehearsal: cfn-init for $resource is left out: this bundle is for $own." >&2
  exit 0
fi
for signal in /opt/aws/bin/cfn-signal /usr/local/bin/cfn-signal /usr/bin/cfn-signal; do
  [ ! -e "$signal" ] || ln -sf "$machine/double.sh" "$signal"
done
"$program" -v --configsets="$sets" /run/rehearsal/metadata.json
code=$?
note calls "cfn-init, config sets $sets: exit code $code"
exit "$code"
