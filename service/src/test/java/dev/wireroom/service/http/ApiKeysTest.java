package dev.wireroom.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("sub/keys");
    }

    @Test
    void storesOnlyTheHashInAFileForTheOwnerAlone() throws Exception {
        String key = ApiKeys.create(file, "agency", Role.PRODUCER, Set.of("b", "a"));

        assertThat(key).matches("wr_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file))
                .doesNotContain(key.substring(3))
                .contains(" producer agency a,b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void identifiesEveryKeyItMade() throws Exception {
        String producer = ApiKeys.create(file, "agency", Role.PRODUCER, Set.of("a"));
        String operator = ApiKeys.create(file, "admin", Role.OPERATOR, Set.of());

        ApiKeys keys = ApiKeys.read(file);

        assertThat(keys.size()).isEqualTo(2);
        assertThat(keys.identify(producer))
                .hasValue(new Caller("agency", Role.PRODUCER, Set.of("a")));
        assertThat(keys.identify(operator).map(Caller::role)).hasValue(Role.OPERATOR);
        assertThat(keys.identify(operator + "x")).isEmpty();
        assertThat(keys.identify("")).isEmpty();
    }

    @Test
    void refusesNamesAndSourcesThatWouldBreakTheFile() {
        assertThatThrownBy(() -> ApiKeys.create(file, "a b", Role.OPERATOR, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiKeys.create(file, "a", Role.PRODUCER, Set.of("x,y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiKeys.create(file, "a", Role.PRODUCER, Set.of()))
                .hasMessageContaining("names its sources");
        assertThat(file).doesNotExist();
    }

    @Test
    void namesTheMalformedLineButNotWhatItHolds() throws Exception {
        ApiKeys.create(file, "agency", Role.OPERATOR, Set.of());
        Files.writeString(file, Files.readString(file) + "wr_pasted-by-mistake operator x *\n");

        assertThatThrownBy(() -> ApiKeys.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3 of")
                .hasMessageNotContaining("pasted");
    }
}
