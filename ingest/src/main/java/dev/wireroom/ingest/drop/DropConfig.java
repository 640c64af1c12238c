package dev.wireroom.ingest.drop;

import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.service.config.ConfigValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * Where files are dropped and what is taken of them.
 *
 * @param directory its folders are named for sources; empty where no files are taken
 * @param createSources whether a folder's source is created where there is none
 * @param maxFileBytes largest file
 * @param inflation how far a compressed file may inflate
 * @param settle how long a file must be unchanged before it is taken
 * @param scan how often the folders are looked through, told of changes or not
 */
public record DropConfig(
        Optional<Path> directory,
        boolean createSources,
        long maxFileBytes,
        Inflation.Limits inflation,
        Duration settle,
        Duration scan) {

    private static final String DIRECTORY = "ingest.files.directory";
    private static final String CREATE_SOURCES = "ingest.files.create.sources";
    private static final String MAX_BYTES = "ingest.files.max.bytes";
    private static final String MAX_RATIO = "ingest.files.max.inflation.ratio";
    private static final String SETTLE_MS = "ingest.files.settle.ms";
    private static final String SCAN_MS = "ingest.files.scan.ms";

    /** Adds the keys of the drop folder to a definition and returns it. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        DIRECTORY,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Folder whose folders are named for sources and watched for files; each"
                                + " file is published, then moved to done/ or failed/ beside it."
                                + " Without it no files are taken.")
                .define(
                        CREATE_SOURCES,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether a folder's source is created where there is none; else its files"
                                + " fail.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.LONG,
                        32L * 1024 * 1024,
                        Range.between(1, 1L << 30),
                        Importance.LOW,
                        "Most bytes of a file, inflated where it is compressed; a larger one"
                                + " fails.")
                .define(
                        MAX_RATIO,
                        ConfigDef.Type.INT,
                        100,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Most bytes that one byte of a compressed file may inflate to, from the"
                                + " first MiB on.")
                .define(
                        SETTLE_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(0, 3_600_000),
                        Importance.LOW,
                        "How long a file must be unchanged before it is taken.")
                .define(
                        SCAN_MS,
                        ConfigDef.Type.LONG,
                        2_000L,
                        Range.between(10, 3_600_000),
                        Importance.LOW,
                        "How often folders are looked through, besides when the system tells of"
                                + " changes.");
    }

    /** Reads the keys of {@link #define}. */
    public static DropConfig from(ConfigValues values) {
        long maxBytes = values.longInteger(MAX_BYTES);
        return new DropConfig(
                values.optionalPath(DIRECTORY),
                values.flag(CREATE_SOURCES),
                maxBytes,
                new Inflation.Limits(maxBytes, values.integer(MAX_RATIO)),
                values.millis(SETTLE_MS),
                values.millis(SCAN_MS));
    }
}
