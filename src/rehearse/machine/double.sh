#!/bin/sh
# Stands for systemctl, service, policy-rc.d and cfn-signal: writes down each call and starts and sends nothing. A unit
# without a unit file or init script fails, as it does on the machine.
name=${0##*/}
record=/var/lib/rehearsal
active=$record/active
enabled=$record/enabled

# note FILE WORD...: a call as one line.
note() {
  file=$record/$1
  shift
  printf '%s' "$*" | tr '\n\r' '  ' >>"$file"
  echo >>"$file"
}

# A unit's name with its type.
unit() {
  case $1 in
    *.service | *.socket | *.timer | *.target | *.path | *.mount | *.slice) printf '%s' "$1" ;;
    *) printf '%s.service' "$1" ;;
  esac
}

# True if there is a unit file, one for its instances, or an init script.
is_known() {
  case $1 in *.target) return 0 ;; esac
  for folder in /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
    [ -e "$folder/$1" ] && return 0
    case $1 in *@*) [ -e "$folder/${1%%@*}@.${1##*.}" ] && return 0 ;; esac
  done
  [ -x "/etc/init.d/${1%.service}" ]
}

# The real systemctl needs no running systemd for links of units.
links() {
  for real in /usr/bin/systemctl.real /bin/systemctl.real; do
    if [ -x "$real" ]; then
      SYSTEMD_OFFLINE=1 "$real" "$verb" "$1"
      return
    fi
  done
  case $verb in
    enable | reenable | preset) : >"$enabled/$1" ;;
    disable | mask) rm -f "$enabled/$1" ;;
    is-enabled) [ -e "$enabled/$1" ] ;;
  esac
}

case $name in
  cfn-signal)
    note signals "cfn-signal $*"
    exit 0
    ;;
  policy-rc.d)
    # A package asks whether it may start its service. It may not, but on the machine the service would run now.
    while [ $# -gt 0 ]; do
      case $1 in
        --quiet) shift ;;
        --list) exit 0 ;;
        *) break ;;
      esac
    done
    case ${2:-} in *start*) : >"$active/$(unit "${1:-}")" ;; esac
    exit 101
    ;;
  service)
    [ $# -ge 2 ] || exit 0
    service=$1
    shift
    exec /usr/bin/systemctl "$1" "$service"
    ;;
esac

note services "systemctl $*"
verb=
now=
code=0
count=$#
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  case $word in
    --now) now=yes ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else set -- "$@" "$word"; fi ;;
  esac
done

for word in "$@"; do
  unit=$(unit "$word")
  case $unit in */* | *..*) echo "Invalid unit name $word." >&2; exit 1 ;; esac
  case $verb in
    start | stop | restart | try-restart | reload | reload-or-restart | try-reload-or-restart)
      if ! is_known "$unit"; then
        echo "Failed to $verb $unit: Unit $unit not found." >&2
        code=5
        continue
      fi
      ;;
    enable | reenable | disable | mask)
      if ! is_known "$unit"; then
        echo "Failed to $verb unit: Unit file $unit does not exist." >&2
        code=1
        continue
      fi
      ;;
  esac
  case $verb in
    start | restart | reload-or-restart) : >"$active/$unit" ;;
    stop) rm -f "$active/$unit" ;;
    reload)
      if [ ! -e "$active/$unit" ]; then
        echo "$unit is not active, cannot reload." >&2
        code=1
      fi
      ;;
    enable | reenable | preset | disable | mask | is-enabled)
      links "$unit" || code=$?
      if [ -n "$now" ]; then
        case $verb in
          disable | mask) rm -f "$active/$unit" ;;
          *) : >"$active/$unit" ;;
        esac
      fi
      ;;
    is-active | status)
      if [ -e "$active/$unit" ]; then
        echo active
      else
        echo inactive
        if is_known "$unit"; then code=3; else code=4; fi
      fi
      ;;
    is-failed)
      echo inactive
      code=1
      ;;
  esac
done
exit "$code"
