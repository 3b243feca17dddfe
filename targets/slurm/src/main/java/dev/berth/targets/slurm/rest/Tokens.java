package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.site.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one target. A file is read for each request, since whoever keeps it may change it;
 * a program is asked again shortly before its last token expires, or when that was refused.
 */
final class Tokens {

  private static final String PREFIX = "SLURM_JWT=";
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(60);
  private static final int MOST = 1 << 16;

  private final Transport.Token from;
  private final Duration timeout;
  private final Clock clock;
  private @Nullable String printed;

  Tokens(Transport.Token from, Duration timeout, Clock clock) {
    this.from = from;
    this.timeout = timeout;
    this.clock = clock;
  }

  String token() throws TargetTroubleException {
    return switch (from) {
      case Transport.Token.InFile(String path) -> read(path);
      case Transport.Token.Printed command -> printed(command);
    };
  }

  /** The last one was refused. */
  synchronized void refused() {
    printed = null;
  }

  /** Whom a token names, if it says so (slurm.schedmd.com/jwt.html: {@code sun}). */
  static Optional<String> user(String token) {
    return claims(token).map(claims -> claims.path("sun").asText("")).filter(u -> !u.isEmpty());
  }

  /** When a token expires, if it says so. */
  static Optional<Instant> expiry(String token) {
    return claims(token)
        .filter(claims -> claims.path("exp").canConvertToLong())
        .map(claims -> Instant.ofEpochSecond(claims.path("exp").asLong()));
  }

  private static Optional<JsonNode> claims(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(parts[1]);
      return Optional.of(Json.mapper().readTree(new String(json, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String read(String path) throws TargetTroubleException {
    try {
      return plain(Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new TargetTroubleException("credentials: token-file " + path + " cannot be read", e);
    }
  }

  private synchronized String printed(Transport.Token.Printed command)
      throws TargetTroubleException {
    if (printed == null
        || expiry(printed)
            .map(at -> clock.instant().isAfter(at.minus(BEFORE_EXPIRY)))
            .orElse(false)) {
      printed = ask(command);
    }
    return printed;
  }

  private String ask(Transport.Token.Printed command) throws TargetTroubleException {
    String program = command.words().getFirst();
    try {
      Process process =
          new ProcessBuilder(command.words())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var out = process.getInputStream()) {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new TargetTroubleException(
              "credentials: token-command %s took longer than %s".formatted(program, timeout));
        }
        String said = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
        if (process.exitValue() != 0 || said.isBlank()) {
          throw new TargetTroubleException(
              "credentials: token-command %s ended with code %d and gave no token"
                  .formatted(program, process.exitValue()));
        }
        return plain(said);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new TargetTroubleException(
          "credentials: token-command " + program + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("credentials: interrupted", e);
    }
  }

  private static String plain(String said) {
    String token = said.strip();
    return token.startsWith(PREFIX) ? token.substring(PREFIX.length()) : token;
  }
}
