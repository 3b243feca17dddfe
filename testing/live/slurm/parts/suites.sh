# Slurm as Debian's suites have it. Its packages are unpacked, not installed, with all their libraries, libc too, in the cache
# folder, and their programs made to name the ld.so and libraries there. So there is no chroot, any suite runs on any machine,
# and jobs see the machine's own files.

KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
UNPACKED='munge slurmctld slurmd slurm-client slurmrestd slurm-wlm-jwt-plugin slurmdbd slurm-wlm-mysql-plugin
  systemd-standalone-sysusers patchelf'

tree() { echo "$HOME_DIR/$SUITE"; }
libraries() { dirname "$(compgen -G "$1/usr/lib/*/slurm-wlm")"; }
loader() { compgen -G "$(libraries "$1")/ld-linux*.so.*"; }
plugins() { echo "$(libraries "$(tree)")/slurm-wlm"; }

install_suites() {
  mkdir -p "$HOME_DIR"
  exec 8>"$HOME_DIR/install.lock"
  flock 8
  install_packages openssh-server mariadb-server
  [ $# != 0 ] || set -- "${SUITES[@]}"
  for SUITE; do
    is_suite "$SUITE" || die "no such suite: $SUITE"
    [ -e "$(tree)" ] || unpack
  done
}

unpack() {
  local work
  [ -r $KEYRING ] || die "there is no $KEYRING: install debian-archive-keyring"
  echo "unpacking Slurm of $SUITE" >&2
  work=$(mktemp -d "$HOME_DIR/new.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf -- '$work'" EXIT
  fetch "$work"
  assemble "$work"
  name_loader "$work/tree" "$(tree)"
  mv "$work/tree" "$(tree)"
  "$(tree)/usr/sbin/slurmctld" -V >&2 || { rm -rf -- "$(tree)"; die "what was unpacked of $SUITE does not run"; }
  rm -rf -- "$work"
  trap - EXIT
}

# An apt of its own: with this machine's mirror and proxy, without its packages, suites and hooks.
fetch() {
  local work=$1 mirror try
  mkdir -p "$work"/apt/{state/lists/partial,lists/partial,cache/archives/partial}
  mirror=$(mirror) && [ -n "$mirror" ] || { apt-get -q update >/dev/null && mirror=$(mirror); }
  [ -n "$mirror" ] || die "apt-get knows no mirror of Debian here"
  : >"$work/apt/status"
  printf '%s\n' 'Types: deb' "URIs: $mirror" "Suites: $SUITE" 'Components: main' "Signed-By: $KEYRING" >"$work/apt/suite.sources"
  cat >"$work/apt/conf" <<END
Dir::Cache "$work/apt/cache"; Dir::State "$work/apt/state"; Dir::State::status "$work/apt/status";
Dir::Etc::sourcelist "$work/apt/suite.sources"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
APT::Default-Release ""; APT::Sandbox::User "$(id -un)"; Acquire::Languages "none"; Acquire::Retries "3";
Acquire::Check-Valid-Until "false"; // sid's index is valid for a week, and a mirror may be older; signatures are checked
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
  for try in 1 2 3; do
    # shellcheck disable=SC2086 # words
    if { apt-get -c "$work/apt/conf" -q --error-on=any update &&
      apt-get -c "$work/apt/conf" -q -y --no-install-recommends --download-only install $UNPACKED; } >"$work/log" 2>&1; then
      return 0
    fi
    sleep $((5 * try))
  done
  tail -n 5 "$work/log" >&2
  die "apt-get could not fetch Slurm of $SUITE"
}

mirror() {
  # shellcheck disable=SC2016 # apt's own variables
  apt-get indextargets --format '$(REPO_URI) $(LABEL)' 'Created-By: Packages' | awk '$2 == "Debian" { print $1; exit }'
}

assemble() {
  local work=$1 deb into program
  mkdir -p "$work"/{tree/usr,programs,others}
  for deb in "$work"/apt/cache/archives/*.deb; do
    case ${deb##*/} in
      slurm* | munge_* | patchelf_*) into=programs ;;
      *) into=others ;;
    esac
    dpkg-deb -x "$deb" "$work/$into"
  done
  mv "$work"/programs/usr/{bin,sbin,lib} "$work/tree/usr/"
  for program in "$work"/tree/usr/*bin/*-wlm; do [ ! -f "$program" ] || mv "$program" "${program%-wlm}"; done
  cp -a "$work"/others/{lib,usr/lib}/*-linux-gnu*/*.so* "$(libraries "$work/tree")/" 2>/dev/null || true
}

# name_loader TREE PLACE: for the time when TREE is at PLACE. The tool does not change itself.
name_loader() {
  local lib ld
  mv "$1/usr/bin/patchelf" "$1/usr/"
  lib=$(libraries "$1") ld=$(loader "$1")
  "$ld" --library-path "$lib" "$1/usr/patchelf" --set-interpreter "$2/usr/lib/${lib##*/}/${ld##*/}" --force-rpath \
    --set-rpath "\$ORIGIN/../lib/${lib##*/}:\$ORIGIN/../lib/${lib##*/}/slurm-wlm" "$1"/usr/*bin/*
}

rest_versions() {
  if [ "$SUITE" = bookworm ]; then
    echo v0.0.36,v0.0.37,v0.0.38
  else
    compgen -G "$(plugins)/data_parser_v*.so" | sed 's/.*data_parser_//; s/\.so$//; y/_/./' | sort -V | paste -sd,
  fi
}
