package dev.berth.targets.vm;

import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.power.PowerStatus;
import dev.berth.targets.vm.standing.Inventory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a target's machines come from. */
sealed interface Origin {

  /**
   * Hosts that stand already: {@code hosts} or {@code inventory}.
   *
   * @param power who is asked about their power when they are silent; null if nobody
   */
  record Standing(Inventory inventory, @Nullable PowerStatus power) implements Origin {}

  /** Machines that are made for each attempt: {@code terraform}. */
  record Made(MakingSettings making) implements Origin {}

  /** The machines that are there whatever attempts there are. */
  default List<Machine> hosts() {
    return switch (this) {
      case Standing(Inventory inventory, _) -> inventory.hosts();
      case Made _ -> List.of();
    };
  }

  /** In a few words, for people. */
  default String told() {
    return switch (this) {
      case Standing(Inventory inventory, _) ->
          "%d hosts that stand".formatted(inventory.hosts().size());
      case Made(MakingSettings making) -> "machines that %s makes".formatted(making.program());
    };
  }
}
