package dev.berth.targets.slurm.conversation;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GPUs as Slurm writes them. */
public final class Gpus {

  private static final Pattern GRES = Pattern.compile("(?:^|,)gpu(?::([^:,()]+))?:(\\d+)");
  private static final Pattern TRES = Pattern.compile("(?:^|,)gres/gpu=(\\d+)");
  private static final Pattern TYPED = Pattern.compile("(?:^|,)gres/gpu:[^=,]+=(\\d+)");

  private Gpus() {}

  /**
   * From a node's {@code Gres}, such as {@code gpu:a100:4(S:0-1),nvme:1}.
   *
   * @return how many by kind; the kind is empty where none is said
   */
  public static Map<String, Integer> of(String gres) {
    Map<String, Integer> found = new TreeMap<>();
    Matcher one = GRES.matcher(gres.replaceAll("\\([^)]*\\)", ""));
    while (one.find()) {
      found.merge(
          one.group(1) == null ? "" : one.group(1), Integer.valueOf(one.group(2)), Integer::sum);
    }
    return found;
  }

  /** How many of them there are in a list of resources, such as {@code cpu=4,gres/gpu=2}. */
  public static int inTres(String tres) {
    Matcher all = TRES.matcher(tres);
    if (all.find()) {
      return Integer.parseInt(all.group(1));
    }
    int sum = 0;
    Matcher one = TYPED.matcher(tres);
    while (one.find()) {
      sum += Integer.parseInt(one.group(1));
    }
    return sum;
  }
}
