-- Retention: what was stored and is gone stays counted, and is known to be gone.

CREATE TABLE gone_article (
    article_id       text PRIMARY KEY,
    revision         integer NOT NULL,
    retired_revision integer,
    origin_timestamp timestamptz NOT NULL
);

CREATE INDEX gone_article_by_time ON gone_article (origin_timestamp);

COMMENT ON TABLE gone_article IS 'Articles of the last 30 days whose revisions were counted and are no longer stored. Storing one again does not count it again.';
COMMENT ON COLUMN gone_article.article_id IS 'The article. Another revision of it may be stored.';
COMMENT ON COLUMN gone_article.revision IS 'Highest revision that was counted and is gone.';
COMMENT ON COLUMN gone_article.retired_revision IS 'Highest revision up to which retention deleted the article, or did not store it; null where somebody deleted its rows by hand, so that the ledger calls it missing.';
COMMENT ON COLUMN gone_article.origin_timestamp IS 'Kafka timestamp of its arrival. A row older than the ledger reaches is deleted.';

CREATE FUNCTION wireroom_note_gone() RETURNS trigger
    -- whoever deletes rows may have another search path
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO gone_article AS g (article_id, revision, origin_timestamp)
    SELECT article_id, max(revision), max(origin_timestamp)
    FROM deleted WHERE origin_timestamp > now() - interval '30 days'
    GROUP BY article_id ORDER BY article_id
    ON CONFLICT (article_id) DO UPDATE
        SET revision = greatest(g.revision, excluded.revision),
            origin_timestamp = greatest(g.origin_timestamp, excluded.origin_timestamp);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION wireroom_note_gone() IS 'Notes in gone_article which revisions were deleted, by whomever.';

CREATE TRIGGER note_gone AFTER DELETE ON article_revision
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION wireroom_note_gone();

-- Retention of the history looks at articles that have one, and at no other.
CREATE INDEX article_with_history ON article (article_id) WHERE revision > 1;

ALTER TABLE refused_record ADD COLUMN revision integer;
ALTER TABLE refused_record ADD COLUMN counted boolean NOT NULL DEFAULT true;

CREATE INDEX refused_record_by_revision ON refused_record (record_key, revision);

COMMENT ON COLUMN refused_record.revision IS 'Revision of the article; null where it could not be read.';
COMMENT ON COLUMN refused_record.counted IS 'Whether the ledger counts it as refused: not where the same revision was counted before, nor once it was stored after all, as from a replay.';
COMMENT ON COLUMN stored_count.outcome IS 'STORED, DELETED (withdrawals), DEAD_LETTERED or EXPIRED (older than retention keeps when it came, so not stored).';
