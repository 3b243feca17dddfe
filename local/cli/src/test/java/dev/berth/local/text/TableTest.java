package dev.berth.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void makesEveryColumnAsWideAsItsWidestCell() {
    Table table = new Table("JOB", "PHASE").row("digits", "running").row("a", "waiting");

    assertThat(table).hasToString("JOB     PHASE\ndigits  running\na       waiting\n");
  }

  @Test
  void keepsARowOnOneLine() {
    assertThat(new Table("WHY").row("first\nsecond\r\nthird"))
        .hasToString("WHY\nfirst second third\n");
  }

  @Test
  void countsCharactersAndNotTheirParts() {
    assertThat(new Table("A", "B").row("🚢", "x").row("ab", "y"))
        .hasToString("A   B\n🚢   x\nab  y\n");
  }

  @Test
  void refusesARowThatDoesNotFitTheHeadings() {
    Table table = new Table("A", "B");

    assertThatThrownBy(() -> table.row("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells under 2 headings");
  }

  @Test
  void isEmptyWithoutRows() {
    assertThat(new Table("A").isEmpty()).isTrue();
    assertThat(new Table("A").row("x").isEmpty()).isFalse();
  }
}
