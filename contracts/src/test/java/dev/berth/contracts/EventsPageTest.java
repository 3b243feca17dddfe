package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page says what the code does, or this fails. */
class EventsPageTest {

  private static final Path PAGE = Path.of("../docs/events.md");

  @Test
  void thePageIsWhatTheContractsSay() throws IOException {
    String made = EventsPage.markdown();
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.writeString(PAGE, made);
    }

    assertThat(PAGE)
        .as("made anew by ./mvnw -pl contracts test -Dberth.docs.update=true")
        .content()
        .isEqualTo(made);
  }

  @Test
  void everyLinkWithinThePageLeadsSomewhere() {
    String made = EventsPage.markdown();
    var headings =
        Pattern.compile("(?m)^#+ (.*)$")
            .matcher(made)
            .results()
            .map(heading -> heading.group(1).toLowerCase(java.util.Locale.ROOT))
            .map(heading -> "#" + heading.replaceAll("[^-a-z0-9 ]", "").replace(' ', '-'))
            .toList();

    assertThat(
            Pattern.compile("\\]\\((#[^)]*)\\)").matcher(made).results().map(link -> link.group(1)))
        .isNotEmpty()
        .isSubsetOf(headings);
  }
}
