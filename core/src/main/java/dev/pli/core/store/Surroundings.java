package dev.pli.core.store;

import dev.pli.core.node.Clock;
import java.util.random.RandomGenerator;

/// What a vault takes from around it: time, and randomness that is the system's `SecureRandom`
/// outside tests.
public record Surroundings(Clock clock, RandomGenerator random) {}
