package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.MachineWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What making machines does, short of making them.
 *
 * @param target the target
 * @param settings as the target has them
 * @param here a folder that is thrown away
 * @param now when
 */
record Rehearsal(Target target, MakingSettings settings, Path here, Instant now) {

  private static final AttemptId ATTEMPT = AttemptId.parse("check-1");

  /** Runs its configurations in folders of its own, and has no state but there. */
  private Workshop apart() {
    return new Workshop(settings.in(here));
  }

  private Terraform terraform() {
    return new Terraform(settings);
  }

  private Path folder(String name) throws IOException {
    return apart().prepare(here.resolve(name));
  }

  CheckOutcome program() throws TargetTroubleException, IOException {
    Path folder = folder("program");
    Terraform.Ended ended = terraform().version(folder);
    Optional<ProgramVersion> version = ProgramVersion.of(Terraform.printed(folder));
    if (!ended.well() || version.isEmpty()) {
      return new Failed(
          "%s cannot be run: %s".formatted(settings.program(), Shown.all(folder)),
          "install Terraform or OpenTofu %s or newer where the services run, or name it by terraform-program"
              .formatted(ProgramVersion.LEAST));
    }
    return version.get().compareTo(ProgramVersion.LEAST) < 0
        ? new Failed(
            "%s is version %s, and the modules want %s"
                .formatted(settings.program(), version.get(), ProgramVersion.LEAST),
            "install a newer one, or name it by terraform-program")
        : new Passed("%s is version %s".formatted(settings.program(), version.get()));
  }

  CheckOutcome plugins() throws TargetTroubleException, IOException {
    Path folder = machines();
    Terraform.Ended init = terraform().init(folder, null);
    return init.well()
        ? new Passed(
            settings.mirror() == null
                ? "init gets them as Terraform is configured"
                : "init gets them from " + settings.mirror())
        : new Failed(
            "init: " + Shown.all(folder),
            settings.mirror() == null
                ? "let this machine reach Terraform's registry, or name a folder of plug-ins by terraform-mirror"
                : "put that plug-in into %s as registry.terraform.io/hashicorp/NAME/VERSION/OS_ARCH/"
                    .formatted(settings.mirror()));
  }

  CheckOutcome modules() throws TargetTroubleException, IOException {
    List<String> wrong = new ArrayList<>();
    for (ModuleFiles.Part part : ModuleFiles.Part.NEEDED) {
      Path folder = part == ModuleFiles.Part.MACHINES ? here.resolve("machines") : part(part);
      if (part != ModuleFiles.Part.MACHINES && !terraform().init(folder, null).well()) {
        wrong.add(part.told() + ": init: " + Shown.all(folder));
      } else if (!terraform().validate(folder).well()) {
        wrong.add(part.told() + ": " + Shown.invalid(folder));
      }
    }
    return wrong.isEmpty()
        ? new Passed("%s is valid with these plug-ins".formatted(settings.module().name()))
        : new Failed(
            String.join("; ", wrong),
            settings.module().shipped()
                ? "say what is missing in terraform-inputs"
                : "mend the module " + settings.module().name());
  }

  CheckOutcome backend() throws TargetTroubleException, IOException {
    if (settings.backend() == null) {
      return new Skipped("states are kept in terraform-folder");
    }
    Path folder = folder("backend");
    Workshop workshop = new Workshop(settings);
    workshop.configure(folder, workshop.configuration().nothing());
    Terraform terraform = terraform();
    boolean reached = terraform.init(folder, null).well() && terraform.workspaces(folder).well();
    return reached
        ? new Passed("the backend %s answers".formatted(settings.backend()))
        : new Failed(
            "the backend %s: %s".formatted(settings.backend(), Shown.all(folder)),
            "mend terraform-backend-file, or the rights on that place");
  }

  CheckOutcome credentials() throws TargetTroubleException, IOException {
    if (!settings.module().shipped()) {
      return new Skipped("a module of your own: whether it finds machines tells");
    }
    Terraform.Ended ended = asked(List.of());
    Optional<JsonNode> said = ended.said().outputs();
    return ended.well() && said.isPresent()
        ? new Passed("Berth is " + said.get().path("identity").asText())
        : new Failed(
            reason(ended),
            "give this machine credentials as the plug-in %s finds them, and name region or project in terraform-provider"
                .formatted(settings.module().provider()));
  }

