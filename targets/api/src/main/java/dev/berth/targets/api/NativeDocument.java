package dev.berth.targets.api;

/**
 * A text that a target, or a tool that makes one, is given.
 *
 * @param name what to call it as a file, such as {@code digits-1.yaml}
 * @param content the text, ended by a newline
 */
public record NativeDocument(String name, String content) {}
