package dev.berth.advisor.http;

import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the brokers could not do is nobody's bug and nobody's bad request. */
public class Troubles {

  private static final Logger LOG = Logger.getLogger(Troubles.class);

  private static final String AWAY = "Kafka does not answer; try again later";

  /** A request could not be written. */
  @ServerExceptionMapper
  public Response notWritten(UncheckedIOException e) {
    LOG.warnf("A request could not be written. cause=%s", e.getCause());
    return Answers.unavailable(AWAY);
  }

  /** Decisions could not be read. */
  @ServerExceptionMapper
  public Response notRead(KafkaException e) {
    LOG.warnf("Decisions could not be read. cause=%s", e);
    return Answers.unavailable(AWAY);
  }
}
