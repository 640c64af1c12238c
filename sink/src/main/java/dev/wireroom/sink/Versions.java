package dev.wireroom.sink;

/** The version of this connector, as its jar says. */
final class Versions {

    private static final String UNPACKED = "dev";

    private Versions() {}

    static String own() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}
