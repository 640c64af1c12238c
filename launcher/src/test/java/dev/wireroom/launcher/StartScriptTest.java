package dev.wireroom.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the start script in a distribution of its own, with Java homes that only tell how they were
 * called.
 */
class StartScriptTest {
    private static final Path SCRIPT = Path.of("..", "wireroom");

    @TempDir Path temp;
    private Path distribution;
    private Path script;

    @BeforeEach
    void layOutADistribution() throws IOException {
        distribution = Files.createDirectories(temp.resolve("a place with spaces"));
        Files.createDirectories(distribution.resolve("bin"));
        Files.createDirectories(distribution.resolve("lib"));
        Files.createFile(distribution.resolve("lib/b.jar"));
        Files.createFile(distribution.resolve("lib/a.jar"));
        script = Files.copy(SCRIPT, distribution.resolve("bin/wireroom"));
        makeExecutable(script);
    }

    @Test
    void runsOnTheJdkOfJavaHomeWithTheClassPathInAFixedOrder() throws Exception {
        Path jdk = javaHome("jdk", "21.0.4");
        String ran = run(jdk, script, "parse", "a file");
        assertThat(ran)
                .contains("home " + jdk + "\n")
                .contains("dev.wireroom.launcher.Main parse [a file]")
                .contains("lib/a.jar:")
                .contains("telemetry of ONNX Runtime off: 1\n")
                .doesNotContain("AOTCache", "UseCompactObjectHeaders");
    }

    @Test
    void passesOverAJavaThatIsTooOldForTheNewestInstalled() throws Exception {
        Path old = javaHome("old", "17.0.15");
        Path newest = javaHome("home/.jdks/newest", "99.0.1");
        assertThat(run(old, script, "parse")).contains("home " + newest + "\n");
    }

    @Test
    void usesTheStartUpCacheOfANewEnoughJdkUnlessToldNotTo() throws Exception {
        Path jdk = javaHome("jdk", "25");
        Files.createDirectories(distribution.resolve("aot"));
        Files.createFile(distribution.resolve("aot/wireroom.aot"));
        assertThat(run(jdk, script, "demo"))
                .contains(
                        " [-XX:AOTCache=%s]"
                                .formatted(distribution.toRealPath().resolve("aot/wireroom.aot")))
                .contains("-XX:+UseCompactObjectHeaders");
        assertThat(run(jdk, script, "WIREROOM_AOT=off", "demo")).doesNotContain("AOTCache");
    }

    @Test
    void loadsNativeLibrariesFromWhereTheyWereUnpacked() throws Exception {
        Path jdk = javaHome("jdk", "25");
        assertThat(run(jdk, script, "parse")).doesNotContain("native.path");
        Path folder = Files.createDirectories(distribution.resolve("native")).toRealPath();
        assertThat(run(jdk, script, "parse"))
                .contains(" [-Donnxruntime.native.path=" + folder + "]")
                .contains(" [-Djava.library.path=" + folder + "]");
    }

    @Test
    void isFoundThroughASymbolicLinkAndFromAnywhere() throws Exception {
        Path jdk = javaHome("jdk", "25.0.1");
        Path link =
                Files.createSymbolicLink(
                        temp.resolve("wr"), Path.of("a place with spaces/bin/wireroom"));
        assertThat(run(jdk, link, "--version")).contains("dev.wireroom.launcher.Main --version");
    }

    @Test
    void handsOnMoreOptionsForTheJvm() throws Exception {
        Path jdk = javaHome("jdk", "25.0.1");
        assertThat(run(jdk, script, "WIREROOM_JAVA_OPTS=-Xmx2g -Dx=y", "up"))
                .contains(" -Xmx2g -Dx=y dev.wireroom");
    }

    @Test
    void buildsAgainWhatWasSavedWhileItBuilt() throws Exception {
        Path jdk = compilerHome();
        Path checkout =
                checkout(
                        "if [ \"$(wc -l <builds)\" -eq 1 ]; then echo second"
                                + " >launcher/src/Main.java; fi");

        for (int start = 0; start < 3; start++) {
            run(jdk, checkout.resolve("wireroom"), "WIREROOM_AOT=off", "parse");
        }

        assertThat(Files.readAllLines(checkout.resolve("builds"))).hasSize(2);
    }

    @Test
    void buildsOnceForCommandsThatStartTogether() throws Exception {
        Path jdk = compilerHome();
        Path checkout = checkout("sleep 2");
        List<Process> commands = new ArrayList<>();
        for (String name : List.of("parse", "annotate", "tail")) {
            commands.add(start(jdk, checkout.resolve("wireroom"), "WIREROOM_AOT=off", name));
        }

        for (Process command : commands) {
            assertThat(said(command)).contains("dev.wireroom.launcher.Main");
        }
        assertThat(Files.readAllLines(checkout.resolve("builds"))).hasSize(1);
        assertThat(checkout.resolve("launcher/target/build.lock")).doesNotExist();
    }

    @Test
    void doesNotWaitForABuildThatWasKilled() throws Exception {
        Path checkout = checkout("true");
        Process gone = new ProcessBuilder("true").start();
        assertThat(gone.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Path lock = Files.createDirectories(checkout.resolve("launcher/target/build.lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(run(compilerHome(), checkout.resolve("wireroom"), "WIREROOM_AOT=off", "parse"))
                .contains("Building Wireroom")
                .doesNotContain("waiting");
        assertThat(lock).doesNotExist();
    }

    /** A Java home that may also compile. */
    private Path compilerHome() throws IOException {
        Path jdk = javaHome("jdk", "25.0.1");
        makeExecutable(Files.createFile(jdk.resolve("bin/javac")));
        return jdk;
    }

    /** A checkout whose build notes a line in {@code builds} and then runs the given command. */
    private Path checkout(String duringTheBuild) throws IOException {
        Path checkout = Files.createDirectories(temp.resolve("a checkout"));
        Files.createDirectories(checkout.resolve("launcher/src"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.writeString(checkout.resolve("launcher/src/Main.java"), "first");
        makeExecutable(Files.copy(SCRIPT, checkout.resolve("wireroom")));
        Path maven = checkout.resolve("mvnw");
        Files.writeString(
                maven,
                """
                #!/bin/sh
                mkdir -p launcher/target/wireroom/lib
                echo x >>builds
                : >launcher/target/wireroom/lib/a.jar
                """
                        + duringTheBuild
                        + "\n");
        makeExecutable(maven);
        return checkout;
    }

    private Path javaHome(String name, String version) throws IOException {
        Path home = Files.createDirectories(temp.resolve(name)).toRealPath();
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                """
                #!/bin/sh
                echo "home $(dirname "$(dirname "$0")")"
                line=
                for word; do
                    case $word in *" "*) word="[$word]" ;; esac
                    line="$line $word"
                done
                echo "$line"
                echo "$CLASSPATH"
                echo "telemetry of ONNX Runtime off: $ORT_DISABLE_TELEMETRY"
                """);
        makeExecutable(java);
        return home;
    }

    private String run(Path javaHome, Path command, String... variablesAndArguments)
            throws Exception {
        return said(start(javaHome, command, variablesAndArguments));
    }

    private Process start(Path javaHome, Path command, String... variablesAndArguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toString()).directory(temp.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HOME", temp.resolve("home").toString());
        for (String word : variablesAndArguments) {
            if (word.startsWith("WIREROOM_")) {
                builder.environment()
                        .put(
                                word.substring(0, word.indexOf('=')),
                                word.substring(word.indexOf('=') + 1));
            } else {
                builder.command().add(word);
            }
        }
        return builder.redirectErrorStream(true).start();
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
