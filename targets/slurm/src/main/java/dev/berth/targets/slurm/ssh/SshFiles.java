package dev.berth.targets.slurm.ssh;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.SshShell;
import dev.berth.targets.ssh.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The login node's files. */
public final class SshFiles implements SiteFiles {

  private static final int MOST = 4_096;

  private final SshShell shell;

  /** Over that shell, which this does not close. */
  public SshFiles(SshShell shell) {
    this.shell = shell;
  }

  @Override
  public Optional<byte[]> read(String path, long offset, int most) throws TargetTroubleException {
    String file = Words.quoted(path);
    Said.Done done =
        shell.ask(
            "[ -e %s ] || exit 3; tail -c +%d -- %s | head -c %d"
                .formatted(file, offset + 1, file, most));
    return done.code() == 3 ? Optional.empty() : Optional.of(good(done, "read " + path).bytes());
  }

  @Override
  public Optional<byte[]> readEnd(String path, int most) throws TargetTroubleException {
    String file = Words.quoted(path);
    Said.Done done = shell.ask("[ -e %s ] || exit 3; tail -c %d -- %s".formatted(file, most, file));
    return done.code() == 3 ? Optional.empty() : Optional.of(good(done, "read " + path).bytes());
  }

  @Override
  public Map<String, String> present(Collection<String> paths) throws TargetTroubleException {
    Map<String, String> found = new LinkedHashMap<>();
    if (paths.isEmpty()) {
      return found;
    }
    Said.Done done =
        shell.ask(
            """
            for file in %s; do
            if [ -e "$file" ]; then printf '%%s\\t%%s\\n' "$file" "$(head -c %d -- "$file" | base64 | tr -d '\\n')"; fi
            done\
            """
                .formatted(Words.quoted(paths), MOST));
    for (String line : Records.lines(good(done, "look at files").text())) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        found.put(
            line.substring(0, tab),
            new String(
                Base64.getDecoder().decode(line.substring(tab + 1)), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  @Override
  public boolean create(String path, String content) throws TargetTroubleException {
    String file = Words.quoted(path);
    Said.Done done =
        shell.ask(
            """
            mkdir -p -- %s || exit 4
            part=%s.$$
            printf '%%s\\n' %s > "$part" || exit 4
            ln -- "$part" %s 2>/dev/null; made=$?
            rm -f -- "$part"
            [ $made -eq 0 ] || [ -e %s ] || exit 4
            exit $made\
            """
                .formatted(
                    Words.quoted(path.substring(0, path.lastIndexOf('/'))),
                    file,
                    Words.quoted(content),
                    file,
                    file));
    if (done.code() == 4) {
      good(done, "make " + path);
    }
    return done.isGood();
  }

  @Override
  public void makeFolder(String path) throws TargetTroubleException {
    good(shell.ask("mkdir -p -- " + Words.quoted(path)), "make " + path);
  }

  @Override
  public void remove(String path) throws TargetTroubleException {
    good(shell.ask("rm -rf -- " + Words.quoted(path)), "remove " + path);
  }

  @Override
  public Set<String> names(String folder) throws TargetTroubleException {
    Said.Done done = shell.ask("cd -- " + Words.quoted(folder) + " 2>/dev/null && ls -A; true");
    return new TreeSet<>(Records.lines(good(done, "list " + folder).text()));
  }

  @Override
  public Set<String> aged(String folder, String file, Duration age, int most)
      throws TargetTroubleException {
    String program =
        """
        cd -- %s 2>/dev/null || exit 0
        find . -mindepth 2 -maxdepth 2 -name %s -mmin +%d | head -n %d | cut -d/ -f2\
        """
            .formatted(Words.quoted(folder), Words.quoted(file), age.toMinutes(), most);
    return new TreeSet<>(Records.lines(good(shell.ask(program), "look at " + folder).text()));
  }

  @Override
  public String way() {
    return "ssh to " + shell.host();
  }

  private Said.Done good(Said.Done done, String what) throws TargetTroubleException {
    if (!done.isGood()) {
      throw new TargetTroubleException("%s: %s: %s".formatted(way(), what, done.complaint()));
    }
    return done;
  }
}
