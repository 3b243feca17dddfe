package dev.berth.targets.vm.making;

import dev.berth.targets.api.CheckOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Looks whether Berth's key is one that ssh takes, and the public one beside it is its own. */
final class KeyPair {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KeyPair() {}

  static CheckOutcome outcome(MakingSettings settings) {
    Path key = settings.key();
    Path shown = settings.publicKey();
    String making = "ssh-keygen -t ed25519 -N '' -f " + key;
    if (!Files.isReadable(key)) {
      return new CheckOutcome.Failed("the key %s cannot be read".formatted(key), making);
    }
    if (!Files.isReadable(shown)) {
      return new CheckOutcome.Failed(
          "the public key %s cannot be read".formatted(shown),
          "ssh-keygen -y -f %s > %s".formatted(key, shown));
    }
    try {
      if (Files.getPosixFilePermissions(key).stream().anyMatch(OTHERS::contains)) {
        return new CheckOutcome.Failed(
            "others may read the key %s, so that ssh does not take it".formatted(key),
            "chmod 600 " + key);
      }
      String own = publicKey(key);
      if (own.isEmpty()) {
        return new CheckOutcome.Failed(
            "%s is no private key, or wants a passphrase, which nobody is there to say"
                .formatted(key),
            making);
      }
      String said = Files.readString(shown);
      return fields(said).equals(fields(own))
          ? new CheckOutcome.Passed("%s and %s belong together".formatted(key, shown))
          : new CheckOutcome.Failed(
              "%s is not the public key of %s".formatted(shown, key),
              "ssh-keygen -y -f %s > %s".formatted(key, shown));
    } catch (IOException e) {
      return new CheckOutcome.Failed(
          "the key cannot be looked at: " + e, "install OpenSSH's client");
    }
  }

  private static String publicKey(Path key) throws IOException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-y", "-P", "", "-f", key.toString())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Kind and key, without the remark. */
  private static String fields(String publicKey) {
    String[] words = publicKey.strip().split("\\s+");
    return words.length < 2 ? "" : words[0] + ' ' + words[1];
  }
}
