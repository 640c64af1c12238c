-- Storage of the wire: the latest state of every article, its history, who and what it speaks of, and the
-- counts that let the ledger close. Written by the sink connector only; anyone may read.
-- Names of outcomes, statuses and labels are those of the Avro contracts, in upper case.

CREATE FUNCTION wireroom_search_config(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE language
    WHEN 'ar' THEN 'arabic'::regconfig     WHEN 'da' THEN 'danish'::regconfig
    WHEN 'de' THEN 'german'::regconfig     WHEN 'el' THEN 'greek'::regconfig
    WHEN 'en' THEN 'english'::regconfig    WHEN 'es' THEN 'spanish'::regconfig
    WHEN 'fi' THEN 'finnish'::regconfig    WHEN 'fr' THEN 'french'::regconfig
    WHEN 'hu' THEN 'hungarian'::regconfig  WHEN 'id' THEN 'indonesian'::regconfig
    WHEN 'it' THEN 'italian'::regconfig    WHEN 'nl' THEN 'dutch'::regconfig
    WHEN 'no' THEN 'norwegian'::regconfig  WHEN 'nb' THEN 'norwegian'::regconfig
    WHEN 'nn' THEN 'norwegian'::regconfig  WHEN 'pt' THEN 'portuguese'::regconfig
    WHEN 'ro' THEN 'romanian'::regconfig   WHEN 'ru' THEN 'russian'::regconfig
    WHEN 'sv' THEN 'swedish'::regconfig    WHEN 'tr' THEN 'turkish'::regconfig
    ELSE 'simple'::regconfig
END;

COMMENT ON FUNCTION wireroom_search_config(text) IS
    'Text search configuration for an ISO 639-1 language code; "simple" (no stemming) for the others. Use it on both sides: search @@ websearch_to_tsquery(wireroom_search_config(''en''), ''...'')';

CREATE TABLE source (
    source_id     text PRIMARY KEY,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL
);

COMMENT ON TABLE source IS 'Sources whose articles have been stored. Their definitions are in the topic wireroom.sources.';
COMMENT ON COLUMN source.source_id IS 'Id of the source.';
COMMENT ON COLUMN source.first_seen_at IS 'Earliest time at which ingest received one of its stored articles.';
COMMENT ON COLUMN source.last_seen_at IS 'Latest time at which ingest received one of its stored articles.';

CREATE TABLE article (
    article_id            text PRIMARY KEY,
    source_id             text NOT NULL,
    external_id           text NOT NULL,
    external_id_kind      text NOT NULL,
    revision              integer NOT NULL,
    outcome               text NOT NULL,
    publishing_status     text NOT NULL,
    editorial_signal      text NOT NULL,
    version               text,
    content_hash          text NOT NULL,
    previous_content_hash text,

    version_created_at    timestamptz,
    first_published_at    timestamptz,
    embargoed_until       timestamptz,
    first_received_at     timestamptz NOT NULL,
    received_at           timestamptz NOT NULL,
    enriched_at           timestamptz NOT NULL,
    stored_at             timestamptz NOT NULL,
    withdrawn_at          timestamptz,
    withdrawn_revision    integer,

    title                 text,
    body                  text,
    summary               text,
    byline                text,
    dateline              text,
    declared_language     text,
    url                   text,
    copyright_holder      text,
    copyright_notice      text,
    usage_terms           text,
    urgency               integer,
    format                text,
    full_text_length      integer,
    details               jsonb NOT NULL DEFAULT '{}',

    language              text NOT NULL,
    language_confidence   real NOT NULL,
    analysis_status       text NOT NULL,
    analysis_reason       text,
    analysed_length       integer NOT NULL,
    sentiment_label       text,
    sentiment_score       real,
    sentiment_confidence  real,
    duplicate_of          text,
    duplicate_kind        text,
    duplicate_score       real,
    duplicate_passages    jsonb,
    enrichment_version    text NOT NULL,
    models                jsonb NOT NULL DEFAULT '[]',

    origin_topic          text NOT NULL,
    origin_partition      integer NOT NULL,
    origin_offset         bigint NOT NULL,
    origin_timestamp      timestamptz NOT NULL,
    enriched_topic        text NOT NULL,
    enriched_partition    integer NOT NULL,
    enriched_offset       bigint NOT NULL,

    -- Only the first 200,000 characters of a body are searchable: a tsvector may not exceed 1 MB.
    search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector(wireroom_search_config(language), coalesce(left(title, 10000), '')), 'A')
        || setweight(to_tsvector(wireroom_search_config(language), coalesce(left(summary, 10000), '')), 'B')
        || setweight(to_tsvector(wireroom_search_config(language), coalesce(left(body, 200000), '')), 'C')
    ) STORED
);

