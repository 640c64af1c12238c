package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static dev.wireroom.sink.AnEnriched.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EntityType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the database after the task has been given records, on a real PostgreSQL. */
class StorageIT {

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

    private static AnEnriched storm() {
        return anEnriched("storm")
                .naming("person:john-kerry", "John Kerry", EntityType.PERSON)
                .naming("location:nairobi", "Nairobi", EntityType.LOCATION);
    }

    @Test
    void anEmptyBatchLaysOutTheTables() throws SQLException {
        task.put(List.of());

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("0");
    }

    @Test
    void storesAnArticleWithItsEntitiesAndMentions() throws SQLException {
        task.put(storm().build());

        assertThat(
                        database.one(
                                """
                                SELECT article_id, source_id, revision, outcome, title, language,
                                       sentiment_label, sentiment_score, enriched_partition,
                                       enriched_offset, origin_offset,
                                       received_at = '2026-11-23T10:00:30Z', withdrawn_at,
                                       stored_at > now() - interval '1 minute'
                                FROM article\
                                """))
                .isEqualTo(
                        id("storm")
                                + "|a-source|1|NEW|Title of"
                                + " storm|en|NEGATIVE|-0.5|5|0|101|t|null|t");
        assertThat(
                        database.one(
                                """
                                SELECT details->'keywords', details->'subjects'->0->>'code',
                                       details->'versionCreated'->>'precision',
                                       details ? 'authors', models->0->>'name'
                                FROM article\
                                """))
                .isEqualTo("[\"diplomacy\", \"weather\"]|medtop:11000000|DAY|f|ner");
        assertThat(
                        database.rows(
                                """
                                SELECT entity_id, e.type, e.name, ordinal, mentions,
                                       sentiment_label, received_at = '2026-11-23T10:00:30Z'
                                FROM article_entity JOIN entity e USING (entity_id)
                                ORDER BY ordinal\
                                """))
                .containsExactly(
                        "person:john-kerry|PERSON|John Kerry|0|2|POSITIVE|t",
                        "location:nairobi|LOCATION|Nairobi|1|2|POSITIVE|t");
        assertThat(
                        database.rows(
                                """
                                SELECT ordinal, field, begin_offset, end_offset, text
                                FROM mention WHERE entity_id = 'person:john-kerry'
                                ORDER BY ordinal\
                                """))
                .containsExactly("0|body|0|10|John Kerry", "1|body|15|25|John Kerry");
        assertThat(database.rows("SELECT source_id FROM source")).containsExactly("a-source");
        assertThat(counts()).containsExactly("a-source|t|STORED|5|1");
    }

    @Test
    void findsAnArticleByItsWordsInItsLanguage() throws SQLException {
        task.put(storm().saying("The minister was meeting ambassadors").build());

        assertThat(
                        database.rows(
                                """
                                SELECT title FROM article WHERE search
                                    @@ websearch_to_tsquery(wireroom_search_config('en'), 'meet')\
                                """))
                .containsExactly("Title of storm");
    }

    @Test
    void anUpdateReplacesTheStateAndExtendsTheHistory() throws SQLException {
        task.put(storm().build());
        task.put(
                anEnriched("storm")
                        .revision(2)
                        .titled("Storm passes")
                        .naming("location:nairobi", "Nairobi", EntityType.LOCATION)
                        .build());

        assertThat(database.one("SELECT revision, outcome, title FROM article"))
                .isEqualTo("2|UPDATED|Storm passes");
        assertThat(
                        database.rows(
                                """
                                SELECT revision, outcome, title, details->'changes'->0->>'field'
                                FROM article_revision ORDER BY revision\
                                """))
                .containsExactly("1|NEW|Title of storm|null", "2|UPDATED|Storm passes|body");
        assertThat(database.rows("SELECT entity_id FROM article_entity"))
                .containsExactly("location:nairobi");
        assertThat(database.rows("SELECT DISTINCT entity_id FROM mention"))
                .containsExactly("location:nairobi");
        assertThat(database.rows("SELECT entity_id FROM entity"))
                .containsExactly("location:nairobi");
    }

