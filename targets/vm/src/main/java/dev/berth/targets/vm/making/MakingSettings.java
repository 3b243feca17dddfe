package dev.berth.targets.vm.making;

import dev.berth.targets.api.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How machines are made, from the target's settings.
 *
 * @param module {@code terraform}: {@code ec2}, {@code compute-engine}, {@code azure}, or the
 *     folder of a module of one's own
 * @param program {@code terraform-program}: {@code terraform} if not said; {@code tofu}, or a path
 * @param folder {@code terraform-folder}: where attempts have their working folders; on a disk that
 *     all provisioners share, unless there is a backend
 * @param inputs {@code terraform-inputs}: the module's own inputs, {@code key=value}
 * @param provider {@code terraform-provider}: arguments of the plug-in, such as {@code region}
 * @param providerFile {@code terraform-provider-file}: a file of configuration that is used
 *     instead, or null
 * @param mirror {@code terraform-mirror}: a folder from which plug-ins are taken, or null for
 *     Terraform's own choice
 * @param backend {@code terraform-backend}: where states are kept, such as {@code s3}, or null for
 *     the working folders
 * @param backendFile {@code terraform-backend-file}: the backend's arguments as JSON, or null
 * @param cidrs {@code berth-addresses}: from where ssh is let in
 * @param cloudInit {@code cloud-init-file}: what cloud-init is to do besides, or null
 * @param user {@code user}: who Berth is on the machines; {@code berth} if not said
 * @param key {@code key}: the file of Berth's private key; the public one is beside it, {@code
 *     .pub}
 * @param applyTimeout {@code apply-timeout}: of one run that makes or destroys; 20 minutes
 * @param findTimeout {@code find-timeout}: of one run that looks; 2 minutes
 * @param bootTimeout {@code boot-timeout}: until a new machine must answer; 10 minutes
 * @param settle {@code settle}: how long after the death of a Terraform something it has ordered
 *     may still come; 1 minute
 */
public record MakingSettings(
    MachineModule module,
    String program,
    Path folder,
    Map<String, String> inputs,
    Map<String, String> provider,
    @Nullable Path providerFile,
    @Nullable Path mirror,
    @Nullable String backend,
    @Nullable Path backendFile,
    List<String> cidrs,
    @Nullable Path cloudInit,
    String user,
    Path key,
    Duration applyTimeout,
    Duration findTimeout,
    Duration bootTimeout,
    Duration settle) {

  /** The settings that are read here. */
  public static final Set<String> NAMES =
      Set.of(
          "terraform",
          "terraform-program",
          "terraform-folder",
          "terraform-inputs",
          "terraform-provider",
          "terraform-provider-file",
          "terraform-mirror",
          "terraform-backend",
          "terraform-backend-file",
          "berth-addresses",
          "cloud-init-file",
          "user",
          "key",
          "apply-timeout",
          "find-timeout",
          "boot-timeout",
          "settle");

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is missing or wrong, naming it
   */
  public static MakingSettings of(SettingsReader settings) {
    MachineModule module = MachineModule.of(required(settings, "terraform"));
    Path providerFile = path(settings, "terraform-provider-file");
    Map<String, String> provider = settings.pairs("terraform-provider");
    if (!module.shipped() && !Path.of(module.name()).isAbsolute()) {
      throw settings.wrong(
          "terraform",
          module.name(),
          "is neither ec2, compute-engine, azure nor the absolute path of a module");
    }
    if (providerFile != null && !provider.isEmpty()) {
      throw settings.wrong("terraform-provider and terraform-provider-file exclude each other");
    }
    List<String> cidrs = settings.list("berth-addresses");
    if (cidrs.isEmpty()) {
      throw settings.wrong("berth-addresses is missing");
    }
    for (String cidr : cidrs) {
      if (!cidr.matches("[0-9a-fA-F.:]+/\\d{1,3}")) {
        throw settings.wrong("berth-addresses", cidr, "is not ADDRESS/BITS");
      }
    }
    String user = settings.text("user", "berth");
    if (!user.matches("[a-z_][a-z0-9_-]{0,31}")) {
      throw settings.wrong("user", user, "is not a name of a user");
    }
    String backend = settings.textOrNull("terraform-backend");
    if (backend != null && !backend.matches("[a-z0-9]{1,20}")) {
      throw settings.wrong("terraform-backend", backend, "is not a backend's name");
    }
    Path backendFile = path(settings, "terraform-backend-file");
    if (backend == null && backendFile != null) {
      throw settings.wrong("terraform-backend is missing, but terraform-backend-file is said");
    }
    return new MakingSettings(
        module,
        settings.text("terraform-program", "terraform"),
        Path.of(required(settings, "terraform-folder")).toAbsolutePath().normalize(),
        settings.pairs("terraform-inputs"),
        provider,
        providerFile,
        path(settings, "terraform-mirror"),
        backend,
        backendFile,
        cidrs,
        path(settings, "cloud-init-file"),
        user,
        Path.of(required(settings, "key")).toAbsolutePath().normalize(),
        settings.duration("apply-timeout", Duration.ofMinutes(20)),
        settings.duration("find-timeout", Duration.ofMinutes(2)),
        settings.duration("boot-timeout", Duration.ofMinutes(10)),
        settings.duration("settle", Duration.ofMinutes(1)));
  }

  /** The same with all folders and states in another place, for looks that leave nothing. */
  MakingSettings in(Path elsewhere) {
    return new MakingSettings(
        module,
        program,
        elsewhere,
        inputs,
        provider,
        providerFile,
        mirror,
        null,
        null,
        cidrs,
        cloudInit,
        user,
        key,
        applyTimeout,
        findTimeout,
        bootTimeout,
        settle);
  }

  /** The file of Berth's public key. */
  Path publicKey() {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  private static String required(SettingsReader settings, String name) {
    String said = settings.textOrNull(name);
    if (said == null) {
      throw settings.wrong(name + " is missing");
    }
    return said;
  }

  private static @Nullable Path path(SettingsReader settings, String name) {
    String said = settings.textOrNull(name);
    return said == null ? null : Path.of(said).toAbsolutePath().normalize();
  }
}
