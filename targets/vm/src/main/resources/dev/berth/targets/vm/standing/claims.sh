# shellcheck shell=sh disable=SC2154
# Who has which hosts. A claim's first line is what the attempt takes of this host: cores, MiB, accelerators; the rest is the
# same on every host. `berth` is Berth's folder.

# claim ATTEMPT CORES MIB ACCELERATORS: the claim stands in $berth/claims/.ATTEMPT.new, and the numbers are all that this host has.
# 0 if it is here now; 3 if it was released; 4 if another is here; 5 if there is no room.
claim() {
  [ ! -e "$berth/released/$1" ] || { rm -f "$berth/claims/.$1.new"; return 3; }
  if [ -e "$berth/claims/$1" ]; then
    ! cmp -s "$berth/claims/$1" "$berth/claims/.$1.new" || { rm -f "$berth/claims/.$1.new"; return 0; }
    rm -f "$berth/claims/.$1.new"
    return 4
  fi
  if ! for one in "$berth/claims/.$1.new" "$berth"/claims/*; do [ ! -e "$one" ] || head -n 1 "$one"; done |
    awk -v c="$2" -v m="$3" -v a="$4" '{ c -= $1; m -= $2; a -= $3 } END { exit !(c > -0.000001 && m >= 0 && a >= 0) }'; then
    rm -f "$berth/claims/.$1.new"
    return 5
  fi
  # Before the claim: with it they are taken.
  if ! deal "$1" "$4"; then
    rm -f "$berth/claims/.$1.new"
    return 5
  fi
  mv "$berth/claims/.$1.new" "$berth/claims/$1"
}

# deal ATTEMPT MOST: to the claim that stands in $berth/claims/.ATTEMPT.new as many accelerators as it takes here, of those that no
# claim has.
deal() {
  read -r _ _ wanted _ <"$berth/claims/.$1.new"
  if ! {
    for one in "$berth"/devices/*; do
      one=${one##*/}
      [ "$one" = "$1" ] || [ ! -e "$berth/claims/$one" ] || sed 's/^/taken /' "$berth/devices/$one"
    done
    seq 0 $(($2 - 1))
  } | awk -v wanted="$wanted" '
      $1 == "taken" { taken[$2] = 1; next }
      given < wanted && !($1 in taken) { print; given++ }
      END { exit (given < wanted) }' >"$berth/devices/.$1.new"; then
    rm -f "$berth/devices/.$1.new"
    return 1
  fi
  mv "$berth/devices/.$1.new" "$berth/devices/$1"
}

unclaim() { rm -f "$berth/claims/$1" "$berth/devices/$1"; }

# seal ATTEMPT: it is never claimed here any more.
seal() { [ -e "$berth/released/$1" ] || date +%s >"$berth/released/$1"; }

# survey: all claims, and which of them are sealed.
survey() {
  for one in "$berth"/claims/*; do
    [ -e "$one" ] || continue
    sealed=open
    [ ! -e "$berth/released/${one##*/}" ] || sealed=sealed
    printf 'claim\t%s\t%s\t%s\n' "${one##*/}" "$sealed" "$(base64 <"$one" | tr -d '\n')"
  done
}

# released ATTEMPT...: which of them are, and of which that is over.
released() {
  for one; do
    [ -e "$berth/released/$one" ] || continue
    over=
    ! grep -qsx over "$berth/released/$one" || over=over
    printf '%s\t%s\n' "$one" "$over"
  done
}

# ended ATTEMPT: 6 if something of it still runs.
ended() { [ "$(finish "$1" 0)" = 0 ] || return 6; }

# bury ATTEMPT DAYS: what is sealed and has ended goes, but for what it printed. Seals go after so many days.
bury() {
  forget "$1" "$2"
  unclaim "$1"
  # Only now: nothing of it is left on any of its hosts that can be asked.
  grep -qsx over "$berth/released/$1" || echo over >>"$berth/released/$1" || :
  find "$berth/released" -type f -mtime "+$2" ! -name "$1" -exec rm -f {} +
}
