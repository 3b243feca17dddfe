package dev.berth.targets.ssh;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Where the sockets of shared connections are: one folder of this user's for all that he runs, so
 * that programs which are killed leave nothing there; ssh itself removes its socket.
 */
final class Sockets {

  private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rwx------");

  private Sockets() {}

  /**
   * A name that nobody else has; short, since a socket's is bounded by 108 bytes, of which ssh
   * wants 18 for itself.
   *
   * @throws IOException if the folder cannot be made, or is open to others
   */
  static Path fresh() throws IOException {
    return folder().resolve(UUID.randomUUID().toString().substring(0, 18));
  }

  private static Path folder() throws IOException {
    String user = System.getProperty("user.name");
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("berth-ssh-" + user.replace('/', '_'));
    FileAttribute<?> mine = PosixFilePermissions.asFileAttribute(MINE);
    try {
      return Files.createDirectory(folder, mine);
    } catch (FileAlreadyExistsException e) {
      // In a folder that everybody may write to, somebody else can have been first.
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(MINE)
          && isMine(folder)) {
        return folder;
      }
      throw new IOException(folder + " is not a folder that only " + user + " may read", e);
    }
  }

  private static boolean isMine(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder.getParent(), "berth-ssh-", "");
    try {
      return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
    } finally {
      Files.delete(probe);
    }
  }
}
