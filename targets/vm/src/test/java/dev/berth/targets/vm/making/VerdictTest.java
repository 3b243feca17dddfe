package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error launching source instance: InsufficientInstanceCapacity: We currently do not have sufficient t3 capacity in the Availability Zone you requested",
        "Error launching source instance: VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 0 allows",
        "Error requesting spot instances: MaxSpotInstanceCountExceeded: Max spot instance count exceeded",
        "Error waiting for instance to create: The zone 'projects/p/zones/europe-west4-a' does not have enough resources available to fulfill the request. ZONE_RESOURCE_POOL_EXHAUSTED",
        "Error creating instance: googleapi: Error 403: Quota 'NVIDIA_T4_GPUS' exceeded. Limit: 0.0 in region europe-west4., quotaExceeded",
        "creating Linux Virtual Machine: Code=\"SkuNotAvailable\" Message=\"The requested VM size for resource is currently not available in location\"",
        "creating Linux Virtual Machine: Code=\"OperationNotAllowed\" Message=\"Operation could not be completed as it results in exceeding approved Total Regional Cores quota\""
      })
  void callsWantOfRoomAndQuotaCapacity(String said) {
    assertThat(category(said)).isEqualTo(FailureCategory.CAPACITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error launching source instance: InvalidAMIID.NotFound: The image id '[ami-1]' does not exist",
        "error configuring Terraform AWS Provider: error validating provider credentials: InvalidClientTokenId: The security token included in the request is invalid",
        "UnauthorizedOperation: You are not authorized to perform this operation",
        "Error resolving image name 'debian-cloud/debian-99': Could not find image or family",
        "building account: could not acquire access token to parse claims: AADSTS7000215: Invalid client secret provided"
      })
  void callsWhatIsWronglySaidConfiguration(String said) {
    assertThat(category(said)).isEqualTo(FailureCategory.CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RequestError: send request failed caused by: Post https://ec2.eu-west-1.amazonaws.com/: dial tcp: lookup: no such host",
        "Error: timeout while waiting for state to become 'running' (last state: 'pending', timeout: 10m0s)",
        "RequestLimitExceeded: Request limit exceeded.",
        "googleapi: Error 503: The service is currently unavailable., backendError",
        "Request cancelled: The plugin.(*GRPCProvider).ApplyResourceChange request was cancelled."
      })
  void callsAnApiThatDoesNotAnswerTrouble(String said) {
    assertThat(of(said)).isInstanceOf(Verdict.Trouble.class);
  }

  @Test
  void letsWantOfRoomDecideAmongSeveralErrors() {
    assertThat(of("context deadline exceeded", "InsufficientInstanceCapacity: none"))
        .isEqualTo(
            new Verdict.Refusal(FailureCategory.CAPACITY, "InsufficientInstanceCapacity: none"));
  }

  @Test
  void tellsWhichLockIsInTheWay() {
    SaidLine.Complaint complaint =
        new SaidLine.Complaint(
            "Error acquiring the state lock",
            "Error message: operation error S3\nLock Info:\n  ID:        5b0c-77\n  Path:      b/t\n",
            null);

    assertThat(Verdict.of(List.of(complaint)))
        .isInstanceOfSatisfying(
            Verdict.Locked.class, locked -> assertThat(locked.lock()).isEqualTo("5b0c-77"));
  }

  private static FailureCategory category(String said) {
    return ((Verdict.Refusal) of(said)).category();
  }

  private static Verdict of(String... said) {
    return Verdict.of(
        List.of(said).stream().map(text -> new SaidLine.Complaint(text, "", null)).toList());
  }
}
