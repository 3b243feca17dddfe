package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.kubernetes.dialect.Dialects;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final char[] STORE = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void findsAPluginOnThePath() throws IOException {
    Path plugin =
        Files.createFile(
            folder.resolve("aws"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    assertThat(of(exec("aws").build()))
        .isEqualTo(new CheckOutcome.Passed("the credential plug-in " + plugin));
  }

  @Test
  void saysWhichPluginIsMissingAndHowToGetIt() {
    AuthInfo user =
        new AuthInfoBuilder()
            .withNewExec()
            .withCommand("gke-gcloud-auth-plugin")
            .withInstallHint("Install gke-gcloud-auth-plugin\n  by following the manual")
            .endExec()
            .build();

    assertThat(failed(of(user)))
        .returns(
            "the credential plug-in 'gke-gcloud-auth-plugin' is not on the path",
            CheckOutcome.Failed::reason)
        .extracting(CheckOutcome.Failed::remedy)
        .asString()
        .startsWith("Install gke-gcloud-auth-plugin by following the manual")
        .contains("on the path of Berth's services")
        .contains("the dialect eks usually signs in with 'aws'");
  }

  @Test
  void refusesAPluginThatWouldAskAPerson() throws IOException {
    Files.createFile(
        folder.resolve("kubelogin"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    AuthInfo user =
        exec("kubelogin")
            .editExec()
            .withArgs("get-token", "--login", "devicecode")
            .endExec()
            .build();

    assertThat(failed(of(user)).reason()).contains("would ask a person");
  }

  @Test
  void takesATokenAndDoesNotTellIt() {
    assertThat(of(new AuthInfoBuilder().withToken("eyJhbGciOi").build()).toString())
        .contains("a bearer token")
        .doesNotContain("eyJ");
  }

  @Test
  void readsHowLongACertificateIsValid() throws Exception {
    assertThat(of(certificate("RSA", "2026/05/01 00:00:00", 60)))
        .isInstanceOf(CheckOutcome.Passed.class)
        .asString()
        .contains("valid until 2026-06-30");
    assertThat(failed(of(certificate("RSA", "2025/01/01 00:00:00", 30))).reason())
        .startsWith("the client certificate was valid until 2025-01-31");
  }

  @Test
  void saysWhichKeysTheClientCannotRead() throws Exception {
    assertThat(failed(of(certificate("EC", "2026/05/01 00:00:00", 60))))
        .extracting(CheckOutcome.Failed::remedy)
        .asString()
        .startsWith("openssl ec -in");
  }

  @Test
  void saysThatThereIsNothingToSignInWith() {
    assertThat(failed(of(new AuthInfo())).reason()).contains("nothing to sign in with");
    assertThat(
            failed(
                    of(
                        new AuthInfoBuilder()
                            .withNewAuthProvider()
                            .withName("gcp")
                            .endAuthProvider()
                            .build()))
                .remedy())
        .contains("auth-provider 'gcp' is gone");
  }

  private static AuthInfoBuilder exec(String command) {
    return new AuthInfoBuilder().withNewExec().withCommand(command).endExec();
  }

  private CheckOutcome of(AuthInfo user) {
    return new SignIn(
            Dialects.named("eks").orElseThrow(), Map.of("PATH", "/nowhere:" + folder), NOW)
        .of(new Kubeconfig.Found(folder.resolve("kubeconfig"), "c", "https://s", user));
  }

  private static CheckOutcome.Failed failed(CheckOutcome outcome) {
    assertThat(outcome).isInstanceOf(CheckOutcome.Failed.class);
    return (CheckOutcome.Failed) outcome;
  }

  /** Made by keytool, since the platform has no other maker of certificates. */
  private AuthInfo certificate(String algorithm, String from, int days) throws Exception {
    Path store = folder.resolve(algorithm + days + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "me",
            "-dname",
            "CN=me",
            "-keyalg",
            algorithm,
            "-startdate",
            from,
            "-validity",
            Integer.toString(days),
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(STORE),
            "-keystore",
            store.toString());
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), STORE);
    return new AuthInfoBuilder()
        .withClientCertificateData(pem("CERTIFICATE", keys.getCertificate("me").getEncoded()))
        .withClientKeyData(
            pem(
                "PRIVATE KEY",
                KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded()))
        .build();
  }

  private static String pem(String what, byte[] der) {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
