# What a cluster's processes see of this machine: its files, but the host name localhost, for that is where Slurm binds to, and
# two more users, of whom nobody outside knows: berth, whom jobs belong to, and rest, as whom slurmrestd runs. They are in a mount
# and a UTS namespace, which last as long as a process is in there, and leave nothing behind.

JOB_UID=59998 REST_UID=59999

folders() {
  mkdir "$DIR"/{etc,log,run,state,spool,dev,bin,home,ssh,private}
  chmod 700 "$DIR/private"
  chown $JOB_UID:$JOB_UID "$DIR/home"
  grep -vE '^(berth|rest):' /etc/passwd >"$DIR/etc/passwd"
  grep -vE '^(berth|rest):' /etc/group >"$DIR/etc/group"
  cat >>"$DIR/etc/passwd" <<END
berth:*:$JOB_UID:$JOB_UID::$DIR/home:/bin/bash
rest:*:$REST_UID:$REST_UID::/nonexistent:/bin/false
END
  printf '%s\n' "berth:x:$JOB_UID:" "rest:x:$REST_UID:" >>"$DIR/etc/group"
  (umask 077 && { cat /etc/shadow && printf '%s:*:19000:0:99999:7:::\n' berth rest; } >"$DIR/private/shadow")
}

machine() {
  background machine unshare --mount --uts -- /bin/bash "$HERE/parts/inside" "$DIR" "$HOME"
  await machine test -e "$DIR/log/machine-is-ready"
}

# inside COMMAND...: turns this shell into that command, as root in there.
inside() { exec nsenter --target "$(pid_of machine)" --mount --uts -- "$@"; }

commands_path() { echo "$DIR/bin:$(tree)/usr/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"; }

client() { (inside env PATH="$(commands_path)" "$@"); }

as() { (inside setpriv --reuid=$JOB_UID --regid=$JOB_UID --clear-groups env -i HOME="$DIR/home" USER=berth PATH="$(commands_path)" "$@"); }
