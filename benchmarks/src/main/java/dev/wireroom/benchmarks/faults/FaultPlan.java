package dev.wireroom.benchmarks.faults;

import java.time.Duration;

/**
 * What a run does to its sinks.
 *
 * @param kills how often a sink is killed
 * @param outages how often PostgreSQL is stopped and started
 * @param betweenVisits time between two forced rebalances, about
 * @param recordsPerSecond pace of the load while faults happen
 * @param articles fewest articles of the load; it goes on while faults happen
 * @param seed of the load and of every random choice
 */
record FaultPlan(
        int kills,
        int outages,
        Duration betweenVisits,
        int recordsPerSecond,
        int articles,
        long seed) {}
