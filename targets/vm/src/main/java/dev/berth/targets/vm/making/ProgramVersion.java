package dev.berth.targets.vm.making;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of Terraform, or of OpenTofu, which counts on from where it left Terraform. */
record ProgramVersion(int major, int minor, int patch) implements Comparable<ProgramVersion> {

  /** The least that the modules ask for: {@code required_version}; imports by an expression. */
  static final ProgramVersion LEAST = new ProgramVersion(1, 7, 0);

  private static final Pattern SAID =
      Pattern.compile("\"terraform_version\"\\s*:\\s*\"(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  /** From what {@code version -json} prints, warnings around it; empty if it is not there. */
  static Optional<ProgramVersion> of(String printed) {
    Matcher matcher = SAID.matcher(printed);
    return matcher.find()
        ? Optional.of(
            new ProgramVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ProgramVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : minor != other.minor
            ? Integer.compare(minor, other.minor)
            : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