  CheckOutcome looking() throws TargetTroubleException {
    try (Finding finding = new Finding(apart(), terraform(), target.id())) {
      int there = finding.find(null).holdings().size();
      return new Passed("%d attempts have machines there".formatted(there));
    } catch (TargetTroubleException e) {
      return new Failed(
          String.valueOf(e.getMessage()), "give Berth the rights that the provider's page names");
    }
  }

  CheckOutcome plan() throws TargetTroubleException, IOException {
    Path folder = here.resolve("machines");
    Terraform.Ended ended = terraform().plan(folder);
    return ended.well()
        ? new Passed("a machine %s could be ordered".formatted(node().name()))
        : new Failed(
            "a plan of one machine %s: %s".formatted(node().name(), reason(ended)),
            "mend terraform-inputs, or the name of the node");
  }

  CheckOutcome quota() throws IOException {
    List<QuotaNeed> needs = QuotaNeed.of(settings.module(), target.nodes());
    if (needs.isEmpty()) {
      return new Skipped(
          "%s tells of no quota for these machines"
              .formatted(
                  settings.module().shipped() ? settings.module().provider() : "the module"));
    }
    try {
      Terraform.Ended ended = asked(needs.stream().map(QuotaNeed::quota).toList());
      Optional<JsonNode> said = ended.said().outputs();
      return ended.well() && said.isPresent()
          ? Quotas.outcome(needs, said.get().path("quotas"))
          : new Skipped("the provider does not tell: " + reason(ended));
    } catch (TargetTroubleException e) {
      return new Skipped("the provider does not tell: " + e.getMessage());
    }
  }

  private Terraform.Ended asked(List<String> quotas) throws TargetTroubleException, IOException {
    Path folder = folder(quotas.isEmpty() ? "credentials" : "quota");
    Configuration.Place module = apart().module().at(folder, ModuleFiles.Part.CHECK);
    apart().configure(folder, apart().configuration().checking(quotas, module));
    Terraform.Ended init = terraform().init(folder, null);
    return init.well() ? terraform().apply(folder, null, settings.findTimeout()) : init;
  }

  /** An order of one machine of the first kind. */
  private Path machines() throws TargetTroubleException, IOException {
    Path folder = folder("machines");
    NodeShape node = node();
    MachineWish wish =
        new MachineWish(
            1,
            new Resources(node.cpus(), node.memoryMiB(), node.accelerators()),
            node.pricePerHour() == null && node.preemptiblePricePerHour() != null,
            Duration.ofHours(1),
            Map.of(Labels.ATTEMPT, ATTEMPT.toString(), Labels.TARGET, target.id().value()));
    Order order =
        Order.of(ATTEMPT, target.id(), wish, new NodeChoice(node, wish.preemptible()), now, now);
    apart()
        .layOut(
            folder,
            order,
            new FirstBoot(settings.user(), ours(folder), wish.maximumDuration(), null));
    return folder;
  }

  /** Any key does where ours cannot be read; that it cannot is told by itself. */
  private String ours(Path folder) throws TargetTroubleException, IOException {
    return Files.isReadable(settings.publicKey())
        ? Files.readString(settings.publicKey()).strip()
        : HostKeys.make(folder, List.of("ours")).values().iterator().next().publicKey();
  }

  private Path part(ModuleFiles.Part part) throws IOException {
    Path folder = folder(part.told());
    Configuration.Place module = apart().module().at(folder, part);
    Configuration configuration = apart().configuration();
    apart()
        .configure(
            folder,
            part == ModuleFiles.Part.FIND
                ? configuration.finding(target.id(), null, module, List.of())
                : configuration.takingIn(List.of(), module));
    return folder;
  }

  private NodeShape node() {
    return target.nodes().getFirst();
  }

  private static String reason(Terraform.Ended ended) {
    return Finding.reason(ended.said().verdict());
  }
}
