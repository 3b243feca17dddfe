package dev.berth.contracts;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the contracts says, read from their sources. */
final class SourceDocs {

  private static final Path SOURCES = Path.of("src/main/java/dev/berth/contracts");

  /** Made into text when asked for: what no event needs may be written in any way. */
  private final Map<String, Supplier<String>> said = new TreeMap<>();

  private SourceDocs() {}

  /** Reads every source of this package. */
  static SourceDocs read() {
    SourceDocs docs = new SourceDocs();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = Files.list(SOURCES);
        var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var sources =
          manager.getJavaFileObjectsFromPaths(
              files.filter(file -> file.toString().endsWith(".java")).sorted().toList());
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        docs.new Scanner(trees).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return docs;
  }

  /** What is said of a type. */
  String of(Class<?> type) {
    return require(name(type));
  }

  /** What is said of a record's component or an enum's constant. */
  String of(Class<?> type, String member) {
    return require(name(type) + '#' + member);
  }

  private String require(String name) {
    Supplier<String> text = said.get(name);
    if (text == null) {
      throw new AssertionError(name + " has no Javadoc");
    }
    return text.get();
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + '.' + type.getSimpleName();
  }

  private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees trees;
    private final List<String> enclosing = new ArrayList<>();

    Scanner(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      enclosing.add(tree.getSimpleName().toString());
      String name = String.join(".", enclosing);
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        said.put(name, () -> JavadocText.of(comment.getFullBody(), name));
        for (DocTree tag : comment.getBlockTags()) {
          if (tag instanceof ParamTree param && !param.isTypeParameter()) {
            said.put(
                name + '#' + param.getName(), () -> JavadocText.of(param.getDescription(), name));
          }
        }
      }
      super.visitClass(tree, null);
      enclosing.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        String name = String.join(".", enclosing);
        said.put(name + '#' + tree.getName(), () -> JavadocText.of(comment.getFullBody(), name));
      }
      return super.visitVariable(tree, null);
    }
  }
}
