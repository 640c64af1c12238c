package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Provenance;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways an article has come by, one a source, in the order they were first seen. Sources of one
 * publisher share articles, so there may be several.
 */
public record Ways(List<Provenance> provenances) {

    static final Ways NONE = new Ways(List.of());

    /** No publisher has this many feeds with the same item in them; state has to be bounded. */
    private static final int MOST_KEPT = 32;

    public Ways {
        provenances = List.copyOf(provenances);
    }

    /** Whether an arrival adds a way to those that are known and there is room for it. */
    boolean lack(Article arrival) {
        return provenances.size() < MOST_KEPT
                && provenances.stream()
                        .noneMatch(way -> way.getSourceId().equals(arrival.getSourceId()));
    }

    Ways with(Article arrival) {
        if (!lack(arrival)) {
            return this;
        }
        List<Provenance> more = new ArrayList<>(provenances);
        more.add(wayOf(arrival));
        return new Ways(more);
    }

    private static Provenance wayOf(Article arrival) {
        return arrival.getProvenance() != null
                ? arrival.getProvenance()
                : new Provenance(
                        arrival.getSourceId(),
                        ArrivalWay.UNKNOWN,
                        null,
                        null,
                        arrival.getReceivedAt());
    }
}
