package dev.berth.advisor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.Asked;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.Fleets;
import dev.berth.advisor.PolicyFile;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.RequestEvent;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvisingTelemetryTest {

  private static final String TRACE = "2ce82aa23bef258e553c92c055ecc63f";

  private final SdkTracerProvider tracing = SdkTracerProvider.builder().build();
  private final Tracer tracer = tracing.get("test");
  private final FleetView fleet = Fleets.of("id: a");
  private final AdvisingTelemetry advising =
      new AdvisingTelemetry(
          new AdvisorShard(new Deciding(PolicyFile.builtIn()), () -> fleet), tracer);

  @AfterEach
  void close() {
    tracing.close();
  }

  @Test
  void goesOnInTheTraceOfTheRequest() {
    String answered = answer("00-" + TRACE + "-7cc68305e8036bb5-01");

    assertThat(answered)
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .doesNotContain("7cc68305e8036bb5");
  }

  @Test
  void beginsATraceWhereThereIsNone() {
    assertThat(answer(null)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  private @Nullable String answer(@Nullable String traceparent) {
    Envelope<RequestEvent> request = Asked.request(Asked.spec("job", ""), "e");
    return advising
        .answer(
            new Envelope<>(
                request.id(), request.source(), request.time(), traceparent, request.event()))
        .getFirst()
        .traceparent();
  }
}
