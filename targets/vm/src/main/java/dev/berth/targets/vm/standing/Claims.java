package dev.berth.targets.vm.standing;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.remote.Text;
import dev.berth.targets.vm.running.Runs;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The claims on one host at a time. */
final class Claims {

  private static final String FUNCTIONS = Runs.functions() + Text.of(Claims.class, "claims.sh");

  private final Shells shells;
  private final int retentionDays;

  Claims(Shells shells, int retentionDays) {
    this.shells = shells;
    this.retentionDays = retentionDays;
  }

  /** What came of a claim. */
  enum Made {
    HERE,
    RELEASED,
    OTHER,
    NO_ROOM
  }

  Made claim(Machine host, AttemptId attempt, Claim claim, Room room)
      throws TargetTroubleException {
    Said.Done done =
        ask(
            host,
            """
            printf '%%s' %s >"$berth/claims/.%s.new" || exit 72
            claim %s %s %d %d
            """
                .formatted(
                    Words.quoted(claim.text(host.name())),
                    attempt,
                    attempt,
                    room.cpus(),
                    room.memoryMiB(),
                    room.accelerators()));
    return switch (done.code()) {
      case 0 -> Made.HERE;
      case 3 -> Made.RELEASED;
      case 4 -> Made.OTHER;
      case 5 -> Made.NO_ROOM;
      default -> throw Shells.trouble(host, "claiming for " + attempt, done);
    };
  }

  void unclaim(Machine host, AttemptId attempt) throws TargetTroubleException {
    good(host, "unclaiming " + attempt, ask(host, "unclaim %s\n".formatted(attempt)));
  }

  void seal(Machine host, AttemptId attempt) throws TargetTroubleException {
    good(host, "sealing " + attempt, ask(host, "seal %s\n".formatted(attempt)));
  }

  /** Whether nothing of it runs there any more. */
  boolean ended(Machine host, AttemptId attempt) throws TargetTroubleException {
    Said.Done done = ask(host, "seal %1$s && ended %1$s\n".formatted(attempt));
    if (done.code() != 6) {
      good(host, "ending " + attempt, done);
    }
    return done.isGood();
  }

  /** Forgets what has ended. */
  void bury(Machine host, AttemptId attempt) throws TargetTroubleException {
    String program =
        "seal %1$s && ended %1$s && bury %1$s %2$d\n".formatted(attempt, retentionDays);
    good(host, "clearing " + attempt, ask(host, program));
  }

  Map<AttemptId, Claimed> survey(Machine host) throws TargetTroubleException {
    Said.Done done = shells.ask(host, FUNCTIONS + "survey\n");
    good(host, "a survey", done);
    Map<AttemptId, Claimed> claims = new HashMap<>();
    for (String line : done.text().lines().toList()) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 4) {
        try {
          claims.put(
              AttemptId.parse(parts[1]),
              new Claimed(
                  Claim.parse(Base64.getDecoder().decode(parts[3])), parts[2].equals("sealed")));
        } catch (IllegalArgumentException e) {
          throw new TargetTroubleException(
              "%s: the claim %s cannot be read: %s"
                  .formatted(host.name(), parts[1], e.getMessage()));
        }
      }
    }
    return claims;
  }

  /**
   * What a host knows of releases.
   *
   * @param sealed attempts whose release has begun there, or is over
   * @param over those of them whose release was confirmed there
   */
  record Released(Set<AttemptId> sealed, Set<AttemptId> over) {
    Released {
      sealed = Set.copyOf(sealed);
      over = Set.copyOf(over);
    }
  }

  /** Which of those attempts it says to be released. */
  Released released(Machine host, Collection<AttemptId> attempts) throws TargetTroubleException {
    String words = attempts.stream().map(AttemptId::toString).collect(Collectors.joining(" "));
    Said.Done done = shells.ask(host, FUNCTIONS + "released %s\n".formatted(words));
    good(host, "a look at seals", done);
    Set<AttemptId> sealed = new HashSet<>();
    Set<AttemptId> over = new HashSet<>();
    for (String line : done.text().lines().toList()) {
      String[] parts = line.split("\t", -1);
      AttemptId attempt = AttemptId.parse(parts[0]);
      sealed.add(attempt);
      if (parts.length > 1 && parts[1].equals("over")) {
        over.add(attempt);
      }
    }
    return new Released(sealed, over);
  }

  private Said.Done ask(Machine host, String program) throws TargetTroubleException {
    return shells.ask(host, FUNCTIONS + "alone\n" + program);
  }

  private static void good(Machine host, String what, Said.Done done)
      throws TargetTroubleException {
    if (!done.isGood()) {
      throw Shells.trouble(host, what, done);
    }
  }
}
