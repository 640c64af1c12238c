package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifelineTest {
    @Test
    void endsTheChildOfAParentThatWasKilled() throws Exception {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String childPid = parent.inputReader().readLine();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(childPid)).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly();

        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void leavesTheChildAloneOnceReleased() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            Lifeline lifeline = Lifeline.to(child.pid(), "TERM");
            lifeline.close();
            assertThat(child.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Starts a child, tells its pid, and waits to be killed. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            Process child = new ProcessBuilder("sleep", "600").start();
            Lifeline lifeline = Lifeline.to(child.pid(), "TERM");
            System.out.println(child.pid());
            child.waitFor();
            lifeline.close();
        }
    }
}
