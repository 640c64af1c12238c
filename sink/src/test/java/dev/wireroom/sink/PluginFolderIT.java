package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plugin folder, as the build made it, with nothing else but what a Connect worker has. */
class PluginFolderIT {

    private static final Path FOLDER = Path.of("target", "plugin", "wireroom-sink");

    /** What Connect gives to every plugin. */
    private static final List<String> WORKERS_OWN =
            List.of("connect-api-", "kafka-clients-", "slf4j-api-");

    @Test
    void holdsNothingThatAWorkerHasItself() throws IOException {
        assertThat(names())
                .anyMatch(name -> name.startsWith("wireroom-sink-") && name.endsWith(".jar"))
                .anyMatch(name -> name.startsWith("postgresql-"))
                .noneMatch(name -> WORKERS_OWN.stream().anyMatch(name::startsWith))
                .noneMatch(name -> name.startsWith("connect-runtime"));
    }

    @Test
    void hasAllThatATaskNeedsToLayOutAndReachItsTables() throws Exception {
        try (TestDatabase database = new TestDatabase();
                TestRegistry registry = new TestRegistry();
                URLClassLoader connect =
                        new URLClassLoader(workersOwn(), ClassLoader.getPlatformClassLoader());
                URLClassLoader plugin = new URLClassLoader(folder(), connect)) {
            Class<?> type = plugin.loadClass("dev.wireroom.sink.WireroomSinkTask");
            Object task = type.getConstructor().newInstance();
            Class<?> contextType =
                    connect.loadClass("org.apache.kafka.connect.sink.SinkTaskContext");
            Object context =
                    Proxy.newProxyInstance(
                            connect,
                            new Class<?>[] {contextType},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("pluginMetrics")) {
                                    throw new NoSuchMethodError("as of an older Connect");
                                }
                                return null;
                            });
            type.getMethod("initialize", contextType).invoke(task, context);
            type.getMethod("start", Map.class)
                    .invoke(task, RunningTask.properties(database.url(), registry));
            type.getMethod("put", java.util.Collection.class).invoke(task, List.of());
            type.getMethod("stop").invoke(task);

            assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("0");
        }
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static URL[] folder() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String name : names()) {
            urls.add(FOLDER.resolve(name).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static URL[] workersOwn() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (WORKERS_OWN.stream().anyMatch(name::startsWith)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        assertThat(urls).as(Arrays.toString(urls.toArray())).hasSize(WORKERS_OWN.size());
        return urls.toArray(URL[]::new);
    }
}
