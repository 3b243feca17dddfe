package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer's objects, each read anew when it is asked for. */
final class LeanStore<T extends HasMetadata> implements ItemStore<T> {

  private final Map<String, byte[]> items = new ConcurrentHashMap<>();
  private final LeanJson<T> json;

  LeanStore(LeanJson<T> json) {
    this.json = json;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    return read(items.put(key, json.written(object)));
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
    return items.values().stream().map(json::read);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return read(items.get(key));
  }

  private @Nullable T read(byte @Nullable [] written) {
    return written == null ? null : json.read(written);
  }
}
