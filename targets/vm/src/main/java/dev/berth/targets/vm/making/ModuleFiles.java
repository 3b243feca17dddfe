package dev.berth.targets.vm.making;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets a part of a module to where Terraform reads it. */
record ModuleFiles(MachineModule module) {

  private static final String RESOURCES = "/dev/berth/targets/vm/terraform/";
  private static final List<String> FILES =
      List.of("versions.tf", "variables.tf", "main.tf", "outputs.tf");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^variable\\s+\"([a-zA-Z0-9_-]+)\"");

  /** What machines, finder, taker of strays and what is read for a check are called in a module. */
  enum Part {
    MACHINES(""),
    FIND("/find"),
    STRAYS("/strays"),
    CHECK("/check");

    /** Those that every module has; a shipped one has all. */
    static final List<Part> NEEDED = List.of(MACHINES, FIND, STRAYS);

    private final String folder;

    Part(String folder) {
      this.folder = folder;
    }

    /** The folder within the module, which begins with a slash; empty for the module itself. */
    String folder() {
      return folder;
    }

    /** For people, and for the names of folders. */
    String told() {
      return folder.isEmpty() ? "machines" : folder.substring(1);
    }
  }

  /**
   * Where that part is, and which inputs it takes.
   *
   * @param working the working folder, into which what is shipped is copied
   * @throws IOException if it is not there
   */
  Configuration.Place at(Path working, Part part) throws IOException {
    if (!module.shipped()) {
      Path there = Path.of(module.name() + part.folder);
      return new Configuration.Place(there.toString(), declared(there));
    }
    Path copy = working.resolve("module");
    Kept.folder(copy);
    for (String name : FILES) {
      String resource = RESOURCES + module.name() + part.folder + '/' + name;
      try (InputStream in = ModuleFiles.class.getResourceAsStream(resource)) {
        if (in != null) {
          Files.writeString(
              copy.resolve(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return new Configuration.Place("./module", declared(copy));
  }

  private static Set<String> declared(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tf")) {
      for (Path file : files) {
        Matcher variable = VARIABLE.matcher(Files.readString(file));
        while (variable.find()) {
          names.add(variable.group(1));
        }
      }
    }
    return names;
  }
}
