# shellcheck shell=bash
# A cloud: machines that somebody orders, h1 to h99 as they are free. Its client is DIR/cloud/api, with these verbs:
#
#   mark marks/UUID          something that can be found before there is a machine; CLOUD_THING is what it carries, as JSON
#   create machines/UUID     answers when the order is taken, and goes on whatever becomes of who ordered; CLOUD_THING as above,
#                            CLOUD_BOOT is a script for its first boot, CLOUD_HOST_KEY the public host key that this gives it
#   destroy marks/UUID | machines/UUID     answers when it is gone; a mark goes when no machine has the same "key" any more
#
# Machines of whose JSON DIR/cloud/dark has a part, a line each, never come up.
#
# What there is lies in DIR/cloud, where clients look: THING.json, and for a machine THING.host: HOST ADDRESS, and THING.booted.

cloud_api() {
  mkdir -p "$DIR"/cloud/{marks,machines,locks}
  # shellcheck disable=SC2016 # for that script
  printf '#!/bin/sh\nBERTH_LIVE_STATE=%q exec %q "$1" %q "$2"\n' "${STATE%/hosts}" "$HERE/hosts" "$NAME" >"$DIR/cloud/api"
  chmod 755 "$DIR/cloud/api"
}

# show: from now on, the thing is there for whoever looks.
# shellcheck disable=SC2154 # thing
cloud_show() {
  printf '%s' "${CLOUD_THING:?}" >"$DIR/cloud/$thing.new"
  mv "$DIR/cloud/$thing.new" "$DIR/cloud/$thing.json"
}

cloud_mark() { cloud_show; }

cloud_create() {
  local i last=0 host=''
  exec 7>"$DIR/cloud/locks/choosing"
  flock 7
  # Not at once again one that was given back: who speaks of it then means the old one.
  [ ! -s "$DIR/cloud/last" ] || last=$(cat "$DIR/cloud/last")
  for ((i = last % 99 + 1; i != last; i = i % 99 + 1)); do
    [ -e "$DIR/h$i" ] || grep -qs "^h$i " "$DIR"/cloud/machines/*.host || { host=h$i && break; }
    [ "$i" != 99 ] || [ "$last" != 0 ] || break
  done
  [ -n "$host" ] || die "create: QuotaExceeded: there are 99 machines"
  echo "${host#h}" >"$DIR/cloud/last"
  echo "$host $(address_of "$host")" >"$DIR/cloud/$thing.host"
  exec 7>&-
  (umask 077 && printf '%s' "${CLOUD_BOOT:-}" >"$DIR/cloud/$thing.boot")
  printf '%s' "${CLOUD_HOST_KEY:-}" >"$DIR/cloud/$thing.key"
  cloud_show
  background "boot-$host" env BERTH_LIVE_STATE="${STATE%/hosts}" bash "$HERE/hosts" power-on "$NAME" "$thing"
}

# With the machine's lock, in the background: nothing of it is begun once it is destroyed.
cloud_power_on() {
  local host file=$DIR/cloud/$thing
  read -r host _ <"$file.host" || return 0
  exec 7>"$DIR/cloud/locks/$host"
  flock 7
  [ -e "$file.json" ] || return 0
  [ ! -e "$DIR/cloud/dark" ] || ! grep -qF -f "$DIR/cloud/dark" "$file.json" || return 0
  make_disk "$host"
  install -m 600 "$file.boot" "$DIR/$host/meta/boot"
  [ ! -s "$file.key" ] || pin "$host" "$(cat "$file.key")"
  power_on "$host" 7>&-
  : >"$file.booted"
}

cloud_destroy() {
  local host key file=$DIR/cloud/$thing
  if [ -e "$file.host" ]; then
    read -r host _ <"$file.host"
    exec 7>"$DIR/cloud/locks/$host"
    flock 7
    power_off "$host"
    rm -rf --one-file-system -- "${DIR:?}/$host"
    rm -f "$file".{json,booted,boot,key} "$file.new" "$DIR/run/boot-$host"
    rm -f "$file.host"
  elif [ -e "$file.json" ]; then
    key=$(grep -o '"key":"[^"]*"' "$file.json")
    while grep -qsF "$key" "$DIR"/cloud/machines/*.json; do
      [ "$SECONDS" -lt "$DEADLINE" ] || die "destroy: machines still have $key"
      sleep 0.05
    done
    rm -f "$file.json"
  fi
}
