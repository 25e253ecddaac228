package dev.pli.crypto.statement;

public record JsonBoolean(boolean value) implements JsonValue {}
