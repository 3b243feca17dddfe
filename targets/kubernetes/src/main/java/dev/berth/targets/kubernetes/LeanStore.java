package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.UnaryOperator;

/** An informer's objects, without what nobody reads. */
final class LeanStore<T extends HasMetadata> extends BasicItemStore<T> {

  private final UnaryOperator<T> lean;

  /**
   * @param lean takes from an object what nobody reads
   */
  LeanStore(UnaryOperator<T> lean) {
    super(Cache::metaNamespaceKeyFunc);
    this.lean = lean;
  }

  @Override
  public T put(String key, T object) {
    return super.put(key, lean.apply(object));
  }
}
