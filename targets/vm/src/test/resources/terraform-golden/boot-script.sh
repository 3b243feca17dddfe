#!/bin/sh
# cloud-init, where there is one, does the same from the user data.
command -v cloud-init >/dev/null && exit 0
set -eu
key=/etc/ssh/ssh_host_ed25519_key
umask 077
cat >$key.new <<'END'
-----BEGIN-----
secret
-----END-----
END
printf '%s\n' 'ssh-ed25519 AAAA' >$key.pub
chmod 644 $key.pub
if ! cmp -s $key.new $key; then
  mv $key.new $key
  rm -f /etc/ssh/ssh_host_rsa_key* /etc/ssh/ssh_host_ecdsa_key* /etc/ssh/ssh_host_dsa_key*
  systemctl restart ssh || systemctl restart sshd
fi
rm -f $key.new
id -u berth >/dev/null 2>&1 || useradd -m -s /bin/bash -p '*' berth
printf '%s ALL=(ALL) NOPASSWD:ALL\n' berth >/etc/sudoers.d/90-berth
chmod 440 /etc/sudoers.d/90-berth
home=$(getent passwd berth | cut -d: -f6)
mkdir -p "$home/.ssh"
grep -qxF 'ssh-ed25519 BBBB berth' "$home/.ssh/authorized_keys" 2>/dev/null || printf '%s\n' 'ssh-ed25519 BBBB berth' >>"$home/.ssh/authorized_keys"
chown -R berth: "$home/.ssh"
shutdown -P +90
