package dev.wireroom.ingest.drop;

import dev.wireroom.ingest.format.Fault;
import java.util.List;

/** What became of one file. */
sealed interface FileOutcome {

    /** Every article of it is in the log of record. */
    record Published(int articles) implements FileOutcome {}

    /**
     * Some of it was refused for good.
     *
     * @param accepted articles of it that are in the log of record all the same
     * @param items what was refused, at least one
     */
    record Failed(int accepted, List<RefusedItem> items) implements FileOutcome {

        public Failed {
            items = List.copyOf(items);
        }

        static Failed whole(Fault fault) {
            return new Failed(0, List.of(new RefusedItem(0, List.of(fault))));
        }
    }

    /** Not now: Kafka did not take it, or the source is paused. It is tried again. */
    record Later(String why) implements FileOutcome {}

    /**
     * One document of a file that was refused.
     *
     * @param number line or place in the file, from 1; 0 is the file as a whole
     */
    record RefusedItem(int number, List<Fault> faults) {
        public RefusedItem {
            faults = List.copyOf(faults);
        }
    }
}
