package dev.berth.targets.slurm.conversation;

import java.util.List;

/** What the accounting says. */
public sealed interface Accounting {

  /** These rows, in the order of their submission. */
  record Kept(List<JobRow> rows) implements Accounting {
    /** Copies the list. */
    public Kept {
      rows = List.copyOf(rows);
    }
  }

  /**
   * That there is none.
   *
   * @param why Slurm's own words
   */
  record Off(String why) implements Accounting {}
}
