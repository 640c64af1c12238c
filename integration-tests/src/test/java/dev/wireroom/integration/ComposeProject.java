package dev.wireroom.integration;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * A compose file that runs until it is closed, by whichever compose is installed: {@code docker
 * compose}, or {@code docker-compose} as Debian has it. Its volumes go with it.
 */
final class ComposeProject implements AutoCloseable {
    /** Part of the names of its containers. */
    private static final String NAME = "wireroomit";

    private final Startable containers;
    private final Function<String, Optional<ContainerState>> byService;

    private ComposeProject(
            Startable containers, Function<String, Optional<ContainerState>> byService) {
        this.containers = containers;
        this.byService = byService;
    }

    static boolean isInstalled() {
        return hasPlugin() || succeeds("docker-compose", "version");
    }

    /**
     * Builds what is to be built, starts everything, and returns when what others depend on is
     * healthy.
     */
    static ComposeProject start(Path file, Map<String, String> environment) {
        ComposeProject project =
                hasPlugin()
                        ? withPlugin(file.toFile(), environment)
                        : withStandaloneCompose(file.toFile(), environment);
        try {
            project.containers.start();
            return project;
        } catch (RuntimeException e) {
            e.addSuppressed(new IllegalStateException(lastWords()));
            project.close();
            throw e;
        }
    }

    private static ComposeProject withPlugin(File file, Map<String, String> environment) {
        ComposeContainer compose =
                new ComposeContainer(NAME, file)
                        .withEnv(environment)
                        .withPull(false)
                        .withBuild(true);
        return new ComposeProject(compose, compose::getContainerByServiceName);
    }

    private static ComposeProject withStandaloneCompose(
            File file, Map<String, String> environment) {
        DockerComposeContainer<?> compose =
                new DockerComposeContainer<>(NAME, file)
                        .withEnv(environment)
                        .withPull(false)
                        .withBuild(true);
        return new ComposeProject(compose, compose::getContainerByServiceName);
    }

    /** The text of a file in the container of a service. */
    String read(String service, Path file) throws IOException, InterruptedException {
        Container.ExecResult result =
                byService
                        .apply(service)
                        .orElseThrow(() -> new IllegalStateException("no container of " + service))
                        .execInContainer("cat", file.toString());
        if (result.getExitCode() != 0) {
            throw new IOException(result.getStderr());
        }
        return result.getStdout();
    }

    @Override
    public void close() {
        containers.stop();
    }

    /** What the containers last said, for whoever has to find out why they did not start. */
    private static String lastWords() {
        try {
            Process process =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    """
                                    docker ps -a --filter name=$0 --format '{{.ID}} {{.Names}} {{.Status}}' |
                                    while read -r id rest; do
                                        echo "--- $rest"; docker logs --tail 30 "$id" 2>&1
                                    done
                                    """,
                                    NAME)
                            .redirectErrorStream(true)
                            .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean hasPlugin() {
        return succeeds("docker", "compose", "version");
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
