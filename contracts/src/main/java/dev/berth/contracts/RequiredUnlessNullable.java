package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * A record's component has to be there when it is read, unless its type is {@link Nullable}: what
 * is missing is refused by name where it arrives, not by a null pointer far from there. A record
 * that leaves things out when it is written ({@link JsonInclude} on it) fills them in itself. A
 * list's or a map's entry is never null.
 */
final class RequiredUnlessNullable extends NopAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  /** Shows whether nullness can be seen at all: a native image without it would refuse all. */
  @RegisterForReflection
  record Probe(@Nullable String nullable) {}

  /**
   * Checks that nullness can be seen.
   *
   * @throws IllegalStateException if this program was built without its type annotations
   */
  RequiredUnlessNullable() {
    if (!nullable(Probe.class.getDeclaredConstructors()[0], 0)) {
      throw new IllegalStateException("@Nullable cannot be seen in this build");
    }
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    return (member instanceof AnnotatedParameter parameter && required(parameter)) ? true : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter
        ? JsonSetter.Value.construct(required(parameter) ? Nulls.FAIL : Nulls.DEFAULT, Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean required(AnnotatedParameter parameter) {
    Class<?> owner = parameter.getDeclaringClass();
    return owner.isRecord()
        && !owner.isAnnotationPresent(JsonInclude.class)
        && parameter.getOwner().getAnnotated() instanceof Executable constructor
        && !nullable(constructor, parameter.getIndex());
  }

  private static boolean nullable(Executable constructor, int index) {
    return constructor.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
  }
}
