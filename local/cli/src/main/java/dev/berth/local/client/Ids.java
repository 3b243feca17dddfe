package dev.berth.local.client;

import dev.berth.contracts.JobId;

/** Jobs' names as they come from a command line. */
public final class Ids {

  private Ids() {}

  /**
   * The name, which then is safe in an address.
   *
   * @throws Complaint if no job can have it
   */
  public static String checked(String text) {
    try {
      return new JobId(text).value();
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
