package dev.berth.provisioner.running;

import dev.berth.provisioner.Receipt;
import java.util.SortedSet;

/** Takes back the receipts of events that are done. It must return quickly; from any thread. */
@FunctionalInterface
public interface Acknowledgement {

  /** All that follows from these events is done. */
  void done(SortedSet<Receipt> receipts);
}