    @Test
    void aWithdrawalDeletesContentEverywhereAndKeepsIdTimesAndStatus() throws SQLException {
        task.put(
                anEnriched("calm")
                        .naming("location:nairobi", "Nairobi", EntityType.LOCATION)
                        .build());
        task.put(storm().build(), storm().revision(2).build());

        task.put(storm().revision(3).withdrawn().build());

        assertThat(
                        database.one(
                                """
                                SELECT revision, outcome, publishing_status, external_id, title,
                                       body, details, models, sentiment_label, search,
                                       withdrawn_at IS NOT NULL, withdrawn_revision
                                FROM article WHERE external_id = 'storm'\
                                """))
                .isEqualTo("3|WITHDRAWN|CANCELED|storm|null|null|{}|[]|null||t|3");
        assertThat(
                        database.rows(
                                """
                                SELECT revision, title, body, details, sentiment_label,
                                       purged_at IS NOT NULL
                                FROM article_revision WHERE article_id = '%s' ORDER BY revision\
                                """
                                        .formatted(id("storm"))))
                .containsExactly(
                        "1|null|null|{}|null|t", "2|null|null|{}|null|t", "3|null|null|{}|null|t");
        assertThat(database.rows("SELECT article_id, entity_id FROM article_entity"))
                .containsExactly(id("calm") + "|location:nairobi");
        assertThat(database.rows("SELECT entity_id FROM entity"))
                .as("a name that no article has any more is content, too")
                .containsExactly("location:nairobi");
        assertThat(counts()).containsExactly("a-source|t|DELETED|5|1", "a-source|t|STORED|5|3");
    }

