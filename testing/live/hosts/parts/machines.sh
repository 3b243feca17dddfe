# shellcheck shell=bash
# Machines: a disk, and an init that runs until it is killed.

# Those that were ever powered on.
known() {
  local file
  for file in "$DIR"/h*/made; do
    [ ! -e "$file" ] || basename "$(dirname "$file")"
  done | sort -V
}

# init_of HOST: its process id out here; the child of the program that made its namespaces.
init_of() {
  local outer inner
  outer=$(pid_of "$1") && inner=$(cat "/proc/$outer/task/$outer/children" 2>/dev/null) && [ -n "$inner" ] && echo "${inner%% *}"
}

power_on() {
  local host=$1
  [ -e "$DIR/$host/made" ] || make_disk "$host"
  rm -f "$DIR/$host/meta/notice.json"
  cat /proc/sys/kernel/random/uuid >"$DIR/$host/boot_id"
  background "$host" unshare --fork --kill-child --pid --net --mount --uts --ipc -- \
    bash "$HERE/parts/inside" "$DIR" "$host" "$NET" "$CLOUDS" "$SHARE" "$HERE" "$COMMON"
  plug "$host"
}

# The cable first: the kernel would close a dying machine's connections politely.
power_off() {
  local inner
  ip link del "$(cable "$1")" 2>/dev/null || true
  inner=$(init_of "$1") || true
  end "$1"
  [ -z "$inner" ] || await_end "$inner" || die "the init of $1 (process $inner) cannot be ended"
}

make_disk() {
  local host=$1 disk=$DIR/$1/disk key
  rm -rf -- "${DIR:?}/$host"
  mkdir -p "$disk"/{usr,etc/ssh,etc/sudoers.d,own/{root/.ssh,home,srv,opt,tmp,mnt,var/tmp,var/log}} "$DIR/$host"/{root,work,meta}
  chmod 700 "$disk/own/root" "$disk/own/root/.ssh"
  chmod 1777 "$disk/own/tmp" "$disk/own/var/tmp"
  chmod 750 "$disk/etc/sudoers.d"
  install -m 600 "$DIR/key.pub" "$disk/own/root/.ssh/authorized_keys"
  echo "$host" >"$disk/etc/hostname"
  : >"$disk/etc/resolv.conf"
  ssh-keygen -q -t ed25519 -N '' -C "root@$host" -f "$disk/etc/ssh/ssh_host_ed25519_key"
  echo 'admin ALL=(ALL) NOPASSWD:ALL' >"$disk/etc/sudoers.d/admin"
  chmod 440 "$disk/etc/sudoers.d/admin"
  cp "$HERE/parts/sshd_config" "$disk/etc/ssh/sshd_config"
  echo "{\"name\": \"$host\", \"address\": \"$(address_of "$host")\"}" >"$DIR/$host/meta/machine.json"
  cp "$HERE/parts/metadata" "$DIR/$host/meta/metadata"
  read -r _ key _ <"$disk/etc/ssh/ssh_host_ed25519_key.pub"
  pin "$host" "ssh-ed25519 $key"
  : >"$DIR/$host/made"
}

# pin HOST KEY: the host key by which it is known.
pin() {
  (
    flock 8
    sed -i "/^$1,/d" "$DIR/known_hosts"
    echo "$1,$(address_of "$1") $2" >>"$DIR/known_hosts"
  ) 8>"$DIR/known_hosts.lock"
}

ssh_config() {
  local i
  {
    for ((i = 1; i < 100; i++)); do
      printf 'Host h%d\n  HostName %s\n  HostKeyAlias h%d\n' $i "$(address_of "h$i")" $i
    done
    cat <<END
Host *
  User root
  IdentityFile $DIR/key
  IdentitiesOnly yes
  UserKnownHostsFile $DIR/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 5
  LogLevel ERROR
END
  } >"$DIR/ssh_config"
}
