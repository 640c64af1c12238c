package dev.wireroom.service.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class ConfigValuesTest {

    private static final ConfigDef DEFINITION =
            new ConfigDef()
                    .define("some.url", Type.STRING, Importance.HIGH, "Needed.")
                    .define("threads", Type.INT, 2, Range.atLeast(1), Importance.LOW, "How many.");

    @Test
    void checksWhatIsGivenAndMissesNothing() {
        assertThatCode(() -> ConfigValues.check(DEFINITION, Map.of("threads", "3")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ConfigValues.check(DEFINITION, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void namesEachGivenValueThatIsUnusable() {
        assertThatThrownBy(() -> ConfigValues.check(DEFINITION, Map.of("threads", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("threads", "0")
                .hasMessageNotContaining("some.url");
    }
}
