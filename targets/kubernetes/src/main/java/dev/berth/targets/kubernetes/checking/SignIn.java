package dev.berth.targets.kubernetes.checking;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.kubernetes.dialect.Dialect;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks whether what a kubeconfig signs in with is there and can be used by a service. */
final class SignIn {

  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

  /** What kubelogin's ways of signing in that ask a person have in their arguments. */
  private static final List<String> ASKING = List.of("devicecode", "interactive");

  private final Dialect dialect;
  private final Map<String, String> environment;
  private final Instant now;

  SignIn(Dialect dialect, Map<String, String> environment, Instant now) {
    this.dialect = dialect;
    this.environment = environment;
    this.now = now;
  }

  CheckOutcome of(Kubeconfig.Found found) {
    AuthInfo user = found.user();
    if (user.getExec() != null) {
      return plugin(user.getExec(), found.file());
    }
    if (user.getToken() != null) {
      return new Passed("a bearer token in the kubeconfig");
    }
    if (user.getTokenFile() != null) {
      Path file = beside(found.file(), user.getTokenFile());
      return Files.isReadable(file)
          ? new Passed("a bearer token in " + file)
          : new Failed(
              "the token's file " + file + " is not there, or may not be read",
              "write it, and let the services' user read it");
    }
    if (user.getClientCertificateData() != null || user.getClientCertificate() != null) {
      return certificate(user, found.file());
    }
    if (user.getUsername() != null) {
      return new Passed("a user name and a password");
    }
    return new Failed(
        "the kubeconfig's user has nothing to sign in with",
        user.getAuthProvider() == null
            ? "write the kubeconfig anew, with the provider's command"
            : "auth-provider '%s' is gone from Kubernetes: write the kubeconfig anew, with an exec plug-in"
                .formatted(user.getAuthProvider().getName()));
  }

  private CheckOutcome plugin(ExecConfig exec, Path kubeconfig) {
    Optional<Path> program = program(exec.getCommand(), kubeconfig);
    if (program.isEmpty()) {
      return new Failed(
          "the credential plug-in '%s' is not on the path".formatted(exec.getCommand()),
          hint(exec));
    }
    List<String> arguments = exec.getArgs() == null ? List.of() : exec.getArgs();
    if ("Always".equals(exec.getInteractiveMode())
        || arguments.stream().anyMatch(ASKING::contains)) {
      return new Failed(
          "the credential plug-in '%s' would ask a person, and a service has none"
              .formatted(exec.getCommand()),
          "let it sign in by itself, such as kubelogin convert-kubeconfig -l workloadidentity");
    }
    return new Passed("the credential plug-in " + program.get());
  }

  private String hint(ExecConfig exec) {
    String install =
        exec.getInstallHint() == null || exec.getInstallHint().isBlank()
            ? "install it"
            : exec.getInstallHint().strip().replaceAll("\\s+", " ");
    return "%s; it has to be on the path of Berth's services%s"
        .formatted(
            install,
            dialect.identity().plugin() == null
                    || exec.getCommand().endsWith(dialect.identity().plugin())
                ? ""
                : " (the dialect %s usually signs in with '%s')"
                    .formatted(dialect.name(), dialect.identity().plugin()));
  }

  private Optional<Path> program(String command, Path kubeconfig) {
    Stream<Path> candidates =
        command.contains("/")
            ? Stream.of(beside(kubeconfig, command))
            : Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place).resolve(command));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private CheckOutcome certificate(AuthInfo user, Path kubeconfig) {
    try {
      byte[] pem = bytes(user.getClientCertificateData(), user.getClientCertificate(), kubeconfig);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      Instant until = certificate.getNotAfter().toInstant();
      if (until.isBefore(now)) {
        return new Failed(
            "the client certificate was valid until " + until,
            "have it issued anew, such as with kubeadm certs renew, or sign in by a token");
      }
      byte[] key = bytes(user.getClientKeyData(), user.getClientKey(), kubeconfig);
      return unreadable(new String(key, StandardCharsets.US_ASCII))
          ? new Failed(
              "the client's key is an EC key in PKCS 8 form, which the client library cannot read",
              "openssl ec -in client.key -out client-sec1.key writes it in a form that it can")
          : new Passed("a client certificate, valid until " + until);
    } catch (IOException | IllegalArgumentException e) {
      return new Failed(
          "the client certificate or its key cannot be read: " + e,
          "let the services' user read it, or write the kubeconfig anew with both in it");
    } catch (CertificateException e) {
      return new Failed(
          "the client certificate is none: " + e.getMessage(),
          "write the kubeconfig anew, with the provider's command");
    }
  }

  private static boolean unreadable(String key) {
    if (!key.contains(PKCS8)) {
      return false;
    }
    String body = key.substring(key.indexOf(PKCS8) + PKCS8.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body.substring(0, body.indexOf('-')));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)) != null;
    } catch (GeneralSecurityException | RuntimeException e) {
      // An RSA key is none of EC's; whatever else it is, the API server will tell.
      return false;
    }
  }

  private static byte[] bytes(@Nullable String data, @Nullable String file, Path kubeconfig)
      throws IOException {
    if (data != null) {
      return Base64.getMimeDecoder().decode(data);
    }
    if (file == null) {
      throw new IOException("client-key is missing");
    }
    return Files.readAllBytes(beside(kubeconfig, file));
  }

  /** Paths in a kubeconfig are taken from its own folder. */
  private static Path beside(Path kubeconfig, String said) {
    return kubeconfig.resolveSibling(said).normalize();
  }
}
