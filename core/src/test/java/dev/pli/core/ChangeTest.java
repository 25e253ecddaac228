package dev.pli.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nothing of a session is ever written, so that no backup can hold a live key. ARCHITECTURE.md
/// section 9, invariant 7.
class ChangeTest {
  private final Set<Class<?>> seen = new HashSet<>();

  @Test
  void holdsNoSessionKey() {
    look(Change.class);
    assertTrue(seen.size() > 20);
    for (Class<?> type : seen) {
      String place = type.getPackageName();
      assertFalse(place.startsWith("dev.pli.crypto.session"), type.getName());
      assertFalse(place.startsWith("dev.pli.crypto.noise"), type.getName());
    }
  }

  /// Follows what a type permits and what its records hold, generic arguments too.
  private void look(Class<?> type) {
    if (!seen.add(type) || !type.getName().startsWith("dev.pli.")) {
      return;
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        look(permitted);
      }
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        look(component.getType());
        look(component.getGenericType());
      }
    }
  }

  private void look(Type type) {
    if (type instanceof Class<?> plain) {
      look(plain);
    } else if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        look(argument);
      }
    }
  }
}
