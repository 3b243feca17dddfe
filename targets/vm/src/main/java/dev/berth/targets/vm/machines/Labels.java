package dev.berth.targets.vm.machines;

/** The keys of what machines carry; letters and dashes only, which every provider takes. */
public final class Labels {

  /** The job's id. */
  public static final String JOB = "berth-job";

  /** The attempt's id. */
  public static final String ATTEMPT = "berth-attempt";

  /** The target's id: several targets may share a provider's account. */
  public static final String TARGET = "berth-target";

  /** Whose job it is: the job's team. */
  public static final String OWNER = "berth-owner";

  /** The hash of what was submitted. */
  public static final String SPEC = "berth-spec";

  /** The trace context; absent if there is none. */
  public static final String TRACEPARENT = "berth-traceparent";

  private Labels() {}
}
