package dev.berth.provisioner.running;

import dev.berth.contracts.TargetId;
import dev.berth.provisioner.Task;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets so many calls at once through to each target; the others wait in the order they came. */
final class Gates {

  private final int callsPerTarget;
  private final Map<TargetId, Semaphore> gates = new ConcurrentHashMap<>();

  Gates(int callsPerTarget) {
    this.callsPerTarget = callsPerTarget;
  }

  <T> T through(Task task, Supplier<T> call) {
    return switch (task) {
      case Task.Publish _ -> call.get();
      case Task.Submit _, Task.Releasing _ -> through(task.place().target(), call);
    };
  }

  private <T> T through(TargetId target, Supplier<T> call) {
    Semaphore gate = gates.computeIfAbsent(target, _ -> new Semaphore(callsPerTarget, true));
    gate.acquireUninterruptibly();
    try {
      return call.get();
    } finally {
      gate.release();
    }
  }
}
