package dev.berth.targets.vm.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a machine has said of itself: lines of a name, a tab and a text.
 *
 * @param said texts by name, in the order in which they were said
 */
public record Facts(Map<String, List<String>> said) {

  /** Copies the map. */
  public Facts {
    said = Map.copyOf(said);
  }

  /** What stands in a program's output; lines of another form are somebody else's. */
  public static Facts of(String printed) {
    return new Facts(
        printed
            .lines()
            .map(line -> line.split("\t", 2))
            .filter(pair -> pair.length == 2)
            .collect(
                Collectors.groupingBy(
                    pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList()))));
  }

  /** Whether something of that name was said. */
  public boolean has(String name) {
    return said.containsKey(name);
  }

  /** All of that name. */
  public List<String> all(String name) {
    return said.getOrDefault(name, List.of());
  }

  /** The first of that name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The first of that name as a whole number; 0 if it is none. */
  public long number(String name) {
    return first(name).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
  }
}
