package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.ssh.live.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server that speaks EC2's protocol ({@code testing/live/terraform/plugins}), and what it has,
 * asked of it directly.
 *
 * @param name as the script knows it
 * @param address where it listens
 */
record Moto(String name, String address) implements AutoCloseable {

  private static final Script PLUGINS = new Script("testing/live/terraform/plugins");

  private static final Pattern INSTANCE =
      Pattern.compile(
          "<instanceId>(i-[0-9a-f]+)</instanceId>.*?<name>([a-z-]+)</name>", Pattern.DOTALL);
  private static final Pattern GROUP = Pattern.compile("<groupName>(berth/[^<]+)</groupName>");

  static Moto start(String name) {
    return new Moto(name, PLUGINS.run("moto-start", name).strip());
  }

  /** One that knows nobody: whoever asks, with whatever credentials, is refused. */
  static Moto startStrict(String name) {
    return new Moto(
        name, PLUGINS.run("moto-start", name, "INITIAL_NO_AUTH_ACTION_COUNT=0").strip());
  }

  static Path mirror() {
    return Path.of(PLUGINS.run("mirror").strip());
  }

  /** OpenTofu's program, whether or not it was built; the mirror that it takes is beside it. */
  static Path tofu() {
    return Path.of(PLUGINS.run("tofu").strip());
  }

  static boolean has(String plugin) {
    try {
      PLUGINS.run("has", plugin);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** The ids of the instances that are neither terminated nor about to be. */
  List<String> running() {
    return running("");
  }

  private List<String> running(String filter) {
    List<String> ids = new ArrayList<>();
    var found = INSTANCE.matcher(ask("Action=DescribeInstances&Version=2016-11-15" + filter));
    while (found.find()) {
      if (!found.group(2).equals("terminated") && !found.group(2).equals("shutting-down")) {
        ids.add(found.group(1));
      }
    }
    return ids;
  }

  /** Those of one attempt, by their tags. */
  List<String> running(AttemptId attempt) {
    return running("&Filter.1.Name=tag:berth-attempt&Filter.1.Value.1=" + attempt);
  }

  /** The names of the security groups that Berth has made. */
  List<String> groups() {
    var found = GROUP.matcher(ask("Action=DescribeSecurityGroups&Version=2016-11-15"));
    List<String> names = new ArrayList<>();
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  /**
   * Makes a bucket for states; tells the arguments of a backend for it, as a file in that folder.
   */
  Path bucket(String bucket, Path folder) {
    s3("PUT", "/" + bucket);
    try {
      return Files.writeString(
          folder.resolve(bucket + ".json"),
          """
          {"bucket": "%s", "key": "state", "region": "us-east-1", "access_key": "none", "secret_key": "none",
           "use_lockfile": true, "use_path_style": true, "skip_credentials_validation": true,
           "skip_requesting_account_id": true, "skip_metadata_api_check": true, "skip_region_validation": true,
           "skip_s3_checksum": true, "endpoints": {"s3": "%s"}}
          """
              .formatted(bucket, address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a bucket. */
  List<String> objects(String bucket) {
    var found =
        Pattern.compile("<Key>([^<]+)</Key>").matcher(s3("GET", "/" + bucket + "?list-type=2"));
    List<String> keys = new ArrayList<>();
    while (found.find()) {
      keys.add(found.group(1));
    }
    return keys;
  }

  private String s3(String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", authorization("s3"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** As the owner of the account, or the provider, would. */
  void terminate(String id) {
    ask("Action=TerminateInstances&Version=2016-11-15&InstanceId.1=" + id);
  }

  private String ask(String query) {
    return send(
        HttpRequest.newBuilder(URI.create(address + "/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", authorization("ec2"))
            .POST(HttpRequest.BodyPublishers.ofString(query))
            .build());
  }

  /** The server checks no signature, and takes region and service from here. */
  private static String authorization(String service) {
    return "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=x"
        .formatted(service);
  }

  private static String send(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The configuration of a plug-in that speaks to it, as a file in that folder. */
  Path providers(Path folder) {
    return providers(folder, "us-east-1", address);
  }

  /**
   * The same for a region, with another server for Service Quotas.
   *
   * @param quotas where that listens
   */
  Path providers(Path folder, String region, String quotas) {
    try {
      return Files.writeString(
          folder.resolve("moto.tf"),
          """
          provider "aws" {
            region                      = "%s"
            access_key                  = "none"
            secret_key                  = "none"
            skip_credentials_validation = true
            skip_requesting_account_id  = true
            skip_metadata_api_check     = true
            skip_region_validation      = %s
            max_retries                 = 1
            endpoints {
              ec2           = "%s"
              sts           = "%3$s"
              servicequotas = "%s"
            }
          }
          """
              .formatted(region, region.equals("us-east-1"), address, quotas));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    PLUGINS.run("moto-stop", name);
  }
}
