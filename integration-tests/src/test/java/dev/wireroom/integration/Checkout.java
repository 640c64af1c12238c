package dev.wireroom.integration;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project lies, whether the tests run from its root or from this module. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("docker-compose.yml"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("the tests run outside of a checkout");
        }
        return here;
    }
}
