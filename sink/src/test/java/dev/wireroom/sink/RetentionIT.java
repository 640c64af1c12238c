package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static dev.wireroom.sink.AnEnriched.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EntityType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What retention deletes, what it leaves, and that nothing is counted twice for it. */
class RetentionIT {

    /** Now, so that it is within the ledger's reach. */
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final Instant OLD = NOW.minus(Duration.ofDays(10));
    private static final Instant FRESH = NOW.minus(Duration.ofDays(2));
    private static final Map<String, String> A_WEEK = Map.of("retention.days", "7");
    private static final Optional<Duration> WEEK = Optional.of(Duration.ofDays(7));

    private TestDatabase database;
    private TestRegistry registry;
    private RunningTask task;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        registry = new TestRegistry();
        task = new RunningTask(database.url(), registry);
    }

    @AfterEach
    void stop() throws SQLException {
        task.close();
        registry.close();
        database.close();
    }

    private static AnEnriched old(String name) {
        return anEnriched(name)
                .receivedAt(OLD)
                .naming("person:kerry", "Kerry", EntityType.PERSON)
                .naming("misc:" + name, name, EntityType.MISC);
    }

    @Test
    void deletesWhatIsOldWithAllThatHangsOnItAndNothingElse() throws SQLException {
        task.put(old("a").build(), old("a").revision(2).build(), old("b").build());
        task.put(old("c").receivedAt(FRESH).build());

        assertThat(pass(WEEK, Optional.empty())).contains(new RetentionJob.Pass(2, 0));

        assertThat(database.rows("SELECT external_id FROM article")).containsExactly("c");
        assertThat(database.rows("SELECT article_id, revision FROM article_revision"))
                .containsExactly(id("c") + "|1");
        assertThat(database.rows("SELECT DISTINCT article_id FROM mention"))
                .containsExactly(id("c"));
        assertThat(database.rows("SELECT entity_id FROM entity ORDER BY 1"))
                .as("what another article names stays")
                .containsExactly("misc:c", "person:kerry");
        assertThat(counts()).as("what was stored was stored").containsExactly("STORED|4");
        assertThat(gone()).containsExactlyInAnyOrder(id("a") + "|2|2", id("b") + "|1|1");
    }

    @Test
    void anArticleIsAsOldAsItsLatestRevision() throws SQLException {
        task.put(old("a").build(), old("a").revision(2).receivedAt(FRESH).build());

        assertThat(pass(WEEK, Optional.empty())).contains(new RetentionJob.Pass(0, 0));

        assertThat(database.one("SELECT count(*) FROM article_revision")).isEqualTo("2");
    }

    @Test
    void anArticleUnderEmbargoIsKeptFromItsReleaseOn() throws SQLException {
        task.put(old("a").embargoedUntil(FRESH).build());

        pass(WEEK, Optional.empty());

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("1");
    }

    @Test
    void deletesOvertakenRevisionsAndKeepsTheLatestStateHoweverOld() throws SQLException {
        task.put(old("a").build(), old("a").revision(2).build(), old("b").build());
        task.put(
                old("c").build(),
                old("c").revision(2).receivedAt(FRESH).build(),
                old("c").revision(3).receivedAt(FRESH).build());

        assertThat(pass(Optional.empty(), WEEK)).contains(new RetentionJob.Pass(0, 2));

        assertThat(
                        database.rows(
                                """
                                SELECT a.external_id, r.revision FROM article_revision r
                                    JOIN article a USING (article_id) ORDER BY 1, 2\
                                """))
                .containsExactly("a|2", "b|1", "c|2", "c|3");
        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("3");
        assertThat(counts()).containsExactly("STORED|6");
    }

    @Test
    void goesThroughManyInSmallBatches() throws SQLException {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            records.add(task.record(old("a" + i).build()));
            records.add(task.record(old("a" + i).revision(2).build()));
        }
        task.put(records);

        assertThat(pass(Optional.empty(), WEEK)).contains(new RetentionJob.Pass(0, 25));
        assertThat(pass(WEEK, WEEK)).contains(new RetentionJob.Pass(25, 0));

        assertThat(database.one("SELECT count(*) FROM entity")).isEqualTo("0");
    }

    @Test
    void whatAReplayBringsAgainIsNeitherStoredNorCounted() throws SQLException {
        task.put(old("a").build());
        pass(WEEK, Optional.empty());

        try (RunningTask keepsAWeek = new RunningTask(database.url(), registry, A_WEEK)) {
            keepsAWeek.put(old("a").build(), old("a").build());

            assertThat(keepsAWeek.context().metric("revisions-expired-total")).isZero();
        }

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("0");
        assertThat(counts()).containsExactly("STORED|1");
    }

    @Test
    void whatIsTooOldWhenItComesIsCountedOnceAndNotStored() throws SQLException {
        List<SinkRecord> records =
                List.of(
                        task.record(old("a").build()),
                        task.record(old("a").revision(2).build()),
                        task.record(old("b").receivedAt(FRESH).build()));
        try (RunningTask keepsAWeek = new RunningTask(database.url(), registry, A_WEEK)) {
            keepsAWeek.put(records);
            keepsAWeek.put(records);

            assertThat(keepsAWeek.context().metric("revisions-expired-total")).isEqualTo(2);
        }

        assertThat(database.rows("SELECT external_id FROM article")).containsExactly("b");
        assertThat(counts()).containsExactly("EXPIRED|2", "STORED|1");
        assertThat(gone()).containsExactly(id("a") + "|2|2");
    }

    @Test
    void aWithdrawalReachesAStoredArticleHoweverOldItIs() throws SQLException {
        task.put(old("a").build());
        try (RunningTask keepsAWeek = new RunningTask(database.url(), registry, A_WEEK)) {
            keepsAWeek.put(old("a").revision(2).withdrawn().build());
        }

        assertThat(database.one("SELECT outcome, body FROM article")).isEqualTo("WITHDRAWN|null");
        assertThat(counts()).containsExactly("DELETED|1", "STORED|1");
    }

    @Test
    void anUpdateOfARetiredArticleIsStoredAndCounted() throws SQLException {
        task.put(old("a").build());
        pass(WEEK, Optional.empty());
        try (RunningTask keepsAWeek = new RunningTask(database.url(), registry, A_WEEK)) {
            keepsAWeek.put(old("a").revision(2).receivedAt(FRESH).build());
        }

        assertThat(database.one("SELECT revision FROM article")).isEqualTo("2");
        assertThat(counts()).containsExactly("STORED|2");
    }

    @Test
    void whatIsStoredAnewAfterRetentionWasLengthenedIsNotCountedAgain() throws SQLException {
        task.put(old("a").build());
        pass(WEEK, Optional.empty());

        task.put(old("a").build());

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("1");
        assertThat(counts()).containsExactly("STORED|1");
    }

    @Test
    void aRowDeletedByHandIsStoredAnewWithoutBeingCountedAgainAndIsNotRetired()
            throws SQLException {
        task.put(old("a").build(), old("b").revision(2).withdrawn().build());
        database.run("DELETE FROM article");

        assertThat(gone()).containsExactlyInAnyOrder(id("a") + "|1|null", id("b") + "|2|null");
        task.put(old("a").build(), old("b").revision(2).withdrawn().build());

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("2");
        assertThat(counts()).containsExactly("DELETED|1", "STORED|1");
    }

    @Test
    void forgetsWhatIsGoneForLongerThanTheLedgerReaches() throws SQLException {
        Instant beyond = NOW.minus(Duration.ofDays(31));
        task.put(anEnriched("a").receivedAt(beyond).build(), old("b").build());
        database.run("DELETE FROM article");
        assertThat(gone()).as("too old to be noted").containsExactly(id("b") + "|1|null");
        database.run("UPDATE gone_article SET origin_timestamp = now() - interval '31 days'");

        pass(Optional.empty(), Optional.empty());

        assertThat(gone()).isEmpty();
    }

    @Test
    void onlyOneOfSeveralSinksRetiresAtATime() throws SQLException {
        task.put(old("a").build());
        try (Connection other = dataSource().getConnection()) {
            other.setAutoCommit(false);
            Retention first = new Retention(other);
            assertThat(first.lock()).isTrue();

            assertThat(pass(WEEK, Optional.empty())).isEmpty();

            first.unlock();
            assertThat(pass(WEEK, Optional.empty())).contains(new RetentionJob.Pass(1, 0));
        }
    }

    @Test
    void anArticleThatIsBeingWrittenIsLeftForTheNextPass() throws SQLException {
        task.put(old("a").build(), old("b").build());
        try (Connection writer = dataSource().getConnection()) {
            writer.setAutoCommit(false);
            try (var lock =
                    writer.prepareStatement(
                            "SELECT FROM article WHERE article_id = ? FOR UPDATE")) {
                lock.setString(1, id("a"));
                lock.executeQuery();
            }
            assertThat(pass(WEEK, Optional.empty())).contains(new RetentionJob.Pass(1, 0));
            writer.rollback();
        }
        assertThat(pass(WEEK, Optional.empty())).contains(new RetentionJob.Pass(1, 0));
    }

    @Test
    void writingAndRetentionDoNotGetInEachOthersWay() throws Exception {
        task.put(List.of()); // lays out the tables
        int batches = 60;
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(
                        () -> {
                            for (int b = 0; b < batches; b++) {
                                List<SinkRecord> records = new ArrayList<>();
                                for (int i = 0; i < 10; i++) {
                                    records.add(task.record(old("a" + b + "-" + i).build()));
                                }
                                task.putUntilTaken(records, 10);
                            }
                        });
        long retired = 0;
        while (!writing.isDone()) {
            retired += pass(WEEK, Optional.empty()).orElseThrow().articles();
        }
        writing.get();
        retired += pass(WEEK, Optional.empty()).orElseThrow().articles();

        assertThat(retired).isEqualTo(10L * batches);
        assertThat(counts()).containsExactly("STORED|" + 10 * batches);
        assertThat(task.context().reports()).isEmpty();
        for (String table : List.of("article", "article_revision", "mention", "entity")) {
            assertThat(database.one("SELECT count(*) FROM " + table)).as(table).isEqualTo("0");
        }
    }

    @Test
    void lookingForTheOldTakesAnIndex() throws SQLException {
        task.put(old("a").build());
        database.run("SET enable_seqscan = off");
        database.run("SET enable_bitmapscan = off"); // the table of a test is too small for more
        String due =
                Retention.DUE_ARTICLES
                        .replace("LIMIT ?", "LIMIT 5")
                        .replace("?", "now() - interval '7 days'");

        assertThat(String.join("\n", database.rows("EXPLAIN " + due)))
                .contains("article_by_time")
                .doesNotContain("Sort");
    }

    private Optional<RetentionJob.Pass> pass(
            Optional<Duration> articles, Optional<Duration> revisions) throws SQLException {
        RetentionSettings settings =
                new RetentionSettings(articles, revisions, Duration.ofHours(1), 10);
        RetentionJob job =
                new RetentionJob(settings, dataSource(), Clock.fixed(NOW, ZoneOffset.UTC));
        try {
            return job.pass();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(database.url());
        dataSource.setUser("postgres");
        return dataSource;
    }

    private List<String> counts() throws SQLException {
        return database.rows(
                "SELECT outcome, sum(count) FROM stored_count GROUP BY 1 ORDER BY outcome");
    }

    private List<String> gone() throws SQLException {
        return database.rows("SELECT article_id, revision, retired_revision FROM gone_article");
    }
}
