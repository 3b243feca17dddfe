package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

  private static final String GONE =
      "410{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"The provided continue parameter is too old\",\"reason\":\"Expired\",\"code\":410}";

  private static String page(int from, int to, String next) {
    String items =
        IntStream.range(from, to)
            .mapToObj(number ->
                WatchResumptionTest.job("9", "")
                    .replace("train-1", "train-" + (number + 1))
                    .replace("\"u1\"", "\"u" + number + "\""))
            .collect(Collectors.joining(","));
    return "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"resourceVersion\":\"10\",\"continue\":\"%s\"},\"items\":[%s]}"
        .formatted(next, items);
  }

  @Test
  void areAskedForOneAfterTheOtherWithTheLabelsOfTheTarget(@TempDir Path folder) throws Exception {
    try (SpokenApiServer server =
            new SpokenApiServer(query ->
                query.contains("continue=second") ? page(500, 620, "") : page(0, 500, "second"));
        Driver driver = server.driver(folder)) {
      assertThat(driver.find())
          .hasSize(620)
          .extracting(NativeAttempt::attempt)
          .contains(AttemptId.parse("train-1"), AttemptId.parse("train-620"));
      assertThat(server.askedOfJobs())
          .hasSize(2)
          .allSatisfy(query ->
              assertThat(query).contains("limit=" + Pages.PAGE, "berth.dev/target=spoken"));
    }
  }

  @Test
  void beginAnewWhenTheTokenOfTheNextIsTooOld(@TempDir Path folder) throws Exception {
    AtomicInteger seconds = new AtomicInteger();
    try (SpokenApiServer server =
            new SpokenApiServer(query -> {
              if (!query.contains("continue=")) {
                return page(0, 500, "second");
              }
              return seconds.incrementAndGet() == 1 ? GONE : page(500, 501, "");
            });
        Driver driver = server.driver(folder)) {
      assertThat(driver.find()).hasSize(501).doesNotHaveDuplicates();
      assertThat(server.askedOfJobs()).hasSize(4);
    }
  }

  @Test
  void areNotAskedForWithoutAnEnd(@TempDir Path folder) throws Exception {
    try (SpokenApiServer server =
            new SpokenApiServer(
                query -> query.contains("continue=") ? GONE : page(0, 500, "second"));
        Driver driver = server.driver(folder)) {
      assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
      assertThat(server.askedOfJobs()).hasSize(6);
    }
  }
}
