package dev.berth.contracts;

import io.cloudevents.jackson.JsonFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import io.quarkus.runtime.annotations.RegisterResources;

/**
 * What the libraries below this module look up by name, and a native image would therefore lack.
 *
 * <ul>
 *   <li>cloudevents finds its JSON format, for structured mode, through a service file.
 *   <li>json-schema-validator reads its metaschemas, messages and character tables as resources,
 *       and its date formats read the leap seconds.
 *   <li>Kafka's client reads whatever compression a pipeline chose. lz4 finds its codecs by
 *       computed class names. zstd's library is unpacked and linked at run time: see {@code
 *       META-INF/native-image/dev.berth/berth-contracts}, since Quarkus would else load it while
 *       the image is built, and every record so compressed would end the consumer with an error.
 * </ul>
 */
@RegisterForReflection(
    targets = JsonFormat.class,
    classNames = {
      "net.jpountz.lz4.LZ4HCJavaSafeCompressor",
      "net.jpountz.lz4.LZ4JavaSafeCompressor",
      "net.jpountz.lz4.LZ4JavaSafeFastDecompressor",
      "net.jpountz.lz4.LZ4JavaSafeSafeDecompressor",
      "net.jpountz.xxhash.StreamingXXHash32JavaSafe$Factory",
      "net.jpountz.xxhash.StreamingXXHash64JavaSafe$Factory",
      "net.jpountz.xxhash.XXHash32JavaSafe",
      "net.jpountz.xxhash.XXHash64JavaSafe"
    },
    fields = true)
@RegisterResources(
    globs = {
      "berth/*.json",
      "META-INF/services/io.cloudevents.core.format.EventFormat",
      "draft/**",
      "draft-*/schema",
      "ucd/**",
      "leap_second_dates.csv",
      "linux/amd64/libzstd-jni-*.so",
      "linux/aarch64/libzstd-jni-*.so"
    })
@RegisterResourceBundle(bundleName = "jsv-messages")
final class NativeRegistration {

  private NativeRegistration() {}
}
