package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ray's jobs interface, docs.ray.io/en/latest/cluster/running-applications/job-submission. */
final class RayJobs {

  /** With the last slash; without it the head knows no such path. */
  private static final String ALL = "/api/jobs/";

  private final RayHead head;

  RayJobs(RayHead head) {
    this.head = head;
  }

  /** What a head answers to a submission. */
  sealed interface Submitted {

    /** It has it. */
    record Accepted() implements Submitted {}

    /** It has had a job of that id before. */
    record Taken() implements Submitted {}

    /**
     * It does not take it, however often it is asked.
     *
     * @param reason its own words
     */
    record Refused(String reason) implements Submitted {}
  }

  Submitted submit(ObjectNode body) throws TargetTroubleException {
    RayHead.Answer answer = head.post(ALL, body.toString());
    if (answer.isGood()) {
      return new Submitted.Accepted();
    }
    if (answer.text().contains("already exists")) {
      return new Submitted.Taken();
    }
    if (answer.status() < 500 || answer.text().contains("Request Entity Too Large")) {
      return new Submitted.Refused(answer.lastLine());
    }
    throw head.trouble("submit: " + answer.lastLine(), null);
  }

  Optional<RayRecord> find(AttemptId attempt) throws TargetTroubleException {
    RayHead.Answer answer = head.get(ALL + attempt);
    return answer.isUnknown() ? Optional.empty() : Optional.of(RayRecord.of(good(answer)));
  }

  /** All jobs of the head; Ray knows no pages. */
  List<RayRecord> list() throws TargetTroubleException {
    List<RayRecord> records = new ArrayList<>();
    good(head.get(ALL)).forEach(one -> records.add(RayRecord.of(one)));
    return records;
  }

  /** Has it told to end; one that has ended or is not known stays as it is. */
  void stop(AttemptId attempt) throws TargetTroubleException {
    RayHead.Answer answer = head.post(ALL + attempt + "/stop", "{}");
    if (!answer.isGood() && !answer.isUnknown()) {
      throw head.trouble("stop " + attempt + ": " + answer.lastLine(), null);
    }
  }

  /** Takes the record of one that has ended away, and with it the hold on its id. */
  void delete(AttemptId attempt) throws TargetTroubleException {
    RayHead.Answer answer = head.delete(ALL + attempt);
    if (!answer.isGood() && !answer.isUnknown()) {
      throw head.trouble("delete " + attempt + ": " + answer.lastLine(), null);
    }
  }

  /** What an ended or running job has printed so far. */
  Optional<String> log(AttemptId attempt) throws TargetTroubleException {
    RayHead.Answer answer = head.get(ALL + attempt + "/logs");
    return answer.isUnknown()
        ? Optional.empty()
        : Optional.of(good(answer).path("logs").asText(""));
  }

  /** The name of the head's life: each start of a head has another. */
  String session() throws TargetTroubleException {
    return good(head.get("/api/version")).path("session_name").asText("");
  }

  JsonNode clusterStatus() throws TargetTroubleException {
    return good(head.get("/api/cluster_status")).path("data").path("clusterStatus");
  }

  private JsonNode good(RayHead.Answer answer) throws TargetTroubleException {
    if (!answer.isGood()) {
      throw head.trouble(answer.status() + " " + answer.lastLine(), null);
    }
    return answer.json();
  }
}
