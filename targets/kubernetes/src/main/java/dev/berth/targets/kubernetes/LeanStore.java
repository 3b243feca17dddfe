package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's objects, without what nobody reads, and as JSON: they are held by the thousand and
 * looked at one at a time, when they change.
 */
final class LeanStore<T extends HasMetadata> implements ItemStore<T> {

  private final Map<String, byte[]> items = new ConcurrentHashMap<>();
  private final Class<T> type;
  private final UnaryOperator<T> lean;
  private final KubernetesSerialization json;

  /**
   * @param lean takes from an object what nobody reads
   */
  LeanStore(Class<T> type, UnaryOperator<T> lean, KubernetesSerialization json) {
    this.type = type;
    this.lean = lean;
    this.json = json;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    return read(items.put(key, written(object)));
  }

  @Override
  public @Nullable T remove(String key) {
    return read(items.remove(key));
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream().map(this::present);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return read(items.get(key));
  }

  private byte[] written(T object) {
    return json.asJson(lean.apply(object)).getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable T read(byte @Nullable [] written) {
    return written == null ? null : present(written);
  }

  private T present(byte[] written) {
    return json.unmarshal(new String(written, StandardCharsets.UTF_8), type);
  }
}
