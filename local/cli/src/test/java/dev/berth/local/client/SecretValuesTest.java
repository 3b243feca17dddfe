package dev.berth.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValuesTest {

  @Test
  void takesThemOutOfTheEnvironmentByTheirNames() {
    SecretValues shown =
        SecretValues.outOf(
            spec(
                Map.of(
                    "environment",
                    Map.of(
                        "HF_TOKEN", "hf_abc",
                        "AWS_SECRET_ACCESS_KEY", "abc",
                        "db_password", "hunter2",
                        "WANDB_API_KEY", "abc",
                        "EPOCHS", "20"))));

    assertThat(shown.spec().environment())
        .containsEntry("EPOCHS", "20")
        .containsEntry("HF_TOKEN", SecretValues.INSTEAD)
        .containsEntry("AWS_SECRET_ACCESS_KEY", SecretValues.INSTEAD)
        .containsEntry("db_password", SecretValues.INSTEAD)
        .containsEntry("WANDB_API_KEY", SecretValues.INSTEAD);
    assertThat(shown.hidden())
        .containsExactlyInAnyOrder(
            "environment.HF_TOKEN",
            "environment.AWS_SECRET_ACCESS_KEY",
            "environment.db_password",
            "environment.WANDB_API_KEY");
  }

  @Test
  void takesThemOutOfArguments() {
    SecretValues shown =
        SecretValues.outOf(
            spec(
                Map.of(
                    "arguments",
                    List.of(
                        "--hub-token=abc", "--password", "hunter2", "--epochs", "20", "token"))));

    assertThat(shown.spec().arguments())
        .containsExactly(
            "--hub-token=" + SecretValues.INSTEAD,
            "--password",
            SecretValues.INSTEAD,
            "--epochs",
            "20",
            "token");
    assertThat(shown.hidden()).containsExactly("arguments[0]", "arguments[2]");
  }

  @Test
  void takesPasswordsOutOfAddresses() {
    SecretValues shown =
        SecretValues.outOf(
            spec(
                Map.of(
                    "checkpoint",
                    "s3://me:hunter2@store/bucket",
                    "environment",
                    Map.of("DATABASE", "postgres://me:hunter2@db/x"))));

    assertThat(Json.mapper().valueToTree(shown.spec()).toString()).doesNotContain("hunter2");
    assertThat(shown.spec().checkpoint()).isEqualTo("s3://me:(not printed)@store/bucket");
    assertThat(shown.hidden()).containsExactlyInAnyOrder("checkpoint", "environment.DATABASE");
  }

  @Test
  void leavesASpecWithoutSecretsAsItIs() {
    JobSpec spec =
        spec(Map.of("arguments", List.of("--tokens-per-batch", "-4"), "team", "research"));

    assertThat(SecretValues.outOf(spec)).isEqualTo(new SecretValues(spec, List.of()));
  }

  private static JobSpec spec(Map<String, Object> more) {
    Map<String, Object> fields = new java.util.HashMap<>(more);
    fields.put("id", "train");
    fields.put("entrypoint", "python");
    return Json.mapper().convertValue(fields, JobSpec.class);
  }
}
