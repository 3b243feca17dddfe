package dev.berth.advisor.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Readiness tells the truth while the broker goes and comes; liveness stays. */
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
class BrokerOutageIT {

  @SuppressWarnings("NullAway.Init") // injected
  BrokerResource broker;

  @Test
  void isNotReadyWithoutTheBrokerAndRecoversByItself() {
    eventually().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    asked("before").then().statusCode(201);
    eventually().untilAsserted(() -> given().get("/decisions/before-1").then().statusCode(200));

    broker.takeAway();

    eventually().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
    given().get("/q/health/live").then().statusCode(200);
    asked("lost")
        .then()
        .statusCode(503)
        .body("violations[0].message", equalTo("Kafka does not answer; try again later"));
    given().get("/decisions/before-1").then().statusCode(503);
    given()
        .contentType(ContentType.JSON)
        .body(job("dry"))
        .post("/decisions/dry-run")
        .then()
        .statusCode(200);

    broker.bringBack();

    eventually().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    asked("after").then().statusCode(201);
    eventually().untilAsserted(() -> given().get("/decisions/after-1").then().statusCode(200));
    given().queryParam("job", "before").get("/decisions").then().body("size()", equalTo(1));
    assertThat(broker).isNotNull();
  }

  private static io.restassured.response.Response asked(String id) {
    return given().contentType(ContentType.JSON).body(job(id)).post("/jobs");
  }

  private static String job(String id) {
    return "{\"id\": \"%s\", \"runtime\": \"command\", \"entrypoint\": \"train\"}".formatted(id);
  }

  private static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
  }
}
