package dev.pli.core.delivery;

/// One link of this process, never used twice.
public record LinkId(long value) {}
