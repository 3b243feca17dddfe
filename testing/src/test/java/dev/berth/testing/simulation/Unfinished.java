package dev.berth.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Commits a reader's offsets behind the oldest event whose work is not done. */
final class Unfinished {

  private final Reader reader;
  private final List<TreeSet<Integer>> open = new ArrayList<>();

  Unfinished(Reader reader) {
    this.reader = reader;
    for (int i = 0; i < reader.log().partitions(); i++) {
      open.add(new TreeSet<>());
    }
  }

  void begin(int partition, int offset) {
    open.get(partition).add(offset);
  }

  void end(int partition, int offset) {
    open.get(partition).remove(offset);
  }

  void commit() {
    for (int partition = 0; partition < open.size(); partition++) {
      reader.commit(partition, committable(partition));
    }
  }

  private int committable(int partition) {
    TreeSet<Integer> offsets = open.get(partition);
    return offsets.isEmpty() ? reader.position(partition) : offsets.first();
  }

  boolean isCommitted() {
    return reader.isCommitted() && open.stream().allMatch(TreeSet::isEmpty);
  }

  void lose(int partition) {
    open.get(partition).clear();
    reader.rewind(partition);
  }
}
