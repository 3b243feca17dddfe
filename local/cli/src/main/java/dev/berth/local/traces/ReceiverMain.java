package dev.berth.local.traces;

import java.io.IOException;
import java.nio.file.Path;

/** The trace receiver as a program of its own; it ends on SIGTERM. */
public final class ReceiverMain {

  private ReceiverMain() {}

  /**
   * Receives until it is ended.
   *
   * @param arguments folder, port
   */
  public static void main(String[] arguments) throws IOException {
    Receiver receiver =
        Receiver.start(Integer.parseInt(arguments[1]), new SpanFiles(Path.of(arguments[0])));
    Runtime.getRuntime().addShutdownHook(new Thread(receiver::close, "shutdown"));
    System.out.println("traces received on port " + receiver.port());
  }
}
