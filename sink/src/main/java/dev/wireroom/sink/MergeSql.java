package dev.wireroom.sink;

import static dev.wireroom.sink.ArticleColumns.REVISION;
import static dev.wireroom.sink.ArticleColumns.REVISION_CONTENT;
import static dev.wireroom.sink.ArticleColumns.STORED_AT;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that merge the staging tables, in the order in which a transaction runs them. Rows
 * shared between tasks (entities, sources) are always touched in the order of their ids, so that
 * tasks wait for each other rather than deadlock.
 */
final class MergeSql {

    /** Newer by {@link Position}: written over {@code a}, never the other way round. */
    private static final String NEWER =
            "(%1$s.revision, %1$s.enriched_at, %1$s.enriched_offset)"
                    + " < (%2$s.revision, %2$s.enriched_at, %2$s.enriched_offset)";

    private static final List<String> ARTICLE =
            Stream.concat(ArticleColumns.ALL.stream().map(Column::name), Stream.of(STORED_AT))
                    .toList();

    /**
     * Takes the last state of each article, unless a newer one is stored. Locks the row of every
     * article of the batch, stored over or not, until the transaction ends; answers which were
     * stored.
     */
    static final String ARTICLES =
            """
            INSERT INTO article (%1$s)
            SELECT %1$s FROM stage_article WHERE latest ORDER BY article_id
            ON CONFLICT (article_id) DO UPDATE SET %2$s
            WHERE %3$s
            RETURNING article_id\
            """
                    .formatted(
                            String.join(", ", ARTICLE),
                            ARTICLE.stream()
                                    .filter(name -> !name.equals("article_id"))
                                    .map(name -> name + " = excluded." + name)
                                    .collect(Collectors.joining(", ")),
                            NEWER.formatted("article", "excluded"));

    /** Remembers withdrawals, those that came too late to be the latest state included. */
    static final String WITHDRAWALS =
            """
            UPDATE article a SET withdrawn_revision = s.revision
            FROM (SELECT article_id, max(revision) AS revision
                  FROM stage_article WHERE withdrawn_at IS NOT NULL GROUP BY article_id) s
            WHERE a.article_id = s.article_id AND coalesce(a.withdrawn_revision, 0) < s.revision\
            """;

    /**
     * Adds revisions to the history, without content where a later one withdrew the article.
     * Answers what is new in it, for the ledger, and whether it was counted before and is only
     * stored anew; a replay of what is there is not new.
     */
    static final String REVISIONS =
            """
            INSERT INTO article_revision (%1$s, %2$s, details, stored_at, purged_at)
            SELECT %3$s, %4$s,
                   CASE WHEN s.revision <= a.withdrawn_revision THEN '{}' ELSE s.details END,
                   s.stored_at,
                   CASE WHEN s.revision <= a.withdrawn_revision THEN s.stored_at END
            FROM stage_article s JOIN article a ON a.article_id = s.article_id
            ON CONFLICT (article_id, revision) DO NOTHING
            RETURNING source_id, extract(epoch FROM origin_timestamp)::bigint,
                      enriched_partition,
                      outcome = 'WITHDRAWN' OR publishing_status = 'CANCELED',
                      EXISTS (SELECT FROM gone_article g
                              WHERE g.article_id = article_revision.article_id
                                  AND g.revision >= article_revision.revision)\
            """
                    .formatted(
                            String.join(", ", REVISION),
                            String.join(", ", REVISION_CONTENT),
                            REVISION.stream()
                                    .map(name -> "s." + name)
                                    .collect(Collectors.joining(", ")),
                            REVISION_CONTENT.stream()
                                    .map(MergeSql::unlessWithdrawn)
                                    .collect(Collectors.joining(", ")));

    /** Takes over revisions that were enriched anew; needed only where one was there already. */
    static final String REVISIONS_ENRICHED_ANEW =
            """
            UPDATE article_revision r SET %s, details = s.details, stored_at = s.stored_at
            FROM stage_article s
            WHERE r.article_id = s.article_id AND r.revision = s.revision
                AND r.purged_at IS NULL AND s.withdrawn_at IS NULL AND %s\
            """
                    .formatted(
                            Stream.concat(REVISION.stream(), REVISION_CONTENT.stream())
                                    .filter(n -> !n.equals("article_id") && !n.equals("revision"))
                                    .map(name -> name + " = s." + name)
                                    .collect(Collectors.joining(", ")),
                            NEWER.formatted("r", "s"));

    /** Deletes the content of all revisions up to a withdrawal; needed only where there is one. */
    static final String PURGE =
            """
            UPDATE article_revision r SET %s, details = '{}', purged_at = now()
            FROM (SELECT DISTINCT article_id FROM stage_article WHERE withdrawn_at IS NOT NULL) s
                JOIN article a ON a.article_id = s.article_id
            WHERE r.article_id = a.article_id AND r.revision <= a.withdrawn_revision
                AND r.purged_at IS NULL\
            """
                    .formatted(
                            REVISION_CONTENT.stream()
                                    .map(name -> name + " = NULL")
                                    .collect(Collectors.joining(", ")));

