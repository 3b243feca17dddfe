package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lists page by page, so that neither side has to hold an answer about thousands of objects at
 * once. A list that took so long that the API server forgot where it was begins anew.
 */
final class Pages {

  /**
   * Read, an object is some ten times what it is as JSON, and a page is read as a whole: larger
   * ones would outlive the young part of a small heap, which is the cheap one to collect.
   */
  static final long PAGE = 100;

  private static final int BEGINNINGS = 3;

  private Pages() {}

  static <T extends HasMetadata> List<T> all(
      Function<ListOptions, ? extends KubernetesResourceList<T>> list) {
    return all(list, Function.identity());
  }

  /**
   * The same, of objects of which not all has to be kept until the last page is there.
   *
   * @param kept what is kept of each
   */
  static <T extends HasMetadata, K> List<K> all(
      Function<ListOptions, ? extends KubernetesResourceList<T>> list, Function<T, K> kept) {
    for (int beginning = 1; ; beginning++) {
      try {
        return once(list, kept);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_GONE || beginning == BEGINNINGS) {
          throw e;
        }
      }
    }
  }

  private static <T extends HasMetadata, K> List<K> once(
      Function<ListOptions, ? extends KubernetesResourceList<T>> list, Function<T, K> kept) {
    List<K> all = new ArrayList<>();
    ListOptions options = new ListOptions();
    options.setLimit(PAGE);
    String next;
    do {
      KubernetesResourceList<T> page = list.apply(options);
      page.getItems().stream().map(kept).forEach(all::add);
      next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
      options.setContinue(next);
    } while (next != null && !next.isEmpty());
    return all;
  }
}
