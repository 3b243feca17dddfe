package dev.berth.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {

  @Test
  void drawsBranchesDownToTheLastChild() {
    Tree leaf = new Tree("leaf", List.of());
    Tree tree =
        new Tree(
            "root", List.of(new Tree("first", List.of(leaf)), new Tree("last", List.of(leaf))));

    assertThat(tree)
        .hasToString(
            """
            root
            ├─ first
            │  └─ leaf
            └─ last
               └─ leaf
            """);
  }
}
