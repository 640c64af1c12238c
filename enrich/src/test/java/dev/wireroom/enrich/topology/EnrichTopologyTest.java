package dev.wireroom.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.junit.jupiter.api.Test;

class EnrichTopologyTest {

    @Test
    void isTheTopologyThatIsCheckedIn() throws IOException {
        Topology topology =
                Line.topology(new InMemoryRegistry(), new WordListAnnotator(), Line.properties());

        assertThat(topology.describe().toString())
                .as("a change here renames state and internal topics of running installations")
                .isEqualToIgnoringNewLines(golden());
    }

    @Test
    void refusesResourcesWithoutAName() {
        assertThatThrownBy(() -> unnamed(Line.properties())).isInstanceOf(TopologyException.class);
    }

    @Test
    void wouldTakeResourcesWithoutANameIfItWereNotToldOtherwise() {
        Properties lax = Line.properties();
        lax.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, false);

        assertThat(unnamed(lax)).isNotNull();
    }

    private static Topology unnamed(Properties properties) {
        StreamsBuilder builder =
                new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((key, value) -> value, Grouped.with(Serdes.String(), Serdes.String()))
                .count();
        return builder.build(properties);
    }

    private static String golden() throws IOException {
        try (InputStream in = EnrichTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
