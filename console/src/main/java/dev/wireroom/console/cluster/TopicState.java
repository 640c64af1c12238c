package dev.wireroom.console.cluster;

import java.util.OptionalLong;

/**
 * One topic at one moment.
 *
 * @param records end minus beginning, summed over partitions: an upper bound where the topic is
 *     compacted or written in transactions, whose markers take offsets too
 * @param endOffset sum of the partitions' end offsets; its growth is the rate
 * @param bytes size on the brokers' disks, all replicas; empty where the brokers do not tell
 */
public record TopicState(
        String name,
        int partitions,
        int replicas,
        long records,
        long endOffset,
        OptionalLong bytes) {}
