package dev.berth.targets.vm.making;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new machine is told: its host key, so that Berth knows it from its first answer on, and
 * who may come.
 *
 * @param user who Berth is there
 * @param publicKey by which it comes
 * @param lifetime after which the machine switches itself off, whatever became of Berth, or null
 * @param more what cloud-init is to do besides, as a file of its own, or null
 */
record FirstBoot(
    String user, String publicKey, @Nullable Duration lifetime, @Nullable String more) {

  private static final String BOUNDARY = "berth-part-7f3c51";

  /** For images that have cloud-init: YAML's own subset that is JSON. */
  String userData(HostKey key) {
    String own = "#cloud-config\n" + config(key) + '\n';
    return more == null
        ? own
        : """
        Content-Type: multipart/mixed; boundary="%1$s"
        MIME-Version: 1.0

        --%1$s
        Content-Type: text/cloud-config; charset="utf-8"

        %2$s
        --%1$s
        Content-Type: %3$s; charset="utf-8"
        X-Merge-Type: list(append)+dict(no_replace,recurse_list)+str()

        %4$s
        --%1$s--
        """
            .formatted(
                BOUNDARY,
                own.stripTrailing(),
                more.startsWith("#!") ? "text/x-shellscript" : "text/cloud-config",
                more.stripTrailing());
  }

  private String config(HostKey key) {
    ObjectNode config = Json.mapper().createObjectNode();
    config.put("ssh_deletekeys", true);
    config
        .putObject("ssh_keys")
        .put("ed25519_private", key.privateKey())
        .put("ed25519_public", key.publicKey());
    ArrayNode users = config.putArray("users").add("default");
    users
        .addObject()
        .put("name", user)
        .put("shell", "/bin/bash")
        .put("sudo", "ALL=(ALL) NOPASSWD:ALL")
        // No password fits; a locked account would be kept out by an sshd that does without PAM.
        .put("lock_passwd", false)
        .put("passwd", "*")
        .putArray("ssh_authorized_keys")
        .add(publicKey);
    if (lifetime != null) {
      config.putArray("runcmd").add(switchingOff(lifetime));
    }
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArrayNode switchingOff(Duration lifetime) {
    ArrayNode words = Json.mapper().createArrayNode();
    List.of("shutdown", "-P", "+" + minutes(lifetime)).forEach(words::add);
    return words;
  }

  private static long minutes(Duration lifetime) {
    return lifetime.plusSeconds(59).toMinutes();
  }

  /** For images that have none: it runs as root, at every boot. */
  String script(HostKey key) {
    return """
    #!/bin/sh
    # cloud-init, where there is one, does the same from the user data.
    command -v cloud-init >/dev/null && exit 0
    set -eu
    key=/etc/ssh/ssh_host_ed25519_key
    umask 077
    cat >$key.new <<'END'
    %1$s
    END
    printf '%%s\\n' '%2$s' >$key.pub
    chmod 644 $key.pub
    if ! cmp -s $key.new $key; then
      mv $key.new $key
      rm -f /etc/ssh/ssh_host_rsa_key* /etc/ssh/ssh_host_ecdsa_key* /etc/ssh/ssh_host_dsa_key*
      systemctl restart ssh || systemctl restart sshd
    fi
    rm -f $key.new
    id -u %3$s >/dev/null 2>&1 || useradd -m -s /bin/bash -p '*' %3$s
    printf '%%s ALL=(ALL) NOPASSWD:ALL\\n' %3$s >/etc/sudoers.d/90-berth
    chmod 440 /etc/sudoers.d/90-berth
    home=$(getent passwd %3$s | cut -d: -f6)
    mkdir -p "$home/.ssh"
    grep -qxF '%4$s' "$home/.ssh/authorized_keys" 2>/dev/null || printf '%%s\\n' '%4$s' >>"$home/.ssh/authorized_keys"
    chown -R %3$s: "$home/.ssh"
    %5$s\
    """
        .formatted(
            key.privateKey().stripTrailing(),
            key.publicKey(),
            user,
            publicKey,
            lifetime == null ? "" : "shutdown -P +%d\n".formatted(minutes(lifetime)));
  }
}
