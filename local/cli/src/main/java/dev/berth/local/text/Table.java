package dev.berth.local.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, each column as wide as its widest cell. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /** With those headings, and no row yet. */
  public Table(String... headings) {
    columns = headings.length;
    rows.add(List.of(headings));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each heading; line breaks become spaces
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Table row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "%d cells under %d headings".formatted(cells.length, columns));
    }
    rows.add(
        IntStream.range(0, columns)
            .mapToObj(i -> String.valueOf(cells[i]).replaceAll("\\R", " "))
            .toList());
    return this;
  }

  /** Whether there is no row besides the headings. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The lines, each ended by a newline, without spaces at their ends. */
  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, columns)
            .map(i -> rows.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - width(cell)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
