package dev.pli.core.delivery;

/// One question of an interface that waits for its answer; never used twice in a process.
public record Ticket(long value) {}
