package dev.wireroom.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.launcher.Distribution;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The small form of {@code benchmarks/run faults}: sinks as processes of their own, killed. */
@Timeout(300)
final class SinkKillIT {

    @TempDir private Path folder;

    @Test
    void nothingDiffersAfterFiveKillsAnOutageAndRebalances() throws Exception {
        PrintWriter log = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        FaultPlan plan = new FaultPlan(5, 1, Duration.ofSeconds(3), 150, 200, 20261125);

        FaultReport report = FaultRun.run(plan, Distribution.locate(), folder, log);

        report.print(log);
        assertThat(report.differences()).isEmpty();
        assertThat(report.behindAtEnd()).isZero();
        assertThat(report.refused()).isZero();
        assertThat(report.articles()).isGreaterThanOrEqualTo(200);
        assertThat(report.rebalances()).isPositive();
    }
}