    @Test
    void aReplayChangesNothing() throws SQLException {
        List<SinkRecord> records =
                List.of(
                        task.record(storm().build()),
                        task.record(storm().revision(2).build()),
                        task.record(anEnriched("calm").build()),
                        task.record(
                                "k", "no avro".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        task.put(records);
        String before = everything();

        task.put(records);

        assertThat(everything()).isEqualTo(before);
        assertThat(task.context().reports()).hasSize(1);
    }

    @Test
    void anOlderRevisionNeverOverwritesANewerOne() throws SQLException {
        task.put(storm().revision(2).titled("Second").build());
        task.put(storm().revision(1).titled("First").build());

        assertThat(database.one("SELECT revision, title FROM article")).isEqualTo("2|Second");
        assertThat(database.rows("SELECT revision, title FROM article_revision ORDER BY revision"))
                .containsExactly("1|First", "2|Second");
    }

    @Test
    void aRevisionThatComesAfterItsWithdrawalBringsNoContentBack() throws SQLException {
        task.put(storm().revision(2).withdrawn().build());
        task.put(storm().revision(1).build());

        assertThat(database.one("SELECT outcome, title, body FROM article"))
                .isEqualTo("WITHDRAWN|null|null");
        assertThat(
                        database.rows(
                                """
                                SELECT revision, title, body, purged_at IS NOT NULL
                                FROM article_revision ORDER BY revision\
                                """))
                .containsExactly("1|null|null|t", "2|null|null|t");
        assertThat(database.rows("SELECT * FROM article_entity")).isEmpty();
    }

    @Test
    void anArticlePublishedAnewAfterItsWithdrawalHasContentFromThenOn() throws SQLException {
        task.put(
                storm().build(),
                storm().revision(2).withdrawn().build(),
                storm().revision(3).titled("Restored").build());

        assertThat(database.one("SELECT revision, title, withdrawn_at FROM article"))
                .isEqualTo("3|Restored|null");
        assertThat(database.rows("SELECT revision, title FROM article_revision ORDER BY revision"))
                .containsExactly("1|null", "2|null", "3|Restored");
    }

    @Test
    void theSameRevisionEnrichedAnewReplacesTheFormerEnrichmentAndIsNotCountedAgain()
            throws SQLException {
        task.put(storm().build());
        task.put(
                anEnriched("storm")
                        .titled("Better")
                        .enrichedAt(AnEnriched.RECEIVED.plus(Duration.ofHours(1)))
                        .build());

        assertThat(database.one("SELECT title FROM article")).isEqualTo("Better");
        assertThat(database.one("SELECT title FROM article_revision")).isEqualTo("Better");
        assertThat(database.rows("SELECT * FROM mention")).isEmpty();
        assertThat(counts()).containsExactly("a-source|t|STORED|5|1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndBatchingConvergesToTheSameState(long seed) throws SQLException {
        Random random = new Random(seed);
        List<SinkRecord> history = new ArrayList<>();
        for (String name : List.of("storm", "calm", "fog")) {
            for (int revision = 1; revision <= 5; revision++) {
                AnEnriched next =
                        anEnriched(name)
                                .revision(revision)
                                .titled(name + revision)
                                .naming("misc:" + name + revision, name, EntityType.MISC);
                boolean withdrawn = revision == 3 || (revision == 5 && name.equals("fog"));
                history.add(task.record(withdrawn ? next.withdrawn().build() : next.build()));
            }
        }
        List<SinkRecord> shuffled = new ArrayList<>(history);
        shuffled.addAll(history.subList(0, 7));
        Collections.shuffle(shuffled, random);
        while (!shuffled.isEmpty()) {
            int size = 1 + random.nextInt(shuffled.size());
            task.put(List.copyOf(shuffled.subList(0, size)));
            shuffled.subList(0, size).clear();
        }

        assertThat(database.rows("SELECT external_id, revision, title FROM article ORDER BY 1"))
                .containsExactly("calm|5|calm5", "fog|5|null", "storm|5|storm5");
        assertThat(
                        database.rows(
                                """
                                SELECT a.external_id, string_agg(coalesce(r.title, '-'), ','
                                    ORDER BY r.revision)
                                FROM article_revision r JOIN article a USING (article_id)
                                GROUP BY 1 ORDER BY 1\
                                """))
                .containsExactly(
                        "calm|-,-,-,calm4,calm5", "fog|-,-,-,-,-", "storm|-,-,-,storm4,storm5");
        assertThat(database.rows("SELECT entity_id FROM article_entity ORDER BY 1"))
                .containsExactly("misc:calm5", "misc:storm5");
        assertThat(database.rows("SELECT entity_id FROM entity ORDER BY 1"))
                .containsExactly("misc:calm5", "misc:storm5");
        assertThat(counts()).containsExactly("a-source|t|DELETED|5|4", "a-source|t|STORED|5|11");
    }

    @Test
    void aLoneSurrogateIsStoredAsAQuestionMark() throws SQLException {
        task.put(storm().titled("half \ud83d of it").build());

        assertThat(database.one("SELECT title FROM article")).isEqualTo("half ? of it");
    }

    @Test
    void aBodyFarLargerThanASearchVectorIsStoredWhole() throws SQLException {
        StringBuilder body = new StringBuilder();
        IntStream.range(0, 300_000).forEach(i -> body.append("word").append(i).append(' '));

        task.put(storm().saying(body.toString()).build());

        assertThat(database.one("SELECT length(body) FROM article"))
                .isEqualTo(String.valueOf(body.length()));
        assertThat(task.context().reports()).isEmpty();
    }

    @Test
    void everyTableAndEveryColumnSaysWhatItIs() throws SQLException {
        task.put(List.of());

        assertThat(
                        database.rows(
                                """
                                SELECT c.relname, a.attname
                                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
                                    AND c.relname <> 'flyway_schema_history'
                                    AND a.attnum > 0 AND NOT a.attisdropped
                                    AND (col_description(c.oid, a.attnum) IS NULL
                                        OR obj_description(c.oid) IS NULL)\
                                """))
                .isEmpty();
    }

    private List<String> counts() throws SQLException {
        return database.rows(
                """
                SELECT source_id, minute = '2026-11-23T10:00:00Z', outcome, enriched_partition,
                       count FROM stored_count ORDER BY outcome\
                """);
    }

    private String everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table :
                List.of(
                        "article",
                        "article_revision",
                        "entity",
                        "article_entity",
                        "mention",
                        "source",
                        "stored_count",
                        "refused_record",
                        "gone_article")) {
            all.addAll(database.rows("SELECT * FROM " + table + " ORDER BY 1, 2, 3"));
        }
        return String.join("\n", all);
    }
}
