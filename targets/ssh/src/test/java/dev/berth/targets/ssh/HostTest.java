package dev.berth.targets.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

  @Test
  void aHostThatTheConfigurationKnowsNeedsNoWords() {
    assertThat(Host.configured("login", null, null, List.of()).own()).isEmpty();
  }

  @Test
  void aPinnedKeyIsTheOnlyOneAndNeedsNoFile() {
    assertThat(
            new Host("10.0.0.1", 2222, "berth", null, List.of(), "/k 1%", "ssh-ed25519 AAAA", null)
                .own())
        .containsSubsequence("-l", "berth", "-p", "2222")
        .contains(
            "IdentitiesOnly=yes",
            "IdentityFile=\"/k 1%%\"",
            "StrictHostKeyChecking=yes",
            "UserKnownHostsFile=/dev/null",
            "KnownHostsCommand=/bin/echo berth-pinned ssh-ed25519 AAAA");
  }

  @Test
  void knownHostsReplaceTheUsersOwn() {
    assertThat(new Host("h1", null, null, null, List.of(), null, null, "/known").own())
        .contains("StrictHostKeyChecking=yes", "UserKnownHostsFile=\"/known\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-oProxyCommand=x", "", "a b", "a;b"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> Host.configured(address, null, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "ssh-ed25519 AAAA comment", "ssh-ed25519 $(x)"})
  void whatIsNoHostKeyIsRefused(String key) {
    assertThatThrownBy(() -> new Host("h", null, null, null, List.of(), null, key, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
