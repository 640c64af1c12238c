package dev.wireroom.launcher.allinone;

import dev.wireroom.launcher.embedded.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which port every part of an all-in-one gets, settled before anything starts.
 *
 * @param settings what was given, with the ports that had to move
 * @param moved a line for each part whose usual port was taken
 */
public record PortPlan(Map<String, String> settings, List<String> moved) {

    /** The port that means any free one. */
    private static final int ANY = 0;

    /** A part with a port of its own. */
    private record Claim(String part, String key, int port) {}

    /**
     * Every port as set, or the usual one; any free one for 0.
     *
     * @throws dev.wireroom.launcher.embedded.CannotStartException when one is taken, naming the key
     *     to change
     */
    public static PortPlan insisting(Map<String, String> given) {
        Map<String, String> settings = new TreeMap<>(given);
        Set<Integer> used = new HashSet<>();
        for (Claim claim : claims(given)) {
            if (claim.port() == ANY) {
                settings.put(claim.key(), Integer.toString(Ports.anyFree(used::add)));
            } else {
                Ports.requireFree(claim.port(), claim.part(), claim.key());
            }
        }
        return new PortPlan(settings, List.of());
    }

    /**
     * As above, but a part that was given no port and finds its usual one taken gets any free one.
     */
    public static PortPlan yielding(Map<String, String> given) {
        Map<String, String> settings = new TreeMap<>(given);
        List<String> moved = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (Claim claim : claims(given)) {
            if (claim.port() == ANY) {
                settings.put(claim.key(), Integer.toString(Ports.anyFree(used::add)));
            } else if (given.containsKey(claim.key())) {
                Ports.requireFree(claim.port(), claim.part(), claim.key());
                used.add(claim.port());
            } else if (!Ports.isFree(claim.port()) || !used.add(claim.port())) {
                int port = Ports.anyFree(used::add);
                settings.put(claim.key(), Integer.toString(port));
                moved.add(
                        "%s's usual port %d is taken; it has %d"
                                .formatted(claim.part(), claim.port(), port));
            }
        }
        return new PortPlan(settings, moved);
    }

    /** Every setting that is a port of an all-in-one. */
    public static List<String> keys() {
        return claims(Map.of()).stream().map(Claim::key).toList();
    }

    private static List<Claim> claims(Map<String, String> given) {
        Map<String, Claim> claims = new LinkedHashMap<>();
        AllInOneConfig embedded = AllInOneConfig.from(given);
        if (!given.containsKey(ExternalParts.KAFKA)) {
            add(claims, "Kafka", AllInOneConfig.BROKER_PORT, embedded.brokerPort());
        }
        if (!given.containsKey(ExternalParts.REGISTRY)) {
            add(
                    claims,
                    "the schema registry",
                    AllInOneConfig.REGISTRY_PORT,
                    embedded.registryPort());
        }
        if (!given.containsKey(ExternalParts.DATABASE)) {
            add(claims, "PostgreSQL", AllInOneConfig.DATABASE_PORT, embedded.databasePort());
        }
        for (WireService service : Services.ALL) {
            if (!embedded.services().contains(service.name())) {
                continue;
            }
            String key = service.name() + ".http.port";
            ConfigDef.ConfigKey definition = service.definition().configKeys().get(key);
            if (definition != null) {
                String set = given.get(key);
                int port =
                        set == null
                                ? (Integer) definition.defaultValue
                                : (Integer) ConfigDef.parseType(key, set, ConfigDef.Type.INT);
                add(claims, service.name(), key, port);
            }
        }
        return List.copyOf(claims.values());
    }

    private static void add(Map<String, Claim> claims, String part, String key, int port) {
        claims.put(key, new Claim(part, key, port));
    }
}
