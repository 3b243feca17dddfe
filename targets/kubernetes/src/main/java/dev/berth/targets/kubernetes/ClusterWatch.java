package dev.berth.targets.kubernetes;

import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Hears of every change of an attempt's objects and pods through informers, which list once, watch
 * from there, and do so again after whatever breaks their watch, and tells what has become of the
 * attempt. Changes of one attempt that come together are told as one.
 */
final class ClusterWatch implements Subscription {

  private static final System.Logger LOG = System.getLogger(ClusterWatch.class.getName());

  private static final String BY_ATTEMPT = "attempt";

  private final Connection connection;
  private final ClusterObjects objects;
  private final String namespace;
  private final Looking looking;
  private final NativeAttemptListener listener;
  private final Watches watches;

  private final Map<NativeKind, SharedIndexInformer<GenericKubernetesResource>> mains =
      new EnumMap<>(NativeKind.class);
  private final List<SharedIndexInformer<Pod>> pods = new ArrayList<>();
  private final Map<String, Observation> last = new HashMap<>();

  /** Bounded by the number of attempts: one that waits to be looked at is not put in again. */
  private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();

  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final Map<String, GenericKubernetesResource> deleted = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private final Thread teller;

  ClusterWatch(
      Connection connection,
      ClusterObjects objects,
      String namespace,
      Looking looking,
      NativeAttemptListener listener,
      Watches watches) {
    this.connection = connection;
    this.objects = objects;
    this.namespace = namespace;
    this.looking = looking;
    this.listener = listener;
    this.watches = watches;
    this.teller = Thread.ofVirtual().name("watch " + namespace).unstarted(this::run);
  }

  ClusterWatch start() throws TargetTroubleException {
    try {
      for (NativeKind kind : NativeKind.values()) {
        // A cluster without KubeRay has no such list; whether it has is found by asking for it.
        if (kind == NativeKind.JOB || served(kind)) {
          mains.put(
              kind,
              connection.ask(
                  "watch " + kind,
                  client ->
                      client
                          .genericKubernetesResources(kind.context())
                          .inNamespace(namespace)
                          .withLabelSelector(objects.ours() + ",!" + Marks.RELEASED)
                          .withLimit(Pages.PAGE)
                          .runnableInformer(0)
                          .itemStore(
                              new LeanStore<>(
                                  LeanJson.ofMains(client.getKubernetesSerialization())))
                          .addEventHandler(new Changes<>(true))
                          .run()));
        }
      }
      pods.add(
          connection.ask(
              "watch pods",
              client ->
                  client
                      .pods()
                      .inNamespace(namespace)
                      .withLabelSelector(objects.ours())
                      .withLimit(Pages.PAGE)
                      .runnableInformer(0)
                      .itemStore(
                          new LeanStore<>(LeanJson.ofPods(client.getKubernetesSerialization())))
                      .removeNamespaceIndex()
                      .addIndexers(
                          Map.of(BY_ATTEMPT, pod -> Stream.ofNullable(label(pod)).toList()))
                      .addEventHandler(new Changes<>(false))
                      .run()));
    } catch (TargetTroubleException e) {
      close();
      throw e;
    }
    teller.start();
    watches.opened(this);
    return this;
  }

  /**
   * How many attempts of that kind there are; empty where that has to be asked for, because nobody
   * watches it or the watch is broken just now.
   */
  OptionalInt count(NativeKind kind) {
    SharedIndexInformer<GenericKubernetesResource> informer = mains.get(kind);
    return closed || informer == null || !informer.hasSynced() || !informer.isWatching()
        ? OptionalInt.empty()
        : OptionalInt.of(informer.getStore().listKeys().size());
  }

  private boolean served(NativeKind kind) throws TargetTroubleException {
    return connection.ask(
        "discover " + kind, client -> client.hasApiGroup(kind.context().getGroup(), true));
  }

  @Override
  public void close() {
    closed = true;
    watches.closed(this);
    teller.interrupt();
    mains.values().forEach(SharedIndexInformer::close);
    pods.forEach(SharedIndexInformer::close);
  }

  private void run() {
    try {
      while (!closed) {
        String attempt = changed.take();
        waiting.remove(attempt);
        look(attempt);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String attempt) {
    Optional<GenericKubernetesResource> main = main(attempt);
    GenericKubernetesResource gone = deleted.remove(attempt);
    if (gone != null && main.filter(there -> isSame(there, gone)).isEmpty()) {
      tellGone(attempt, gone);
      last.remove(attempt);
    }
    if (main.isEmpty()) {
      last.remove(attempt);
      return;
    }
    List<Pod> own =
        pods.stream()
            .flatMap(informer -> informer.getIndexer().byIndex(BY_ATTEMPT, attempt).stream())
            .toList();
    try {
      Optional<NativeAttempt> seen = looking.at(main.get(), own);
      if (seen.isPresent()
          && !seen.get().observation().equals(last.put(attempt, seen.get().observation()))) {
        tell(seen.get());
      }
    } catch (TargetTroubleException e) {
      // A watch tells of changes only; that the cluster is away is seen by whoever asks it.
      last.remove(attempt);
    }
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
  }

  private Optional<GenericKubernetesResource> main(String attempt) {
    String key = namespace + '/' + attempt;
    return mains.values().stream()
        .flatMap(informer -> Optional.ofNullable(informer.getStore().getByKey(key)).stream())
        .findFirst();
  }

  private void tellGone(String attempt, GenericKubernetesResource gone) {
    if (last.get(attempt) instanceof Observation.Succeeded
        || last.get(attempt) instanceof Observation.Failed) {
      return;
    }
    Looking.attempt(gone)
        .ifPresent(id ->
            tell(
                new NativeAttempt(
                    id,
                    gone.getMetadata().getUid(),
                    new Observation.Gone(
                        "%s %s with the UID %s is deleted"
                            .formatted(gone.getKind(), attempt, gone.getMetadata().getUid())),
                    Looking.annotation(gone, Marks.TRACEPARENT))));
  }

  /** A listener's bug is its own: the watch goes on. */
  private void tell(NativeAttempt attempt) {
    try {
      listener.changed(attempt);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A listener failed. attempt=" + attempt.attempt(), e);
    }
  }

  private static @org.jspecify.annotations.Nullable String label(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? null : labels.get(Marks.ATTEMPT);
  }

  private final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {

    private final boolean main;

    Changes(boolean main) {
      this.main = main;
    }

    @Override
    public void onAdd(T object) {
      mark(object);
    }

    /** After a gap in what was watched, another object of the same name looks like a change. */
    @Override
    public void onUpdate(T before, T object) {
      if (!isSame(before, object)) {
        keepDeleted(before);
      }
      mark(object);
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      keepDeleted(object);
      mark(object);
    }

    private void keepDeleted(T object) {
      String attempt = label(object);
      if (main && attempt != null && object instanceof GenericKubernetesResource gone) {
        deleted.put(attempt, gone);
      }
    }

    private void mark(T object) {
      String attempt = label(object);
      if (attempt != null && waiting.add(attempt)) {
        changed.add(attempt);
      }
    }
  }
}
