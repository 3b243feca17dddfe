package dev.berth.advisor.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class JobsResourceIT {

  @Test
  void takesAJobThatIsThenDecided() {
    given()
        .contentType(ContentType.JSON)
        .body(job("takes", ""))
        .post("/jobs")
        .then()
        .statusCode(201)
        .header("Location", containsString("/decisions/takes-1"))
        .body("job", equalTo("takes"));

    decided("takes-1");
    given()
        .get("/decisions/takes-1")
        .then()
        .statusCode(200)
        .body("attempt", equalTo("takes-1"))
        .body("chosen", equalTo("pool-a"))
        .body("candidates.target", hasItem("pool-b"))
        .body("candidates[0].parts", hasSize(8));
    given()
        .queryParam("job", "takes")
        .get("/decisions")
        .then()
        .statusCode(200)
        .body("attempt", equalTo(java.util.List.of("takes-1")));
  }

  @Test
  void takesTheSameJobTwiceAsOne() {
    asked(job("same", "")).then().statusCode(201);
    decided("same-1");
    asked(job("same", "")).then().statusCode(201);
    asked(job("behind-same", "")).then().statusCode(201);
    decided("behind-same-1");

    given().queryParam("job", "same").get("/decisions").then().body("", hasSize(1));
  }

  @Test
  void refusesAnotherSpecUnderAKnownId() {
    asked(job("known", "")).then().statusCode(201);
    decided("known-1");

    asked(job("known", ", \"intent\": \"debugging\""))
        .then()
        .statusCode(409)
        .body("violations[0].field", equalTo("id"))
        .body("violations[0].value", equalTo("\"known\""))
        .body("violations[0].message", equalTo("the id is known with another spec"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "a"}                                                       | entrypoint
          {"entrypoint": "x"}                                               | id
          []                                                                | object
          "text"                                                            | object
          {"id": "a", "entrypoint":                                         | not JSON
          nonsense                                                          | not JSON
          {"id": "a", "entrypoint": "x"} trailing                           | not JSON
          ''                                                                | the body is empty
          """)
  void namesWhatIsWrong(String body, String named) {
    var answer = asked(body == null ? "" : body);

    answer.then().statusCode(400);
    assertThat(answer.jsonPath().getList("violations")).isNotEmpty();
    assertThat(answer.asString()).contains(named);
  }

  @Test
  void cancelsAJobBeforeItIsAskedFor() {
    given()
        .queryParam("reason", "no longer needed")
        .post("/jobs/cancelled/cancel")
        .then()
        .statusCode(202)
        .body("job", equalTo("cancelled"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            asked(job("cancelled", ""))
                .then()
                .statusCode(409)
                .body(
                    "violations[0].message",
                    equalTo("the job was cancelled before it was placed")));
  }

  @Test
  void namesAnIdThatIsNone() {
    given()
        .post("/jobs/UPPER/cancel")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("id"))
        .body("violations[0].value", equalTo("UPPER"));
  }

  @Test
  void saysThatItTakesJson() {
    given().contentType(ContentType.TEXT).body("id: a").post("/jobs").then().statusCode(415);
  }

  @Test
  void answersAnUnknownPathWith404() {
    given().get("/nothing/here").then().statusCode(404);
    given().get("/jobs").then().statusCode(405);
  }

  @Test
  void takesNoBodyThatKafkaWouldNot() {
    asked(job("large", ", \"arguments\": [\"" + "x".repeat(1 << 20) + "\"]"))
        .then()
        .statusCode(413);
  }

  private static io.restassured.response.Response asked(String body) {
    RequestSpecification request = given().contentType(ContentType.JSON);
    return (body.isEmpty() ? request : request.body(body)).post("/jobs");
  }

  private static void decided(String attempt) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/decisions/" + attempt).then().statusCode(200));
  }

  private static String job(String id, String more) {
    return "{\"id\": \"%s\", \"runtime\": \"command\", \"entrypoint\": \"train\"%s}"
        .formatted(id, more);
  }
}
