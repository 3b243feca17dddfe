# Debian packages, without letting them start their services on this machine. A mirror that does not answer is asked again.
install_packages() {
  local package missing=() policy=/usr/sbin/policy-rc.d ours='' try
  for package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} != 0 ] || return 0
  [ "$(id -u)" = 0 ] || die "only root can install ${missing[*]}"
  echo "installing ${missing[*]}" >&2
  [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy && ours=yes; }
  for try in 1 2 3; do
    ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends "${missing[@]}"; } >"$HOME_DIR/packages.log" 2>&1 ||
      break
    [ $try = 3 ] || sleep $((5 * try))
  done
  [ -z "$ours" ] || rm -f $policy
  for package in "${missing[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      { tail -n 10 "$HOME_DIR/packages.log" >&2; die "apt-get could not install $package"; }
  done
}
