package dev.berth.targets.slurm.site;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@link SlurmSettings}; what is wrong is said with name and value. */
public final class SlurmSettingsReader {

  private static final Set<String> NAMES =
      Set.of(
          "transport",
          "url",
          "token-file",
          "token-command",
          "rest-user",
          "host",
          "user",
          "ssh-config",
          "ssh-options",
          "commands",
          "mount",
          "system",
          "profile",
          "account",
          "partition",
          "qos",
          "reservation",
          "constraint",
          "licenses",
          "gpus",
          "memory",
          "exclusive",
          "modules",
          "container-runtime",
          "image",
          "ray",
          "secrets",
          "scratch",
          "workdir",
          "checkpoints",
          "walltime",
          "grace",
          "start-within",
          "ray-within",
          "poll-interval",
          "poll-maximum",
          "timeout",
          "retention",
          "settle",
          "node-death-after");

  private static final Duration YEAR = Duration.ofDays(365);

  private final Target target;
  private final SettingsReader said;

  private SlurmSettingsReader(Target target) {
    this.target = target;
    this.said = new SettingsReader(target, NAMES);
  }

  /**
   * Reads a target's settings.
   *
   * @throws IllegalArgumentException if one is wrong, naming it and its value
   */
  public static SlurmSettings read(Target target) {
    return new SlurmSettingsReader(target).settings();
  }

  private SlurmSettings settings() {
    SiteProfile profile = profile();
    TransportReader transports = new TransportReader(said, profile);
    String account = account(profile);
    String scratch = scratch(profile, account);
    String workdir = folder("workdir");
    Duration poll = within("poll-interval", Duration.ofSeconds(30), 1, Duration.ofMinutes(1));
    return new SlurmSettings(
        transports.transport(),
        transports.files(),
        folder("mount"),
        profile,
        account,
        word("partition"),
        word("qos"),
        word("reservation"),
        word("constraint"),
        words("licenses"),
        gpuOption(profile),
        said.flag("memory", profile.asksForMemory()),
        said.flag("exclusive", false),
        words("modules"),
        container(profile),
        said.textOrNull("image"),
        folder("ray"),
        said.list("secrets").stream().map(path -> absolute("secrets", path)).toList(),
        scratch,
        workdir == null ? scratch : workdir,
        checkpoints(),
        within("walltime", Duration.ofHours(24), 60, YEAR),
        within("grace", Duration.ofMinutes(2), 1, Duration.ofSeconds(65_535)),
        within("start-within", Duration.ofDays(7), 1, YEAR),
        within("ray-within", Duration.ofMinutes(10), 1, Duration.ofHours(24)),
        poll,
        within(
            "poll-maximum",
            poll.compareTo(Duration.ofMinutes(10)) > 0 ? poll : Duration.ofMinutes(10),
            poll.toSeconds(),
            Duration.ofHours(24)),
        within("timeout", Duration.ofSeconds(60), 1, Duration.ofHours(1)),
        within("retention", Duration.ofDays(30), 3_600, YEAR),
        within("settle", Duration.ofSeconds(15), 1, Duration.ofHours(1)),
        within("node-death-after", Duration.ofMinutes(5), 1, Duration.ofHours(24)));
  }

  private SiteProfile profile() {
    String file = said.textOrNull("profile");
    String system = said.textOrNull("system");
    if (file != null) {
      if (system != null) {
        throw said.wrong("profile and system exclude each other");
      }
      try {
        return SiteProfiles.read(Path.of(file));
      } catch (IllegalArgumentException e) {
        throw said.wrong("profile", file, "is of no use: " + e.getMessage());
      }
    }
    List<SiteProfile> site = SiteProfiles.of(target.dialect());
    if (site.isEmpty()) {
      throw new IllegalArgumentException(
          "target '%s': dialect '%s' is none of %s"
              .formatted(
                  target.id(),
                  target.dialect(),
                  SiteProfiles.all().stream().map(SiteProfile::site).distinct().toList()));
    }
    if (system == null) {
      List<SiteProfile> running = site.stream().filter(one -> one.retired() == null).toList();
      if (running.size() != 1) {
        throw said.wrong("system is missing; '%s' has %s".formatted(target.dialect(), names(site)));
      }
      return running.getFirst();
    }
    return SiteProfiles.of(target.dialect(), system)
        .orElseThrow(() -> said.wrong("system", system, "is none of " + names(site)));
  }

