package dev.wireroom.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.service.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/configuration.md");

    @Test
    void theReferenceInDocsIsTheOneTheDefinitionsMake() throws IOException {
        String generated = ConfigReference.markdown(Services.definitions());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(REFERENCE, generated);
        }
        assertThat(REFERENCE)
                .as(
                        "run ./mvnw -pl launcher -am test -Dtest=ConfigurationReferenceTest"
                                + " -Ddocs.write=true -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(generated);
    }
}
