package dev.rondo.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What a program was given when it asked for something from outside.
 *
 * @param value a JSON value: a text, {@code Boolean}, {@code Long}, other number, list, map with
 *     texts as keys, or null
 * @param error what the source failed with, as {@link dev.rondo.InputException#error}; null where
 *     it gave a value
 */
public record Input(@Nullable Object value, @Nullable String error) {}
