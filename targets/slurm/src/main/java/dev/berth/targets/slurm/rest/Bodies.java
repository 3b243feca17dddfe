package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Json;
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.script.AcceleratorRequest;
import dev.berth.targets.slurm.script.BatchRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as the body of {@code job/submit}. */
final class Bodies {

  /** Neither shape takes an empty environment. */
  private static final Map<String, String> LEAST = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");

  private static final int SECONDS_PER_MINUTE = 60;

  private Bodies() {}

  static String of(ApiVersion version, BatchRequest request) {
    ObjectNode job = Json.mapper().createObjectNode();
    job.put("name", request.name());
    job.put("comment", request.comment());
    place(job, new HeldPlace(request.account(), request.partition(), request.qos()));
    put(job, "reservation", request.reservation());
    put(job, "constraints", request.constraint());
    if (!request.licenses().isEmpty()) {
      job.put("licenses", String.join(",", request.licenses()));
    }
    job.put("tasks", request.tasks());
    job.put("tasks_per_node", request.tasksPerNode());
    job.put("cpus_per_task", request.cpusPerTask());
    job.put("current_working_directory", request.workingDirectory());
    job.put("standard_output", request.outputFile());
    if (version.isOld()) {
      old(job, request);
    } else {
      current(job, request);
    }
    environment(job, version, request.environment().isEmpty() ? LEAST : request.environment());
    return body(job, version.isOld() ? warned(request) : request.script());
  }

  /**
   * v0.0.38 refuses {@code B:} in its {@code signal}, and without it the steps get the signal and
   * the script does not. So the script sends it to itself, after its time but for the warning's
   * seconds.
   */
  private static String warned(BatchRequest request) {
    int first = request.script().indexOf('\n') + 1;
    int seconds = request.timeLimitMinutes() * SECONDS_PER_MINUTE - request.warning().seconds();
    return request.script().substring(0, first)
        + "(sleep %d; kill -%s $$) >/dev/null 2>&1 &\n"
            .formatted(Math.max(1, seconds), request.warning().signal())
        + request.script().substring(first);
  }

  /** Of a job that never runs: where and at whose cost, and no more. */
  static String held(ApiVersion version, String name, HeldPlace place) {
    ObjectNode job = Json.mapper().createObjectNode();
    job.put("name", name);
    place(job, place);
    job.put("hold", true);
    job.put("current_working_directory", "/");
    job.put("standard_output", "/dev/null");
    time(job, version, 1);
    once(job, version);
    environment(job, version, LEAST);
    return body(job, "#!/bin/sh\nexit 0\n");
  }

  private static void place(ObjectNode job, HeldPlace place) {
    put(job, "account", place.account());
    put(job, "partition", place.partition());
    put(job, "qos", place.qos());
  }

  private static void old(ObjectNode job, BatchRequest request) {
    job.put("nodes", request.nodes());
    if (request.memoryPerNodeMiB() != null) {
      job.put("memory_per_node", request.memoryPerNodeMiB());
    }
    switch (request.accelerators()) {
      case null -> {}
      case AcceleratorRequest.GpusPerNode gpus -> job.put("gpus_per_node", gpus.text());
      case AcceleratorRequest.Gres gres -> job.put("gres", gres.text());
    }
    if (request.exclusive()) {
      job.put("exclusive", "true");
    }
    job.put("open_mode", "append");
    time(job, ApiVersion.KNOWN.getLast(), request.timeLimitMinutes());
    once(job, ApiVersion.KNOWN.getLast());
  }

  private static void current(ObjectNode job, BatchRequest request) {
    job.put("minimum_nodes", request.nodes());
    job.put("maximum_nodes", request.nodes());
    if (request.memoryPerNodeMiB() != null) {
      number(job, "memory_per_node", request.memoryPerNodeMiB());
    }
    String gpus =
        switch (request.accelerators()) {
          case null -> null;
          case AcceleratorRequest.GpusPerNode one -> "gpu:" + one.text();
          case AcceleratorRequest.Gres gres -> gres.text();
        };
    put(job, "tres_per_node", gpus == null ? null : "gres/" + gpus);
    if (request.exclusive()) {
      job.putArray("shared").add("none");
    }
    job.put("kill_warning_signal", request.warning().signal());
    job.put("kill_warning_delay", request.warning().seconds());
    job.putArray("kill_warning_flags").add("BATCH_JOB");
    job.putArray("open_mode").add("APPEND");
    time(job, ApiVersion.KNOWN.getFirst(), request.timeLimitMinutes());
    once(job, ApiVersion.KNOWN.getFirst());
  }

  private static void time(ObjectNode job, ApiVersion version, int minutes) {
    if (version.isOld()) {
      job.put("time_limit", minutes);
    } else {
      number(job, "time_limit", minutes);
    }
  }

  /** Each shape ignores the other's word for it. */
  private static void once(ObjectNode job, ApiVersion version) {
    if (version.isOld()) {
      job.put("no_requeue", true);
    } else {
      job.put("requeue", false);
    }
  }

  private static void environment(
      ObjectNode job, ApiVersion version, Map<String, String> variables) {
    if (version.isOld()) {
      ObjectNode environment = job.putObject("environment");
      variables.forEach(environment::put);
    } else {
      ArrayNode environment = job.putArray("environment");
      variables.forEach((name, value) -> environment.add(name + '=' + value));
    }
  }

  private static String body(ObjectNode job, String script) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("script", script);
    body.set("job", job);
    return body.toString();
  }

  private static void number(ObjectNode job, String name, long value) {
    job.putObject(name).put("set", true).put("infinite", false).put("number", value);
  }

  private static void put(ObjectNode job, String name, @Nullable String value) {
    if (value != null) {
      job.put(name, value);
    }
  }
}
