package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of nodes as Slurm puts them together. */
class HostListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          n1                         | n1
          n[1-3]                     | n1 n2 n3
          n[1,3-4]                   | n1 n3 n4
          nid[000009-000011]         | nid000009 nid000010 nid000011
          n1,gpu[1-2],login          | n1 gpu1 gpu2 login
          rack[1-2]node[1-2]         | rack1node1 rack2node1 rack1node2 rack2node2
          c1-[01-02].site            | c1-01.site c1-02.site
          """)
  void areTakenApart(String written, String names) {
    assertThat(HostList.names(written))
        .containsExactlyInAnyOrderElementsOf(List.of(names.split(" ")));
  }

  @org.junit.jupiter.api.Test
  void ofNothingAreNone() {
    assertThat(HostList.names("")).isEmpty();
  }
}
