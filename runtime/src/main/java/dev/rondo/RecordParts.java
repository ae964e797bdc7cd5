package dev.rondo;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the records of a class apart, to JSON, and puts them together. */
final class RecordParts {

  private record Part(String name, Method accessor, JsonForm form) {}

  private final List<Part> parts;
  private final Constructor<?> constructor;

  private RecordParts(List<Part> parts, Constructor<?> constructor) {
    this.parts = parts;
    this.constructor = constructor;
  }

  /**
   * Of that class.
   *
   * @param forms the form of a component's type
   * @throws java.lang.reflect.InaccessibleObjectException if its module does not let us
   */
  static RecordParts of(Class<?> type, Function<Type, JsonForm> forms) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      List<Part> parts =
          Arrays.stream(components).map(component -> part(component, forms)).toList();
      return new RecordParts(parts, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is a record without its constructor", e);
    }
  }

  private static Part part(RecordComponent component, Function<Type, JsonForm> forms) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return new Part(component.getName(), accessor, forms.apply(component.getGenericType()));
  }

  Object toJson(Object value) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Part part : parts) {
      json.put(part.name(), part.form().toJson(call(() -> part.accessor().invoke(value))));
    }
    return Collections.unmodifiableMap(json);
  }

  Object fromJson(Map<?, ?> json) {
    @Nullable Object[] values =
        parts.stream().map(part -> part.form().fromJson(json.get(part.name()))).toArray();
    return call(() -> constructor.newInstance(values));
  }

  private interface Call {
    Object call() throws ReflectiveOperationException;
  }

  /** An accessor or constructor is the program's code, and may fail as any. */
  private static Object call(Call call) {
    try {
      return call.call();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("a record failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
