package dev.wireroom.benchmarks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.benchmarks.wire.EnrichedGenerator;
import dev.wireroom.benchmarks.wire.EnrichedTopic;
import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.benchmarks.wire.ProcessTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The comparison in small, on a real broker and database. */
@Timeout(300)
final class TurnsIT {

    private static final int ARTICLES = 300;

    @TempDir private Path folder;

    @Test
    void allSidesStoreTheSameAndOneThatDoesNotIsFound() throws Exception {
        StringWriter printed = new StringWriter();
        try (Foundation foundation = SinkComparison.prepared(folder);
                Tables tables = new Tables(foundation)) {
            try (EnrichedTopic topic = new EnrichedTopic(foundation)) {
                topic.fill(new EnrichedGenerator(7, 60, Duration.ofSeconds(1)), ARTICLES);
            }
            Progress progress =
                    new Progress(
                            tables,
                            new ProcessTree(ProcessHandle.current(), folder),
                            ARTICLES / 5,
                            ARTICLES);
            OurSink ours = new OurSink(foundation, 2, 100, progress);
            DebeziumSink batches = new DebeziumSink(foundation, tables, 2, 100, false, progress);
            DebeziumSink unnest = new DebeziumSink(foundation, tables, 2, 100, true, progress);
            Turns turns = new Turns(tables, new PrintWriter(printed, true));
            turns.warmUp(ours);
            BareCopy copy = new BareCopy(tables, Tables.OF_ARTICLES, 2, progress);

            assertThat(turns.play(List.of(ours, batches, unnest, copy), 1))
                    .as(printed.toString())
                    .isTrue();
            assertThat(turns.play(List.of(new OneLetterOff(tables, copy)), 1)).isFalse();
        }
        assertThat(printed.toString()).contains("DIFFERS: article: Contents[rows=300");
    }

    /** Stores what another does, and then changes one title. */
    private record OneLetterOff(Tables tables, Contender like) implements Contender {

        @Override
        public String name() {
            return "one letter off";
        }

        @Override
        public List<String> fills() {
            return like.fills();
        }

        @Override
        public Load load() throws IOException, SQLException, InterruptedException {
            Load load = like.load();
            tables.run(
                    """
                    UPDATE article SET title = title || '.'
                    WHERE article_id = (SELECT min(article_id) FROM article)\
                    """);
            return load;
        }
    }
}