CREATE INDEX article_by_time ON article (received_at DESC, article_id);
CREATE INDEX article_by_source_and_time ON article (source_id, received_at DESC, article_id);
CREATE INDEX article_by_sentiment ON article (sentiment_score, received_at DESC) WHERE sentiment_score IS NOT NULL;
CREATE INDEX article_by_duplicate ON article (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX article_by_search ON article USING gin (search);

COMMENT ON TABLE article IS 'Latest state of every article. A withdrawn one keeps its ids, times and status; its content is gone.';
COMMENT ON COLUMN article.article_id IS 'Derived from source and external id: the same item pushed twice has the same id.';
COMMENT ON COLUMN article.source_id IS 'Source it arrived from.';
COMMENT ON COLUMN article.external_id IS 'The publisher''s own id, else the canonical URL, else a hash of the content.';
COMMENT ON COLUMN article.external_id_kind IS 'Where external_id came from: PUBLISHER, CANONICAL_URL, CONTENT_HASH, UNKNOWN.';
COMMENT ON COLUMN article.revision IS 'Number of the latest stored revision, from 1. An older one never overwrites a newer one.';
COMMENT ON COLUMN article.outcome IS 'What that revision did: NEW, UPDATED, CORRECTED, WITHDRAWN.';
COMMENT ON COLUMN article.publishing_status IS 'IPTC publishing status: USABLE, WITHHELD (until embargoed_until), CANCELED.';
COMMENT ON COLUMN article.editorial_signal IS 'What the publisher says the revision is: NONE, UPDATE, CORRECTION.';
COMMENT ON COLUMN article.version IS 'The publisher''s own version label.';
COMMENT ON COLUMN article.content_hash IS 'SHA-256, hex, over the normalised content fields.';
COMMENT ON COLUMN article.previous_content_hash IS 'content_hash of the revision before; null for the first.';
COMMENT ON COLUMN article.version_created_at IS 'When the publisher made this revision; precision in details.versionCreated.';
COMMENT ON COLUMN article.first_published_at IS 'When the publisher first published the article; precision in details.firstPublished.';
COMMENT ON COLUMN article.embargoed_until IS 'Not to be shown to anyone before this time.';
COMMENT ON COLUMN article.first_received_at IS 'When ingest accepted the first arrival of the article.';
COMMENT ON COLUMN article.received_at IS 'When ingest accepted this revision.';
COMMENT ON COLUMN article.enriched_at IS 'When enrich made this record.';
COMMENT ON COLUMN article.stored_at IS 'Start of the transaction that stored this revision.';
COMMENT ON COLUMN article.withdrawn_at IS 'When enrich made the withdrawal that this state is; null where the article stands.';
COMMENT ON COLUMN article.withdrawn_revision IS 'Highest revision that withdrew the article; no revision up to it holds content.';
COMMENT ON COLUMN article.title IS 'Headline, plain text.';
COMMENT ON COLUMN article.body IS 'Main text, plain, paragraphs separated by a blank line.';
COMMENT ON COLUMN article.summary IS 'Standfirst, abstract or feed description.';
COMMENT ON COLUMN article.byline IS 'Byline as printed.';
COMMENT ON COLUMN article.dateline IS 'Place and date line as printed.';
COMMENT ON COLUMN article.declared_language IS 'BCP 47 tag as the source declared it.';
COMMENT ON COLUMN article.url IS 'Canonical address.';
COMMENT ON COLUMN article.copyright_holder IS 'Who holds the copyright.';
COMMENT ON COLUMN article.copyright_notice IS 'Copyright notice as given.';
COMMENT ON COLUMN article.usage_terms IS 'Usage terms as given.';
COMMENT ON COLUMN article.urgency IS 'IPTC urgency, 1 (most urgent) to 9.';
COMMENT ON COLUMN article.format IS 'What it was parsed from: wireroom-json, ninjs/3.0, text/plain…';
COMMENT ON COLUMN article.full_text_length IS 'UTF-16 code units of the body before the length cap cut it; null where nothing was cut.';
COMMENT ON COLUMN article.details IS 'The rest, named and shaped as in the Avro contract: authors, genres, keywords, subjects, media, warnings, versionCreated, firstPublished, changes. Absent where empty.';
COMMENT ON COLUMN article.language IS 'Detected language, ISO 639-1 (or 639-3); und where unsure.';
COMMENT ON COLUMN article.language_confidence IS 'Probability of language, 0 to 1.';
COMMENT ON COLUMN article.analysis_status IS 'ANALYSED, TRUNCATED (the first analysed_length units only) or NOT_ANALYSED.';
COMMENT ON COLUMN article.analysis_reason IS 'Why not, or not all.';
COMMENT ON COLUMN article.analysed_length IS 'UTF-16 code units of the body that were analysed.';
COMMENT ON COLUMN article.sentiment_label IS 'NEGATIVE, NEUTRAL or POSITIVE; null where not analysed.';
COMMENT ON COLUMN article.sentiment_score IS 'From -1 (negative) to 1 (positive).';
COMMENT ON COLUMN article.sentiment_confidence IS 'Probability of the label, 0 to 1.';
COMMENT ON COLUMN article.duplicate_of IS 'article_id of the earlier article that this one repeats.';
COMMENT ON COLUMN article.duplicate_kind IS 'IDENTICAL, SYNDICATED or PARTIAL.';
COMMENT ON COLUMN article.duplicate_score IS 'Verified share of common shingles, 0 to 1.';
COMMENT ON COLUMN article.duplicate_passages IS 'Shared passages, longest first: [{begin, end, otherBegin, otherEnd}].';
COMMENT ON COLUMN article.enrichment_version IS 'One label for the code and models that made the enrichment.';
COMMENT ON COLUMN article.models IS 'Models that made values of this record: [{name, version, digest, fields}].';
COMMENT ON COLUMN article.origin_topic IS 'Topic of the arrival (log of record).';
COMMENT ON COLUMN article.origin_partition IS 'Partition of the arrival.';
COMMENT ON COLUMN article.origin_offset IS 'Offset of the arrival.';
COMMENT ON COLUMN article.origin_timestamp IS 'Kafka timestamp of the arrival.';
COMMENT ON COLUMN article.enriched_topic IS 'Topic of the enriched record stored here.';
COMMENT ON COLUMN article.enriched_partition IS 'Partition of the enriched record stored here.';
COMMENT ON COLUMN article.enriched_offset IS 'Offset of the enriched record stored here.';
COMMENT ON COLUMN article.search IS 'Title (weight A), summary (B) and body (C) for full-text search, in the language''s configuration.';

CREATE TABLE article_revision (
    article_id            text NOT NULL REFERENCES article ON DELETE CASCADE,
    revision              integer NOT NULL,
    source_id             text NOT NULL,
    outcome               text NOT NULL,
    publishing_status     text NOT NULL,
    editorial_signal      text NOT NULL,
    version               text,
    content_hash          text NOT NULL,
    previous_content_hash text,
    version_created_at    timestamptz,
    received_at           timestamptz NOT NULL,
    enriched_at           timestamptz NOT NULL,
    stored_at             timestamptz NOT NULL,
    purged_at             timestamptz,
    title                 text,
    body                  text,
    summary               text,
    byline                text,
    language              text,
    sentiment_label       text,
    sentiment_score       real,
    details               jsonb NOT NULL DEFAULT '{}',
    enrichment_version    text NOT NULL,
    origin_topic          text NOT NULL,
    origin_partition      integer NOT NULL,
    origin_offset         bigint NOT NULL,
    origin_timestamp      timestamptz NOT NULL,
    enriched_partition    integer NOT NULL,
    enriched_offset       bigint NOT NULL,
    PRIMARY KEY (article_id, revision)
);

COMMENT ON TABLE article_revision IS 'Every stored revision of every article, the latest included. A withdrawal purges the content of all before it.';
COMMENT ON COLUMN article_revision.article_id IS 'The article.';
COMMENT ON COLUMN article_revision.revision IS 'Number of the revision, from 1.';
COMMENT ON COLUMN article_revision.source_id IS 'Source it arrived from.';
COMMENT ON COLUMN article_revision.outcome IS 'What it did: NEW, UPDATED, CORRECTED, WITHDRAWN.';
COMMENT ON COLUMN article_revision.publishing_status IS 'IPTC publishing status it came with.';
COMMENT ON COLUMN article_revision.editorial_signal IS 'What the publisher says it is: NONE, UPDATE, CORRECTION.';
COMMENT ON COLUMN article_revision.version IS 'The publisher''s own version label.';
COMMENT ON COLUMN article_revision.content_hash IS 'SHA-256, hex, over the normalised content fields.';
COMMENT ON COLUMN article_revision.previous_content_hash IS 'content_hash of the revision before; null for the first.';
COMMENT ON COLUMN article_revision.version_created_at IS 'When the publisher made it.';
COMMENT ON COLUMN article_revision.received_at IS 'When ingest accepted it.';
COMMENT ON COLUMN article_revision.enriched_at IS 'When enrich made the record.';
COMMENT ON COLUMN article_revision.stored_at IS 'Start of the transaction that stored it.';
COMMENT ON COLUMN article_revision.purged_at IS 'When its content was deleted because of a withdrawal, or it came without because it is one; null where it has its content.';
COMMENT ON COLUMN article_revision.title IS 'Headline.';
COMMENT ON COLUMN article_revision.body IS 'Main text.';
COMMENT ON COLUMN article_revision.summary IS 'Standfirst.';
COMMENT ON COLUMN article_revision.byline IS 'Byline as printed.';
COMMENT ON COLUMN article_revision.language IS 'Detected language.';
COMMENT ON COLUMN article_revision.sentiment_label IS 'NEGATIVE, NEUTRAL or POSITIVE; null where not analysed.';
COMMENT ON COLUMN article_revision.sentiment_score IS 'From -1 (negative) to 1 (positive).';
COMMENT ON COLUMN article_revision.details IS 'As article.details, of this revision; changes says what differs from the revision before: [{field, wordsAdded, wordsRemoved}].';
COMMENT ON COLUMN article_revision.enrichment_version IS 'Code and models that made the enrichment.';
COMMENT ON COLUMN article_revision.origin_topic IS 'Topic of the arrival (log of record).';
COMMENT ON COLUMN article_revision.origin_partition IS 'Partition of the arrival.';
COMMENT ON COLUMN article_revision.origin_offset IS 'Offset of the arrival.';
COMMENT ON COLUMN article_revision.origin_timestamp IS 'Kafka timestamp of the arrival.';
COMMENT ON COLUMN article_revision.enriched_partition IS 'Partition of the enriched record it was stored from.';
COMMENT ON COLUMN article_revision.enriched_offset IS 'Offset of the enriched record it was stored from.';

CREATE TABLE entity (
    entity_id     text PRIMARY KEY,
    type          text NOT NULL,
    name          text NOT NULL,
    wikidata_id   text,
    first_seen_at timestamptz NOT NULL
);

COMMENT ON TABLE entity IS 'Everyone and everything that a stored article speaks of. Goes when its last article is withdrawn.';
COMMENT ON COLUMN entity.entity_id IS 'Stable id: type and normalised name, e.g. person:john-kerry.';
COMMENT ON COLUMN entity.type IS 'PERSON, ORGANIZATION, LOCATION, MISC.';
COMMENT ON COLUMN entity.name IS 'Canonical name as the first article to name it had it.';
COMMENT ON COLUMN entity.wikidata_id IS 'Wikidata item, where linked.';
COMMENT ON COLUMN entity.first_seen_at IS 'received_at of the article that named it first.';

CREATE TABLE article_entity (
    article_id           text NOT NULL REFERENCES article ON DELETE CASCADE,
    entity_id            text NOT NULL REFERENCES entity,
    ordinal              integer NOT NULL,
    name                 text NOT NULL,
    salience             real NOT NULL,
    mentions             integer NOT NULL,
    sentiment_label      text,
    sentiment_score      real,
    sentiment_confidence real,
    received_at          timestamptz NOT NULL,
    PRIMARY KEY (article_id, entity_id)
);

CREATE INDEX article_entity_by_entity_and_time ON article_entity (entity_id, received_at DESC, article_id);

COMMENT ON TABLE article_entity IS 'Entities of the latest state of every article.';
COMMENT ON COLUMN article_entity.article_id IS 'The article.';
COMMENT ON COLUMN article_entity.entity_id IS 'The entity.';
COMMENT ON COLUMN article_entity.ordinal IS 'Rank in the article from 0, most salient first.';
COMMENT ON COLUMN article_entity.name IS 'Fullest form of the name in this article.';
COMMENT ON COLUMN article_entity.salience IS 'How much the article is about it, 0 to 1.';
COMMENT ON COLUMN article_entity.mentions IS 'How often the article names it.';
COMMENT ON COLUMN article_entity.sentiment_label IS 'Sentiment toward it: NEGATIVE, NEUTRAL, POSITIVE; null where not analysed.';
COMMENT ON COLUMN article_entity.sentiment_score IS 'From -1 (negative) to 1 (positive).';
COMMENT ON COLUMN article_entity.sentiment_confidence IS 'Probability of the label, 0 to 1.';
COMMENT ON COLUMN article_entity.received_at IS 'received_at of the article, repeated here so that an entity''s news in order of time is one index scan.';

CREATE TABLE mention (
    article_id   text NOT NULL,
    entity_id    text NOT NULL,
    ordinal      integer NOT NULL,
    field        text NOT NULL,
    begin_offset integer NOT NULL,
    end_offset   integer NOT NULL,
    text         text NOT NULL,
    confidence   real NOT NULL,
    PRIMARY KEY (article_id, entity_id, ordinal),
    FOREIGN KEY (article_id, entity_id) REFERENCES article_entity ON DELETE CASCADE
);

COMMENT ON TABLE mention IS 'Every place where the latest state of an article names an entity.';
COMMENT ON COLUMN mention.article_id IS 'The article.';
COMMENT ON COLUMN mention.entity_id IS 'The entity.';
COMMENT ON COLUMN mention.ordinal IS 'Rank among the mentions of this entity in this article, from 0, in reading order.';
COMMENT ON COLUMN mention.field IS 'Field it stands in: title or body.';
COMMENT ON COLUMN mention.begin_offset IS 'First UTF-16 code unit, inclusive. SQL counts characters instead: they differ beyond the Basic Multilingual Plane.';
COMMENT ON COLUMN mention.end_offset IS 'Last UTF-16 code unit, exclusive.';
COMMENT ON COLUMN mention.text IS 'The words as they stand in the field.';
COMMENT ON COLUMN mention.confidence IS 'Probability of the tagger for this span and type, 0 to 1.';

CREATE TABLE stored_count (
    source_id          text NOT NULL,
    minute             timestamptz NOT NULL,
    outcome            text NOT NULL,
    enriched_partition integer NOT NULL,
    count              bigint NOT NULL,
    PRIMARY KEY (source_id, minute, outcome, enriched_partition)
);

CREATE INDEX stored_count_by_minute ON stored_count (minute);

COMMENT ON TABLE stored_count IS 'The sink''s side of the ledger, counted in the transaction that stores: a replay does not count twice. Sum over enriched_partition.';
COMMENT ON COLUMN stored_count.source_id IS 'The source; ? where it could not be read from the record.';
COMMENT ON COLUMN stored_count.minute IS 'Start of the minute in which ingest accepted the records (Kafka timestamp of the arrival); of the enriched record''s own timestamp where it could not be read.';
COMMENT ON COLUMN stored_count.outcome IS 'STORED, DELETED (withdrawals) or DEAD_LETTERED.';
COMMENT ON COLUMN stored_count.enriched_partition IS 'Partition of wireroom.enriched that they came from; in the key so that tasks never wait for each other.';
COMMENT ON COLUMN stored_count.count IS 'How many revisions.';

CREATE TABLE refused_record (
    topic              text NOT NULL,
    enriched_partition integer NOT NULL,
    enriched_offset    bigint NOT NULL,
    record_timestamp   timestamptz NOT NULL,
    record_key         text,
    source_id          text NOT NULL,
    reason_code        text NOT NULL,
    message            text NOT NULL,
    refused_at         timestamptz NOT NULL,
    PRIMARY KEY (topic, enriched_partition, enriched_offset)
);

COMMENT ON TABLE refused_record IS 'Records that could not be stored and were reported to the errant-record reporter (topic wireroom.sink-errors), whole.';
COMMENT ON COLUMN refused_record.topic IS 'Topic of the refused record.';
COMMENT ON COLUMN refused_record.enriched_partition IS 'Its partition.';
COMMENT ON COLUMN refused_record.enriched_offset IS 'Its offset.';
COMMENT ON COLUMN refused_record.record_timestamp IS 'Its Kafka timestamp; tells it from one at the same place in a topic that was made anew.';
COMMENT ON COLUMN refused_record.record_key IS 'Its key, cut to 200 characters, where it is text.';
COMMENT ON COLUMN refused_record.source_id IS 'The source; ? where it could not be read.';
COMMENT ON COLUMN refused_record.reason_code IS 'Stable code: not-avro, unknown-schema-id, nul-character, database-refused…';
COMMENT ON COLUMN refused_record.message IS 'What is wrong, in one sentence.';
COMMENT ON COLUMN refused_record.refused_at IS 'When it was refused.';
