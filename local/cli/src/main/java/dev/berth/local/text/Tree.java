package dev.berth.local.text;

import java.util.List;

/**
 * A line with lines below it.
 *
 * @param line what it says
 * @param children in order
 */
public record Tree(String line, List<Tree> children) {

  /** Copies the children. */
  public Tree {
    children = List.copyOf(children);
  }

  /** The lines, each ended by a newline, with branches drawn before them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(line).append('\n');
    draw(text, "");
    return text.toString();
  }

  private void draw(StringBuilder text, String before) {
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      Tree child = children.get(i);
      text.append(before).append(last ? "└─ " : "├─ ").append(child.line).append('\n');
      child.draw(text, before + (last ? "   " : "│  "));
    }
  }
}