    /** Drops the entities, and with them the mentions, of these articles. */
    static final String FORGET_ENTITIES =
            """
            WITH gone AS (
                DELETE FROM article_entity e USING unnest(?::text[]) AS w (article_id)
                WHERE e.article_id = w.article_id
                RETURNING e.entity_id)
            INSERT INTO stage_gone SELECT DISTINCT entity_id FROM gone\
            """;

    /** Adds what is not there yet, as the article that was received first has it. */
    static final String ENTITIES =
            """
            INSERT INTO entity (%1$s)
            SELECT DISTINCT ON (s.entity_id) %2$s
            FROM stage_entity s
            WHERE NOT EXISTS (SELECT FROM entity e WHERE e.entity_id = s.entity_id)
            ORDER BY s.entity_id, s.first_seen_at
            ON CONFLICT (entity_id) DO NOTHING\
            """
                    .formatted(
                            EntityColumns.ENTITY.stream()
                                    .map(Column::name)
                                    .collect(Collectors.joining(", ")),
                            EntityColumns.ENTITY.stream()
                                    .map(column -> "s." + column.name())
                                    .collect(Collectors.joining(", ")));

    /** Needed only where a staged entity is linked. */
    static final String ENTITY_LINKS =
            """
            UPDATE entity e SET wikidata_id = s.wikidata_id
            FROM (SELECT DISTINCT ON (entity_id) entity_id, wikidata_id FROM stage_entity
                  WHERE wikidata_id IS NOT NULL ORDER BY entity_id) s
            WHERE e.entity_id = s.entity_id AND e.wikidata_id IS NULL\
            """;

    /** Deletes entities that no article names any more: a name is content, too. */
    static final String ORPHANED_ENTITIES =
            """
            DELETE FROM entity e USING stage_gone g
            WHERE e.entity_id = g.entity_id
                AND NOT EXISTS (SELECT FROM article_entity ae WHERE ae.entity_id = e.entity_id)\
            """;

    static final String SOURCES =
            """
            INSERT INTO source (source_id, first_seen_at, last_seen_at)
            SELECT source_id, min(received_at), max(received_at)
            FROM stage_article GROUP BY source_id ORDER BY source_id
            ON CONFLICT (source_id) DO UPDATE
                SET first_seen_at = least(source.first_seen_at, excluded.first_seen_at),
                    last_seen_at = greatest(source.last_seen_at, excluded.last_seen_at)
                WHERE source.first_seen_at > excluded.first_seen_at
                    OR source.last_seen_at < excluded.last_seen_at\
            """;

    /**
     * Notes that revisions of the batch are stored which were refused before. Answers them, so that
     * they no longer count as refused.
     */
    static final String STORED_AFTER_ALL =
            """
            WITH stored AS (
                UPDATE refused_record r SET counted = false
                FROM stage_article s
                WHERE r.record_key = s.article_id AND r.revision = s.revision AND r.counted
                RETURNING s.article_id, s.revision, s.source_id, s.origin_timestamp,
                          s.enriched_partition)
            SELECT DISTINCT ON (article_id, revision)
                   source_id, extract(epoch FROM origin_timestamp)::bigint, enriched_partition
            FROM stored\
            """;

    /** Whether a revision of an article was counted: refused once, stored, or stored and gone. */
    static final String COUNTED_BEFORE =
            """
            SELECT EXISTS (SELECT FROM refused_record WHERE record_key = ? AND revision = ?)
                OR EXISTS (SELECT FROM article_revision WHERE article_id = ? AND revision = ?)
                OR EXISTS (SELECT FROM gone_article WHERE article_id = ? AND revision >= ?)\
            """;

    /** Answers a row unless this very record was refused before. */
    static final String REFUSAL =
            """
            INSERT INTO refused_record AS r
                (topic, enriched_partition, enriched_offset, record_timestamp,
                 record_key, source_id, reason_code, message, revision, counted, refused_at)
            VALUES (?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, now())
            ON CONFLICT (topic, enriched_partition, enriched_offset) DO UPDATE
                SET record_timestamp = excluded.record_timestamp,
                    record_key = excluded.record_key, source_id = excluded.source_id,
                    reason_code = excluded.reason_code, message = excluded.message,
                    revision = excluded.revision, counted = excluded.counted,
                    refused_at = excluded.refused_at
                WHERE r.record_timestamp <> excluded.record_timestamp
            RETURNING 1\
            """;

    static final String COUNTS =
            """
            INSERT INTO stored_count (source_id, minute, outcome, enriched_partition, count)
            SELECT source_id, to_timestamp(minute), outcome, enriched_partition, count
            FROM unnest(?::text[], ?::bigint[], ?::text[], ?::integer[], ?::bigint[])
                AS n (source_id, minute, outcome, enriched_partition, count)
            ON CONFLICT (source_id, minute, outcome, enriched_partition) DO UPDATE
                SET count = stored_count.count + excluded.count\
            """;

    private MergeSql() {}

    private static String unlessWithdrawn(String column) {
        return "CASE WHEN s.revision <= a.withdrawn_revision THEN NULL ELSE s.%s END"
                .formatted(column);
    }
}
