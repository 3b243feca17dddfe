package dev.berth.targets.vm;

import dev.berth.targets.ssh.live.HostGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Hosts that have the Ray which {@code testing/live/ray/head} installs. */
final class RayHosts {

  /** Where it is there. */
  static final String RAY = "/opt/ray";

  /** Of the hosts' own Python, with what the other one has. */
  private static final String ENVIRONMENT =
      """
      set -e
      python3 -m venv --without-pip /opt/ray
      ls -d /srv/share/lib/python3.*/site-packages >"$(ls -d /opt/ray/lib/python3.*/site-packages)/share.pth"
      printf '#!/opt/ray/bin/python3\\nimport sys\\nfrom ray.scripts.scripts import main\\nsys.exit(main())\\n' >/opt/ray/bin/ray
      chmod 755 /opt/ray/bin/ray
      ray=$(/opt/ray/bin/ray --version)
      case $ray in *version*) ;; *) exit 1 ;; esac
      """;

  private RayHosts() {}

  static HostGroup start(String name, int hosts) {
    HostGroup group = HostGroup.start(name, hosts, "--share", venv().toString());
    for (int i = 1; i <= hosts; i++) {
      group.on("h" + i, ENVIRONMENT);
    }
    return group;
  }

  private static Path venv() {
    Path all =
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"),
            "berth-ray");
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .filter(version -> Files.exists(version.resolve("bin/ray")))
          .max(Path::compareTo)
          .orElseThrow(() -> new IllegalStateException("no Ray in " + all));
    } catch (IOException e) {
      throw new UncheckedIOException(all.toString(), e);
    }
  }
}
