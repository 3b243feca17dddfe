package dev.berth.targets.api;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens drivers that remember for what they were opened and whether they are closed. */
public final class RecordedProvider implements DriverProvider {

  /** A target with nothing in it. */
  static final class Recorded implements Driver {
    final Target target;
    boolean closed;

    Recorded(Target target) {
      this.target = target;
    }

    @Override
    public SubmitOutcome submit(Submission submission) {
      return new SubmitOutcome.Submitted("1", false);
    }

    @Override
    public ReleaseOutcome release(AttemptId attempt) {
      return new ReleaseOutcome.Released("never was there");
    }

    @Override
    public List<NativeAttempt> find() {
      return List.of();
    }

    @Override
    public Subscription watch(NativeAttemptListener listener) {
      return () -> {};
    }

    @Override
    public Capacity capacity() {
      return new Capacity(1, 1, 1, 1, List.of(), 0, 1, null);
    }

    @Override
    public Optional<InputStream> logs(AttemptId attempt, boolean follow) {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  final List<Recorded> opened = new ArrayList<>();

  @Override
  public String kind() {
    return "recorded";
  }

  @Override
  public Driver open(Target target) {
    if (!target.driver().settings().containsKey("address")) {
      throw new IllegalArgumentException("target '" + target.id() + "': address is missing");
    }
    Recorded driver = new Recorded(target);
    opened.add(driver);
    return driver;
  }

  @Override
  public void check(Target target, Consumer<Check> told) {
    told.accept(new Check("address", new CheckOutcome.Passed("is said")));
  }

  @Override
  public NativeForm render(Target target, Submission submission) {
    return new NativeForm.Unfit("recorded targets run nothing");
  }
}
