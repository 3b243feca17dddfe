package dev.berth.targets.slurm.ssh;

import dev.berth.targets.slurm.conversation.HeldPlace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that never runs, as options of sbatch(1), one word each. */
final class HeldOptions {

  private HeldOptions() {}

  static List<String> of(String name, HeldPlace place) {
    List<String> words = new ArrayList<>(List.of("--hold", "--job-name=" + name));
    add(words, "account", place.account());
    add(words, "partition", place.partition());
    add(words, "qos", place.qos());
    words.addAll(List.of("--time=1", "--output=/dev/null", "--chdir=/", "--no-requeue"));
    return words;
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.add("--" + option + '=' + value);
    }
  }
}
