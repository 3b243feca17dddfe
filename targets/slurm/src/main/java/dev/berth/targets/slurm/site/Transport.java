package dev.berth.targets.slurm.site;

import dev.berth.targets.ssh.Host;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the system is spoken to. */
public sealed interface Transport {

  /**
   * Through slurmrestd.
   *
   * @param url {@code url}: its address, without a path, such as {@code https://slurm.example.com}
   * @param token where its JWT is found
   * @param user {@code rest-user}: sent as {@code X-SLURM-USER-NAME}; null to leave it to the token
   */
  record Rest(URI url, Token token, @Nullable String user) implements Transport {}

  /**
   * Through OpenSSH's own client, on a login node.
   *
   * @param host {@code host}: the login node
   * @param commands {@code commands}: the folder of Slurm's commands there; null for those in its
   *     PATH
   */
  record Ssh(Host host, @Nullable String commands) implements Transport {}

  /** Where the token of a {@link Rest} is found, each time anew. */
  sealed interface Token {

    /**
     * In a file that holds nothing else.
     *
     * @param path {@code token-file}
     */
    record InFile(String path) implements Token {}

    /**
     * A program that prints it, or {@code SLURM_JWT=} and it, as {@code scontrol token} does.
     *
     * @param words {@code token-command}: the program and its arguments, separated by blanks; no
     *     shell reads it
     */
    record Printed(List<String> words) implements Token {

      /** Copies the list. */
      public Printed {
        words = List.copyOf(words);
      }
    }
  }
}
