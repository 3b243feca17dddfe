package dev.berth.monitor.streams;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores together, blocks and what is not written yet alike; left
 * alone, RocksDB takes up to 98 MiB for each store of each partition (Kafka Streams' documentation,
 * "Memory management").
 */
@RegisterForReflection
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** The setting that holds the bound, in bytes. */
  static final String MEMORY_BYTES = "berth.rocksdb.memory.bytes";

  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int WRITE_BUFFERS = 3;

  /** Of the bound, a half may be what is not written yet. */
  private static final int WRITE_SHARE = 2;

  private static @Nullable Cache cache;
  private static @Nullable WriteBufferManager writes;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    long bytes = Long.parseLong(String.valueOf(settings.get(MEMORY_BYTES)));
    synchronized (BoundedRocksDb.class) {
      Cache blocks = cache == null ? new LRUCache(bytes) : cache;
      cache = blocks;
      writes = writes == null ? new WriteBufferManager(bytes / WRITE_SHARE, blocks) : writes;
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(blocks);
      table.setCacheIndexAndFilterBlocks(true);
      options.setTableFormatConfig(table);
      options.setWriteBufferManager(writes);
    }
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String store, Options options) {
    // Cache and buffers are shared by all stores and live as long as the program.
  }
}
