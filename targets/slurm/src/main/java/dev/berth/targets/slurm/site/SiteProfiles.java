package dev.berth.targets.slurm.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The profiles that come with Berth, one file each beside this class, and those of one's own. */
public final class SiteProfiles {

  /** What any other system is called; also what a target is that says no dialect. */
  public static final String GENERIC = "generic";

  // Listed, since the files of a jar cannot be: the first of a site is its default system.
  private static final List<String> FILES =
      List.of(
          "nersc-perlmutter",
          "tacc-vista",
          "tacc-stampede3",
          "tacc-lonestar6",
          "tacc-frontera",
          "olcf-frontier",
          "olcf-summit",
          "generic");

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private SiteProfiles() {}

  /** All that come with Berth. */
  public static List<SiteProfile> all() {
    return All.PROFILES;
  }

  /** Those of that site; none if Berth does not know it. */
  public static List<SiteProfile> of(String site) {
    String named = site.equals("slurm") ? GENERIC : site;
    return all().stream().filter(profile -> profile.site().equals(named)).toList();
  }

  /** The profile of that system. */
  public static Optional<SiteProfile> of(String site, String system) {
    return of(site).stream().filter(profile -> profile.system().equals(system)).findFirst();
  }

  /**
   * Reads a profile from a file of one's own.
   *
   * @throws IllegalArgumentException if it cannot be read, or is none, saying why in one line
   */
  public static SiteProfile read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is no site profile: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static SiteProfile parse(String yaml) throws JacksonException {
    return MAPPER.readValue(yaml, SiteProfile.class);
  }

  private static SiteProfile resource(String name) {
    try (InputStream in = SiteProfiles.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".yaml is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Read when first asked for. */
  private static final class All {

    static final List<SiteProfile> PROFILES = FILES.stream().map(SiteProfiles::resource).toList();
  }
}
