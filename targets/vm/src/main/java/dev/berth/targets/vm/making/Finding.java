package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the provider for what is there, by its marks. It needs no folder of the one who made it,
 * and keeps a working folder of its own for as long as this program lives.
 */
final class Finding implements AutoCloseable {

  /** More rounds than kinds of data source that a finder asks one after the other. */
  private static final int ROUNDS = 12;

  private static final String PREFIX = "module.find.";

  private final Workshop workshop;
  private final Terraform terraform;
  private final TargetId target;
  private final SharedLooks looks = new SharedLooks(this::look);
  private volatile @Nullable Path folder;
  private boolean ready;

  Finding(Workshop workshop, Terraform terraform, TargetId target) {
    this.workshop = workshop;
    this.terraform = terraform;
    this.target = target;
  }

  /**
   * What is there.
   *
   * @param attempt the only one to look for, or null for all of the target
   */
  Found find(@Nullable AttemptId attempt) throws TargetTroubleException {
    Found found = looks.look(attempt);
    return attempt == null ? found : found.only(attempt);
  }

  private Found look(@Nullable AttemptId attempt) throws TargetTroubleException {
    try {
      return found(attempt);
    } catch (IOException e) {
      throw new TargetTroubleException("the folder for looking cannot be used", e);
    }
  }

  private Found found(@Nullable AttemptId attempt) throws TargetTroubleException, IOException {
    Path here = folder();
    Configuration.Place module = workshop.module().at(here, ModuleFiles.Part.FIND);
    Configuration configuration = workshop.configuration();
    Set<String> empty = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      workshop.configure(here, configuration.finding(target, attempt, module, empty));
      if (!ready) {
        Terraform.Ended init = terraform.init(here, null);
        if (!init.well()) {
          throw new TargetTroubleException("looking: " + Terraform.printed(here).strip());
        }
        ready = true;
      }
      Terraform.Ended ended = terraform.apply(here, null, workshop.settings().findTimeout());
      if (ended.well() && ended.said().outputs().isPresent()) {
        return Found.of(ended.said().outputs().get(), workshop.settings().user());
      }
      if (!empty.addAll(nothing(ended.said()))) {
        throw new TargetTroubleException("looking: " + reason(ended.said().verdict()));
      }
    }
    throw new TargetTroubleException("looking: the provider's answers changed from look to look");
  }

  /**
   * Data sources that have found nothing, which some versions of plug-ins call an error; empty if
   * something else is wrong, too.
   */
  private static List<String> nothing(Said said) {
    List<SaidLine.Complaint> complaints = said.complaints();
    boolean all = complaints.stream().allMatch(Finding::isNothing);
    return all
        ? complaints.stream()
            .map(complaint -> String.valueOf(complaint.address()).substring(PREFIX.length()))
            .toList()
        : List.of();
  }

  private static boolean isNothing(SaidLine.Complaint complaint) {
    return complaint.address() != null
        && complaint.address().startsWith(PREFIX)
        && (complaint.summary().contains("returned no results")
            || complaint.summary().contains("was not found")
            || complaint.summary().contains("does not exist"));
  }

  static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refusal(var _, String reason) -> reason;
      case Verdict.Trouble(String reason) -> reason;
      case Verdict.Locked(String _, String reason) -> reason;
    };
  }

  private Path folder() throws IOException {
    Path mine = folder;
    if (mine == null) {
      Path all = workshop.settings().folder().resolve("finding");
      Kept.folder(all);
      clearAway(all);
      mine = workshop.prepare(Files.createTempDirectory(all, ProcessHandle.current().pid() + "-"));
      folder = mine;
    }
    return mine;
  }

  /** Of programs that were killed, on this machine. */
  private static void clearAway(Path all) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path old : folders) {
        String pid = old.getFileName().toString().replaceFirst("-.*", "");
        if (pid.matches("\\d{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Terraform.stop(old);
          Kept.remove(old);
        }
      }
    }
  }

  /** A look that is under way is not waited for. */
  @Override
  public void close() {
    stop();
    looks.between(this::clearAway);
  }

  private void stop() {
    Path mine = folder;
    try {
      if (mine != null) {
        Terraform.stop(mine);
      }
    } catch (IOException e) {
      // The next program clears it away.
    }
  }

  private void clearAway() {
    stop();
    Path mine = folder;
    try {
      if (mine != null) {
        Kept.remove(mine);
        folder = null;
        ready = false;
      }
    } catch (IOException e) {
      // The next program clears it away.
    }
  }
}
