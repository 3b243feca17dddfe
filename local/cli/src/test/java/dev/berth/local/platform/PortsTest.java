package dev.berth.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  @Test
  void keepsTheGapsOfTheDefaultPorts() {
    assertThat(Ports.from(Ports.DEFAULT_FIRST))
        .isEqualTo(new Ports(7400, 7401, 7410, 7411, 7412, 7418));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_518, 70_000})
  void refusesWhatLeavesTheRangeOfPorts(int first) {
    assertThatThrownBy(() -> Ports.from(first))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first port %d is not within 1..65517", first);
  }

  @Test
  void findsPortsThatNobodyHas() throws IOException {
    Ports ports = Ports.free(new Random(7));

    assertThat(ports.byUse().values()).allMatch(Ports::isFree).doesNotHaveDuplicates();
  }

  @Test
  void tellsWhoHasAPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
      assertThat(PortHolder.of(socket.getLocalPort()))
          .hasValueSatisfying(
              who -> assertThat(who).startsWith("pid " + ProcessHandle.current().pid() + " (java"));
    }
  }

  @Test
  void tellsNobodyOfAPortThatIsFree() throws IOException {
    assertThat(PortHolder.of(Ports.free(new Random(8)).broker())).isEmpty();
  }
}
