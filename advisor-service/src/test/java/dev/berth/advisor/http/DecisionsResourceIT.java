package dev.berth.advisor.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.berth.contracts.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class DecisionsResourceIT {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void decidesOverTheFleetOfNow() throws IOException {
    dryRun(Files.readString(EXAMPLES.resolve("jobs/digits.json")))
        .statusCode(200)
        .body("attempt", equalTo("digits-1"))
        .body("chosen", equalTo("pool-a"))
        .body("candidates", hasSize(3));
    given().get("/decisions/digits-1").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "default, gke-iowa",
    "compliance, rancher-frankfurt",
    "debugging-1h, ec2-virginia",
    "pretraining-512, tacc-vista"
  })
  void decidesOverAnotherFleet(String job, String target) throws IOException {
    dryRun(withFleet(job, Files.readString(EXAMPLES.resolve("fleet.yaml"))))
        .statusCode(200)
        .body("chosen", equalTo(target));
  }

  @Test
  void namesWhatIsWrongWithAFleet() throws IOException {
    dryRun(withFleet("default", "targets: [{id: a, model: hpc, driver: {kind: x, colour: red}}]"))
        .statusCode(400)
        .body("violations[0].field", equalTo("fleet"))
        .body("violations[0].message", containsString("colour"));
    dryRun(withFleet("default", "targets: [{id: a}]"))
        .statusCode(400)
        .body("violations[0].message", containsString("target 'a': model is missing"));
    dryRun(withFleet("default", ": : :")).statusCode(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "a"}            | entrypoint
          {"spec": {"id": "a"}}  | entrypoint
          {"spec": 7}            | object
          {"spec":               | not JSON
          """)
  void namesWhatIsWrongWithASpec(String body, String named) {
    dryRun(body).statusCode(400).body("violations.message.join(' ')", containsString(named));
  }

  @Test
  void knowsNothingOfWhatWasNotDecided() {
    given()
        .get("/decisions/nobody-1")
        .then()
        .statusCode(404)
        .body("violations[0].value", equalTo("nobody-1"));
    given()
        .queryParam("job", "nobody")
        .get("/decisions")
        .then()
        .statusCode(200)
        .body("", hasSize(0));
  }

  @Test
  void namesIdsThatAreNone() {
    given()
        .get("/decisions/NOT_ONE")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("attempt"))
        .body("violations[0].value", equalTo("NOT_ONE"));
    given().get("/decisions").then().statusCode(400).body("violations[0].field", equalTo("job"));
    given().queryParam("job", "-x-").get("/decisions").then().statusCode(400);
  }

  @Test
  void describesItselfInOpenApi() {
    given()
        .queryParam("format", "json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(
            "paths.keySet()",
            hasItems(
                "/jobs",
                "/jobs/{id}/cancel",
                "/decisions",
                "/decisions/dry-run",
                "/decisions/{attempt}"))
        .body("paths.'/jobs'.post.responses.keySet()", hasItems("201", "400", "409", "503"))
        .body(
            "paths.'/jobs'.post.requestBody.content.'application/json'.schema.'$ref'",
            equalTo("#/components/schemas/JobSpec"))
        .body(
            "paths.'/decisions/{attempt}'.get.responses.'200'.content.'application/json'.schema.'$ref'",
            equalTo("#/components/schemas/Decision"))
        .body("components.schemas.JobSpec.properties.entrypoint", notNullValue());
  }

  @Test
  void countsInPrometheusFormat() {
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("berth_decisions_total{outcome=\"placed\"}"))
        .body(containsString("berth_consumer_lag{partition=\"0\",topic=\"berth.requests\"}"))
        .body(containsString("berth_decision_latency_seconds_count"));
  }

  private static String withFleet(String job, String fleet) throws IOException {
    var body = Json.mapper().createObjectNode();
    body.set("spec", Json.mapper().readTree(EXAMPLES.resolve("jobs/" + job + ".json").toFile()));
    body.put("fleet", fleet);
    return body.toString();
  }

  private static ValidatableResponse dryRun(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/decisions/dry-run").then();
  }
}
