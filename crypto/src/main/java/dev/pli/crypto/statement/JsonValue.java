package dev.pli.crypto.statement;

/// What evidence JSON can hold: no `null`, no fractions, no negative numbers.
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonText, JsonInteger, JsonBoolean {}
