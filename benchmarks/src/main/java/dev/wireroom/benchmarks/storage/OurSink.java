package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.sink.SinkConfig;
import dev.wireroom.sink.SinkService;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Our sink service, as {@code wireroom sink} runs it, in this process: everything it stores, in its
 * own settings but for the number of tasks and, where asked for, the size of a batch.
 */
final class OurSink implements Contender {

    private final Foundation foundation;
    private final int tasks;
    private final int batch;
    private final Progress progress;
    private int loads;

    OurSink(Foundation foundation, int tasks, int batch, Progress progress) {
        this.foundation = foundation;
        this.tasks = tasks;
        this.batch = batch;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "wireroom sink (articles, history, entities, mentions, ledger)";
    }

    @Override
    public List<String> fills() {
        return Tables.OF_ARTICLES;
    }

    @Override
    public Load load() throws IOException, SQLException, InterruptedException {
        try (SinkService sink = start(foundation, "wireroom-sink-" + ++loads, tasks, batch)) {
            return progress.watch(() -> sink.health().failure());
        }
    }

    /** Starts a sink; one of the same name goes on where the last one stopped. */
    static SinkService start(Foundation foundation, String name, int tasks, int batch) {
        Map<String, String> settings = new HashMap<>(foundation.settings());
        settings.put("sink.connector.name", name);
        settings.put("sink.tasks", String.valueOf(tasks));
        settings.put("sink.batch.records", String.valueOf(batch));
        settings.put("sink.http.port", "0");
        return SinkService.start(SinkConfig.from(settings));
    }
}
