package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field's path, such as {@code resources.memoryMiB}; empty for the document as a
 *     whole
 * @param value the value found, as JSON cut to 200 characters, {@code {…}} for an object and {@code
 *     […]} for a list; empty if there is none or if it may be a secret
 * @param message what is wrong, naming field and bound
 */
@RegisterForReflection
public record Violation(String field, String value, String message) {}