  private static String names(List<SiteProfile> profiles) {
    return profiles.stream().map(SiteProfile::system).collect(Collectors.joining(", "));
  }

  private @Nullable String account(SiteProfile profile) {
    String account = word("account");
    AccountForm form = profile.account();
    if (form == null) {
      return account;
    }
    if (account == null && form.required()) {
      throw said.wrong(
          "account is missing; at %s it looks like %s".formatted(profile.title(), form.example()));
    }
    if (account != null && !account.matches(form.pattern())) {
      throw said.wrong(
          "account",
          account,
          "is none of %s, where they look like %s".formatted(profile.title(), form.example()));
    }
    return account;
  }

  private String scratch(SiteProfile profile, @Nullable String account) {
    String folder = folder("scratch");
    if (folder != null) {
      return folder;
    }
    String form = profile.scratch();
    if (form == null) {
      throw said.wrong(
          "scratch is missing: a folder on a file system that all nodes of %s share"
              .formatted(profile.title()));
    }
    String user = said.textOrNull("user");
    if (user == null && form.contains("{u")) {
      throw said.wrong("scratch is missing, or user, from which %s follows".formatted(form));
    }
    return absolute(
        "scratch",
        form.replace("{user}", user == null ? "" : user)
            .replace("{u}", user == null ? "" : user.substring(0, 1))
            .replace("{account}", account == null ? "" : account.toLowerCase(Locale.ROOT)));
  }

  private @Nullable String checkpoints() {
    String place = said.textOrNull("checkpoints");
    return place == null || place.contains("://") ? place : absolute("checkpoints", place);
  }

  private GpuOption gpuOption(SiteProfile profile) {
    String option = said.textOrNull("gpus");
    return switch (option) {
      case null -> profile.gpuOption();
      case "gpus-per-node" -> GpuOption.GPUS_PER_NODE;
      case "gres" -> GpuOption.GRES;
      case "none" -> GpuOption.NONE;
      default -> throw said.wrong("gpus", option, "is none of gpus-per-node, gres, none");
    };
  }

  private @Nullable ContainerRuntime container(SiteProfile profile) {
    String runtime = said.textOrNull("container-runtime");
    if (runtime == null) {
      return profile.containers().isEmpty() ? null : profile.containers().getFirst();
    }
    return ContainerRuntime.named(runtime)
        .orElseThrow(() ->
            said.wrong(
                "container-runtime", runtime, "is none of " + List.of(ContainerRuntime.values())));
  }

  /** What stands in an option or a {@code #SBATCH} line, where nothing is quoted. */
  private @Nullable String word(String name) {
    String text = said.textOrNull(name);
    return text == null ? null : plain(name, text);
  }

  private List<String> words(String name) {
    return said.list(name).stream().map(text -> plain(name, text)).toList();
  }

  private String plain(String name, String text) {
    if (!text.matches("[-\\w.,:/@+&|()\\[\\]*!=]+")) {
      throw said.wrong(name, text, "has a character in it that no such name has");
    }
    return text;
  }

  private @Nullable String folder(String name) {
    String path = said.textOrNull(name);
    return path == null ? null : absolute(name, path);
  }

  /** Slurm puts other text in for {@code %} in names of files, and takes a backslash away. */
  private String absolute(String name, String path) {
    if (!path.startsWith("/")
        || path.chars().anyMatch(one -> one < ' ' || "%\\\"'".indexOf(one) >= 0)) {
      throw said.wrong(
          name, path, "is not an absolute path without %, backslash, quotes and line ends");
    }
    return path.length() > 1 ? path.replaceAll("/+$", "") : path;
  }

  private Duration within(String name, Duration otherwise, long leastSeconds, Duration most) {
    Duration duration = said.duration(name, otherwise);
    Duration least = Duration.ofSeconds(leastSeconds);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw said.wrong(name, duration.toString(), "is not within %s..%s".formatted(least, most));
    }
    return duration;
  }
}
