package dev.berth.testing.bench.slurm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Submission;
import dev.berth.testing.bench.submitting.Parallel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The reference: jobs of the same size, sent by a loop of parallel requests and nothing else. */
final class BareSubmits {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final String token;
  private final int parallel;
  private final Function<Submission, String> script;

  /**
   * @param parallel how many requests are under way at once
   * @param script what a submission's job runs
   */
  BareSubmits(BenchCluster cluster, int parallel, Function<Submission, String> script) {
    this.address = cluster.submission();
    this.token = cluster.token();
    this.parallel = parallel;
    this.script = script;
  }

  /** How long it takes until all are taken, in nanoseconds. */
  long make(List<Submission> submissions) throws InterruptedException {
    return Parallel.time(
        submissions.stream()
            .map(this::request)
            .<Callable<String>>map(request -> () -> send(request))
            .toList(),
        parallel);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !Json.mapper().readTree(answer.body()).has("job_id")) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest request(Submission submission) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("script", script.apply(submission));
    ObjectNode job = body.putObject("job");
    job.put("name", submission.attempt().toString());
    job.put("comment", "a job of the reference");
    job.put("partition", BenchCluster.PARTITION);
    job.put("tasks", 1);
    job.put("cpus_per_task", 1);
    job.put("minimum_nodes", 1);
    job.put("maximum_nodes", 1);
    job.put("current_working_directory", "/tmp");
    job.put("standard_output", "/dev/null");
    job.putObject("time_limit").put("set", true).put("number", 60);
    job.putObject("memory_per_node").put("set", true).put("number", 64);
    job.put("requeue", false);
    job.putArray("environment").add("PATH=/usr/bin:/bin");
    return HttpRequest.newBuilder(address)
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("X-SLURM-USER-NAME", "berth")
        .header("X-SLURM-USER-TOKEN", token)
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }
}
