#!/bin/bash
# A real S3 server for integration tests: Ceph RADOS Gateway, with one monitor and one
# storage daemon behind it, on loopback only. For tests: nothing in it is safe from loss.
#
#   s3-server.sh start DIR    start it (safe to repeat) and print what tests need to know
#   s3-server.sh stop DIR     stop it and keep its data
#   s3-server.sh wipe DIR     stop it and delete everything it wrote in DIR
#   s3-server.sh status DIR   say which daemons run; exit 1 unless all do
#
# Environment: S3_SERVER_PORT (default 9500; the next 60 ports are used as well).
# Needs: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd curl
set -euo pipefail

usage() { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "s3-server: $1" >&2; exit 1; }

[ $# = 2 ] || usage
ACTION=$1
HOME_DIR=$(realpath -m "$2")/ceph
CONF=$HOME_DIR/ceph.conf
PORT=${S3_SERVER_PORT:-9500}
REGION=auto
ACCESS_KEY_ID=test
SECRET_ACCESS_KEY=testing-secret
DAEMONS=(mon.a osd.0 client.rgw.a)

# --- daemons -------------------------------------------------------------------------------------

program_of() { # DAEMON
  case $1 in mon.a) echo ceph-mon ;; osd.0) echo ceph-osd ;; *) echo radosgw ;; esac
}

# Prints the daemon's process id if it runs. A stale pid file may name somebody else's process by now, so the
# command line must be our program on our configuration.
pid_of() { # DAEMON
  local pid
  pid=$(cat "$HOME_DIR/run/$1.pid" 2>/dev/null) && [ -n "$pid" ] || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$(program_of "$1") -c $CONF " && echo "$pid"
}

stop_daemon() { # DAEMON SIGNAL
  local pid
  if pid=$(pid_of "$1"); then
    kill "-$2" "$pid"
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -f "$HOME_DIR/run/$1.pid" "$HOME_DIR/run/$1.asok"
}

stop_all() { # SIGNAL
  stop_daemon client.rgw.a "$1"
  stop_daemon osd.0 "$1"
  stop_daemon mon.a "$1"
}

start_daemon() { # DAEMON
  pid_of "$1" >/dev/null && return
  rm -f "$HOME_DIR/run/$1.asok"
  "$(program_of "$1")" -c "$CONF" -n "$1" 2>>"$HOME_DIR/log/$1.start.log" ||
    fail "$(program_of "$1") did not start; see $HOME_DIR/log"
}

# --- a new cluster -------------------------------------------------------------------------------

write_conf() {
  cat >"$CONF" <<END
[global]
fsid = $(cat "$HOME_DIR/fsid")
mon host = v2:127.0.0.1:$((PORT + 1))
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = $((PORT + 2))
ms bind port max = $((PORT + 60))
keyring = $HOME_DIR/keyring
run dir = $HOME_DIR/run
pid file = $HOME_DIR/run/\$name.pid
admin socket = $HOME_DIR/run/\$name.asok
log file = $HOME_DIR/log/\$name.log
mon cluster log file = $HOME_DIR/log/cluster.log
crash dir = $HOME_DIR/log
# One copy of everything, in few placement groups: this is one small machine.
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 10000
mon warn on pool no redundancy = false
# Work on a nearly full disk, too.
mon data avail warn = 2
mon data avail crit = 1
[client.admin]
admin socket =
log file = /dev/null
[mon.a]
mon data = $HOME_DIR/mon
[osd]
keyring = $HOME_DIR/osd/keyring
osd data = $HOME_DIR/osd
osd objectstore = bluestore
# A sparse file, which takes only the space that objects do.
bluestore block create = true
bluestore block size = $((20 * 1024 * 1024 * 1024))
osd class update on start = false
osd memory target = 939524096
[client.rgw.a]
rgw data = $HOME_DIR/rgw
rgw frontends = beast endpoint=127.0.0.1:$PORT tcp_nodelay=1
rgw thread pool size = 64
rgw enable apis = s3, admin
rgw dynamic resharding = false
END
}

ceph() { command ceph -c "$CONF" --connect-timeout 20 "$@" >/dev/null 2>>"$HOME_DIR/log/setup.log"; }
radosgw_admin() { radosgw-admin -c "$CONF" -n client.admin "$@" 2>>"$HOME_DIR/log/setup.log"; }

