package dev.berth.contracts;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;

/** Javadoc as Markdown in one line. */
final class JavadocText {

  private JavadocText() {}

  /**
   * The text.
   *
   * @param trees what it consists of
   * @param type in which type it stands, whose constants it may name
   */
  static String of(List<? extends DocTree> trees, String type) {
    StringBuilder text = new StringBuilder();
    for (DocTree tree : trees) {
      text.append(
          switch (tree) {
            case TextTree plain -> plain.getBody();
            case LiteralTree literal -> '`' + literal.getBody().getBody().strip() + '`';
            case LinkTree link ->
                link.getLabel().isEmpty()
                    ? '`'
                        + link.getReference()
                            .getSignature()
                            .replaceFirst("^#", "")
                            .replace('#', '.')
                        + '`'
                    : of(link.getLabel(), type);
            case ValueTree value -> constant(value.getReference().getSignature(), type);
            case StartElementTree element when element.getName().contentEquals("p") -> " ";
            default ->
                throw new AssertionError(type + ": " + tree.getKind() + " needs a case here");
          });
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private static String constant(String signature, String type) {
    int hash = signature.indexOf('#');
    String owner = hash == 0 ? type : signature.substring(0, hash);
    try {
      var field =
          declaring(Class.forName("dev.berth.contracts." + owner.replace('.', '$')), signature);
      field.setAccessible(true);
      Object value = field.get(null);
      return value instanceof Integer number
          ? String.format(Locale.ROOT, "%,d", number)
          : "`" + value + '`';
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(signature + " in " + type, e);
    }
  }

  private static Field declaring(Class<?> type, String signature) throws NoSuchFieldException {
    String name = signature.substring(signature.indexOf('#') + 1);
    for (Class<?> owner = type; owner != null; owner = owner.getEnclosingClass()) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new NoSuchFieldException(signature);
  }
}
