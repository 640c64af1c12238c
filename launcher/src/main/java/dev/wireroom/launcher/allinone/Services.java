package dev.wireroom.launcher.allinone;

import dev.wireroom.console.ConsoleConfig;
import dev.wireroom.console.ConsoleService;
import dev.wireroom.deliver.DeliverConfig;
import dev.wireroom.deliver.DeliverService;
import dev.wireroom.enrich.EnrichConfig;
import dev.wireroom.enrich.EnrichService;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.IngestService;
import dev.wireroom.lake.LakeConfig;
import dev.wireroom.lake.LakeService;
import dev.wireroom.launcher.allinone.WireService.Running;
import dev.wireroom.service.config.KnownKeys;
import dev.wireroom.sink.SinkConfig;
import dev.wireroom.sink.SinkService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Every service there is, in the order of the flow. */
public final class Services {
    public static final WireService INGEST =
            new WireService(
                    "ingest",
                    "Take articles over HTTP and publish them to Kafka.",
                    IngestConfig.definition(),
                    settings -> {
                        IngestService service = IngestService.start(IngestConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });
    public static final WireService ENRICH =
            new WireService(
                    "enrich",
                    "Find language, entities, sentiment and near copies, with Kafka Streams.",
                    EnrichConfig.definition(),
                    settings -> {
                        EnrichService service = EnrichService.start(EnrichConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });
    public static final WireService SINK =
            new WireService(
                    "sink",
                    "Store enriched articles in PostgreSQL, with Kafka Connect.",
                    SinkConfig.definition(),
                    settings -> {
                        SinkService service = SinkService.start(SinkConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });
    public static final WireService LAKE =
            new WireService(
                    "lake",
                    "Keep every revision in an Apache Iceberg table, with Iceberg's connector.",
                    LakeConfig.definition(),
                    settings -> {
                        LakeService service = LakeService.start(LakeConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });
    public static final WireService DELIVER =
            new WireService(
                    "deliver",
                    "Serve stored articles and the live stream over HTTP.",
                    DeliverConfig.definition(),
                    settings -> {
                        DeliverService service = DeliverService.start(DeliverConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });
    public static final WireService CONSOLE =
            new WireService(
                    "console",
                    "Show the state of every hop on a page.",
                    ConsoleConfig.definition(),
                    settings -> {
                        ConsoleService service = ConsoleService.start(ConsoleConfig.from(settings));
                        return new Running(service.uri(), service.health(), service::close);
                    });

    public static final List<WireService> ALL =
            List.of(INGEST, ENRICH, SINK, LAKE, DELIVER, CONSOLE);

    private Services() {}

    /** Every definition by the name it is documented under, the all-in-one's own among them. */
    public static Map<String, ConfigDef> definitions() {
        Map<String, ConfigDef> definitions = new LinkedHashMap<>();
        ALL.forEach(service -> definitions.put(service.name(), service.definition()));
        definitions.put("all-in-one", AllInOneConfig.definition());
        return definitions;
    }

    /** What settings may name, whichever command is given them. */
    public static KnownKeys knownKeys() {
        return KnownKeys.of(definitions().values());
    }
}
