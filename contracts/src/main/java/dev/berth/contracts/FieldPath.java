package dev.berth.contracts;

import java.util.regex.Pattern;

/**
 * Where a field stands in a document: {@code resources.memoryMiB}, {@code arguments[3]}; empty for
 * the document as a whole.
 */
record FieldPath(String written) {

  static final FieldPath ROOT = new FieldPath("");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][-A-Za-z0-9_]*");

  /** That field of this object. A name that is not a plain word is quoted. */
  FieldPath name(String name) {
    if (!PLAIN.matcher(name).matches()) {
      return new FieldPath(written + "['" + Shown.cut(name) + "']");
    }
    return new FieldPath(written.isEmpty() ? Shown.cut(name) : written + '.' + Shown.cut(name));
  }

  FieldPath index(int index) {
    return new FieldPath(written + '[' + index + ']');
  }

  /** As a sentence names it. */
  String said() {
    return written.isEmpty() ? "the spec" : written;
  }

  @Override
  public String toString() {
    return written;
  }
}
