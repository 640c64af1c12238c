package dev.wireroom.launcher.allinone;

import java.time.Duration;

/**
 * One part of the all-in-one, and what its start took.
 *
 * @param address where it answers
 * @param began since the all-in-one began
 * @param took until it answered
 */
public record StartedPart(String name, String address, Duration began, Duration took) {}
