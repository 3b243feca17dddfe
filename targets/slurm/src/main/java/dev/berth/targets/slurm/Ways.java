package dev.berth.targets.slurm;

import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.rest.RestConversation;
import dev.berth.targets.slurm.site.SlurmSettings;
import dev.berth.targets.slurm.site.Transport;
import dev.berth.targets.slurm.ssh.SshConversation;
import dev.berth.targets.slurm.ssh.SshFiles;
import dev.berth.targets.ssh.SshShell;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways to one site. Nothing is opened before it is used.
 *
 * @param conversation with its Slurm
 * @param files its files; empty where only slurmrestd is reached, which has none
 * @param shell what is to be closed, or null
 */
record Ways(Conversation conversation, Optional<SiteFiles> files, @Nullable SshShell shell)
    implements AutoCloseable {

  static Ways of(SlurmSettings settings, Clock clock) {
    return switch (settings.transport()) {
      case Transport.Ssh ssh -> {
        SshShell shell = new SshShell(ssh.host(), settings.timeout());
        yield new Ways(
            new SshConversation(shell, ssh.commands()),
            Optional.of(files(settings, shell, clock)),
            shell);
      }
      case Transport.Rest rest -> {
        Transport.Ssh beside = settings.files();
        SshShell shell = beside == null ? null : new SshShell(beside.host(), settings.timeout());
        yield new Ways(
            new RestConversation(rest, settings.timeout(), clock),
            shell == null && settings.mount() == null
                ? Optional.empty()
                : Optional.of(files(settings, shell, clock)),
            shell);
      }
    };
  }

  /** A mount is nearer than a login node. */
  private static SiteFiles files(SlurmSettings settings, @Nullable SshShell shell, Clock clock) {
    String mount = settings.mount();
    if (mount != null) {
      return new MountedFiles(settings.scratch(), Path.of(mount), clock);
    }
    return new SshFiles(java.util.Objects.requireNonNull(shell));
  }

  @Override
  public void close() {
    conversation.close();
    if (shell != null) {
      shell.close();
    }
  }
}
