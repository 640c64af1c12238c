package dev.wireroom.launcher.command;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.PortPlan;
import dev.wireroom.launcher.allinone.TemporaryData;
import dev.wireroom.launcher.demo.DemoRun;
import dev.wireroom.launcher.embedded.NativeLibraries;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.launcher.log.LogTarget;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code wireroom prepare-fast-start}: unpacks native libraries and makes one run on free ports,
 * watched by the JVM, so that later starts find their classes loaded. The start script calls it
 * after a build.
 */
@Command(
        name = "prepare-fast-start",
        hidden = true,
        description = "Make the start-up caches, by a run that is watched.")
final class PrepareFastStartCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Distribution distribution = Distribution.locate();
        Files.createDirectories(distribution.root().resolve("aot"));
        NativeLibraries.unpack(distribution.nativeLibraries());
        Map<String, String> anyPorts = new TreeMap<>();
        PortPlan.keys().forEach(key -> anyPorts.put(key, "0"));
        try (TemporaryData temporary = TemporaryData.create()) {
            LogTarget.file(temporary.data().logs().resolve("wireroom.log"));
            AllInOne.Plan plan =
                    new AllInOne.Plan(
                            temporary.data(),
                            distribution,
                            PortPlan.yielding(anyPorts).settings(),
                            StartupCache.recording(distribution.registryCache()),
                            part -> {});
            try (AllInOne wire = AllInOne.start(plan)) {
                new DemoRun(wire, distribution).tell(spec.commandLine().getOut(), Style.plain());
            }
        }
        return ExitCode.DONE;
    }
}
