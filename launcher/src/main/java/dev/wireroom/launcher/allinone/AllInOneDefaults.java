package dev.wireroom.launcher.allinone;

import dev.wireroom.launcher.embedded.DataDirectory;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that a service has in an all-in-one unless it is given others: where its files lie,
 * where its neighbours listen.
 */
final class AllInOneDefaults {
    private AllInOneDefaults() {}

    /**
     * The defaults of one service.
     *
     * @param settings every port in them settled
     */
    static Map<String, String> of(
            WireService service, DataDirectory data, Map<String, String> settings) {
        return switch (service.name()) {
            case "enrich" -> Map.of("enrich.state.dir", data.streams().toString());
            case "lake" -> Map.of("lake.warehouse", data.lake().toString());
            case "console" -> Map.of("console.services", neighbours(settings));
            default -> Map.of();
        };
    }

    private static String neighbours(Map<String, String> settings) {
        return Services.ALL.stream()
                .filter(service -> !service.equals(Services.CONSOLE))
                // the others may run elsewhere; most wires have no lake
                .filter(service -> !service.equals(Services.LAKE) || hasLake(settings))
                .map(service -> service.name() + "=http://127.0.0.1:" + port(service, settings))
                .collect(Collectors.joining(","));
    }

    private static boolean hasLake(Map<String, String> settings) {
        return AllInOneConfig.from(settings).services().contains(Services.LAKE.name());
    }

    private static String port(WireService service, Map<String, String> settings) {
        String key = service.name() + ".http.port";
        String set = settings.get(key);
        return set == null ? String.valueOf(service.definition().defaultValues().get(key)) : set;
    }
}
