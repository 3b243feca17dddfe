package dev.berth.targets.kubernetes.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendors' lists agree with what else the dialects say. */
class MachinesTest {

  static Stream<Dialect> sold() {
    return Dialects.ALL.stream().filter(dialect -> !dialect.machines().isEmpty());
  }

  @Test
  void areListedWhereAVendorSellsThem() {
    assertThat(sold().map(Dialect::name)).containsExactly("eks", "gke", "aks");
  }

  @ParameterizedTest
  @MethodSource("sold")
  void areNamedOnceAndHaveWhatTheirDialectOffers(Dialect dialect) {
    Set<String> names = new HashSet<>();
    for (Machine machine : dialect.machines()) {
      assertThat(names.add(machine.type())).as(machine.type()).isTrue();
      assertThat(machine.cpus()).as(machine.type()).isBetween(4, 256);
      assertThat(machine.memoryMiB()).as(machine.type()).isBetween(16_384L, 4_194_304L);
      assertThat(dialect.resource(machine.accelerators().kind()))
          .as(machine.type())
          .isInstanceOf(Offer.Offered.class);
    }
  }

  @ParameterizedTest
  @MethodSource("sold")
  void areOfKindsThatALabelTellsWhereItIsToTell(Dialect dialect) {
    switch (dialect.models()) {
      case ModelOf.ByLabel label ->
          assertThat(dialect.machines())
              .allSatisfy(
                  machine -> assertThat(label.values()).containsKey(machine.accelerators().kind()));
      case ModelOf.ByInstanceType _, ModelOf.Untold _ ->
          assertThat(dialect.machines()).isNotEmpty();
    }
  }
}
