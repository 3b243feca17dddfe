package dev.berth.targets.vm.making;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks step by step whether machines can be made. Nothing is made: providers are asked by reads
 * and plans, in a folder that is thrown away.
 */
public final class MakingChecks {

  private static final Skipped NO_PROGRAM = new Skipped("there is no Terraform that can be used");
  private static final Skipped NO_PLUGINS = new Skipped("its plug-ins are not there");
  private static final Skipped NO_ANSWER = new Skipped("the provider does not answer Berth");

  private final Target target;
  private final MakingSettings settings;
  private final Clock clock;

  /** For a target. */
  public MakingChecks(Target target, MakingSettings settings, Clock clock) {
    this.target = target;
    this.settings = settings;
    this.clock = clock;
  }

  /** A step. */
  @FunctionalInterface
  private interface Step {
    CheckOutcome take() throws TargetTroubleException, IOException;
  }

  /**
   * Takes the steps.
   *
   * @param told hears of each as soon as it is taken
   */
  public void tell(Consumer<Check> told) {
    told.accept(new Check("ssh-key", KeyPair.outcome(settings)));
    told.accept(new Check("files", files()));
    Path here;
    try {
      here = Files.createTempDirectory("berth-check-");
    } catch (IOException e) {
      told.accept(
          new Check(
              "terraform", new Failed("no folder for it can be made: " + e, "make room in /tmp")));
      return;
    }
    try {
      tell(new Rehearsal(target, settings, here, clock.instant()), told);
    } finally {
      try {
        Terraform.stopAll(here);
        Kept.remove(here);
      } catch (IOException e) {
        told.accept(
            new Check("files", new Failed("%s is left: %s".formatted(here, e), "remove it")));
      }
    }
  }

  private void tell(Rehearsal rehearsal, Consumer<Check> told) {
    CheckOutcome program = outcome(rehearsal::program);
    told.accept(new Check("terraform", program));
    CheckOutcome plugins = after(program, NO_PROGRAM, rehearsal::plugins);
    told.accept(new Check("plug-ins", plugins));
    told.accept(new Check("modules", after(plugins, NO_PLUGINS, rehearsal::modules)));
    told.accept(new Check("backend", after(program, NO_PROGRAM, rehearsal::backend)));
    CheckOutcome credentials = after(plugins, NO_PLUGINS, rehearsal::credentials);
    told.accept(new Check("credentials", credentials));
    CheckOutcome looking = after(plugins, NO_PLUGINS, rehearsal::looking);
    told.accept(new Check("looking", looking));
    told.accept(new Check("plan", after(looking, NO_ANSWER, rehearsal::plan)));
    told.accept(new Check("quota", after(looking, NO_ANSWER, rehearsal::quota)));
  }

  private static CheckOutcome after(CheckOutcome before, Skipped otherwise, Step step) {
    return before instanceof Passed ? outcome(step) : otherwise;
  }

  private static CheckOutcome outcome(Step step) {
    try {
      return step.take();
    } catch (TargetTroubleException e) {
      return new Failed(
          String.valueOf(e.getMessage()), "run it again; see whether that program runs by hand");
    } catch (IOException e) {
      return new Failed("a file cannot be used: " + e, "make it readable, or room for it");
    }
  }

  private CheckOutcome files() {
    List<String> missing = new ArrayList<>();
    Map<String, Path> named = new LinkedHashMap<>();
    put(named, "terraform-provider-file", settings.providerFile());
    put(named, "terraform-backend-file", settings.backendFile());
    put(named, "terraform-mirror", settings.mirror());
    put(named, "cloud-init-file", settings.cloudInit());
    if (!settings.module().shipped()) {
      for (ModuleFiles.Part part : ModuleFiles.Part.NEEDED) {
        put(named, "terraform", Path.of(settings.module().name() + part.folder()));
      }
    }
    named.forEach((setting, path) -> {
      if (!Files.isReadable(path)) {
        missing.add("%s %s cannot be read".formatted(setting.replaceFirst(" .*", ""), path));
      }
    });
    Path there = settings.folder();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      missing.add("terraform-folder %s cannot be written".formatted(settings.folder()));
    }
    return missing.isEmpty()
        ? new Passed(
            "%s can be written, and what the settings name can be read"
                .formatted(settings.folder()))
        : new Failed(String.join("; ", missing), "mend the settings, or the files' owner and mode");
  }

  private static void put(Map<String, Path> named, String setting, @Nullable Path path) {
    if (path != null) {
      named.put(setting + ' ' + path, path);
    }
  }
}
