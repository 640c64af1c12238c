package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.lake.LakeConfig;
import dev.wireroom.lake.LakeContents;
import dev.wireroom.lake.LakeUnavailableException;
import dev.wireroom.launcher.embedded.CannotStartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom lake files}: what to hand to a reader. */
@Command(
        name = "files",
        description = {
            "Print the Parquet files of the lake's table as it is now, one a line.",
            "With --duckdb, as a table function: duckdb -c \"SELECT count(*) FROM $(wireroom lake"
                    + " files --duckdb)\"."
        })
final class LakeFilesCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Option(names = "--duckdb", description = "as DuckDB's read_parquet([…])")
    private boolean duckDb;

    @Option(
            names = "--json",
            description = "with the table's location, metadata file, snapshot and row count")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        LakePurgeCommand.refuseSettingsBefore(spec);
        LakeContents contents;
        try {
            contents = LakeContents.of(LakeConfig.from(settings.load()));
        } catch (LakeUnavailableException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(contents));
        } else if (duckDb) {
            out.println(
                    contents.files().stream()
                            .map(file -> "'" + file.replace("'", "''") + "'")
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "read_parquet([",
                                            "], hive_partitioning = false)")));
        } else {
            contents.files().forEach(out::println);
        }
        out.flush();
        return ExitCode.DONE;
    }
}