make_monitor() {
  ceph-authtool --create-keyring "$HOME_DIR/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  local name
  for name in client.admin client.rgw.a; do
    ceph-authtool "$HOME_DIR/keyring" --gen-key -n $name --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  done
  monmaptool --create --clobber --fsid "$(cat "$HOME_DIR/fsid")" \
    --addv a "[v2:127.0.0.1:$((PORT + 1))]" "$HOME_DIR/monmap" >/dev/null
  ceph-mon -c "$CONF" -i a --mkfs --monmap "$HOME_DIR/monmap" --keyring "$HOME_DIR/keyring"
}

make_storage() {
  local uuid
  uuid=$(cat /proc/sys/kernel/random/uuid)
  ceph osd new "$uuid"
  ceph auth get-or-create osd.0 mon 'allow profile osd' osd 'allow *' -o "$HOME_DIR/osd/keyring"
  ceph-osd -c "$CONF" -i 0 --mkfs --osd-uuid "$uuid" 2>>"$HOME_DIR/log/setup.log"
}

make_gateway() {
  # All pools at once: the gateway would make them one by one, each at its first use.
  local pool pending=()
  for pool in .rgw.root default.rgw.{log,control,meta,buckets.index,buckets.data,buckets.non-ec}; do
    ceph osd pool create $pool 4 & pending+=($!)
  done
  wait "${pending[@]}"
  radosgw_admin user create --uid=test --display-name=test \
    --access-key="$ACCESS_KEY_ID" --secret-key="$SECRET_ACCESS_KEY" >/dev/null
  # The region that clients name is the zone group's "api_name".
  radosgw_admin zonegroup get --rgw-zonegroup=default |
    sed "s/\"api_name\": \"[^\"]*\"/\"api_name\": \"$REGION\"/" >"$HOME_DIR/zonegroup.json"
  radosgw_admin zonegroup set --rgw-zonegroup=default <"$HOME_DIR/zonegroup.json" >/dev/null
}

# --- actions -------------------------------------------------------------------------------------

print_access() {
  echo "S3_TEST_ENDPOINT=http://127.0.0.1:$PORT"
  echo "S3_TEST_REGION=$REGION"
  echo "S3_TEST_ACCESS_KEY_ID=$ACCESS_KEY_ID"
  echo "S3_TEST_SECRET_ACCESS_KEY=$SECRET_ACCESS_KEY"
}

is_port_free() {
  pid_of client.rgw.a >/dev/null || ! (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null
}

wait_for_answer() {
  for _ in $(seq 300); do
    pid_of client.rgw.a >/dev/null || break
    curl -sf -o /dev/null "http://127.0.0.1:$PORT/" && return
    sleep 0.1
  done
  fail "the gateway does not answer; see $HOME_DIR/log"
}

start() {
  local program
  for program in ceph ceph-mon ceph-osd radosgw radosgw-admin curl; do
    command -v $program >/dev/null ||
      fail "$program is missing: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd curl"
  done
  [ ${#HOME_DIR} -le 70 ] || fail "the path is too long for a socket (70 characters at most): $HOME_DIR"
  if [ -f "$HOME_DIR/port" ] && [ "$(cat "$HOME_DIR/port")" != "$PORT" ]; then
    fail "$HOME_DIR was made for S3_SERVER_PORT=$(cat "$HOME_DIR/port"); use that or wipe it first"
  fi
  if [ ! -f "$HOME_DIR/ready" ]; then
    is_port_free || fail "port $PORT is taken; set S3_SERVER_PORT"
    wipe # what a start that was broken off left behind
    mkdir -p "$HOME_DIR"/{mon,osd,run,log,rgw}
    echo "$PORT" >"$HOME_DIR/port"
    cat /proc/sys/kernel/random/uuid >"$HOME_DIR/fsid"
    write_conf
    make_monitor
    start_daemon mon.a
    make_storage
    start_daemon osd.0
    make_gateway
  fi
  local daemon
  for daemon in "${DAEMONS[@]}"; do start_daemon "$daemon"; done
  wait_for_answer
  touch "$HOME_DIR/ready"
  print_access
}

wipe() {
  stop_all KILL
  rm -rf "$HOME_DIR"
}

status() {
  local daemon pid isDown=0
  for daemon in "${DAEMONS[@]}"; do
    if pid=$(pid_of "$daemon"); then echo "$daemon runs (pid $pid)"; else echo "$daemon is down"; isDown=1; fi
  done
  return $isDown
}

case $ACTION in
  start) start ;;
  stop) stop_all TERM ;;
  wipe) wipe ;;
  status) status ;;
  *) usage ;;
esac
