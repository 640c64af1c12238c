-- Search across languages: one tsquery that the index article_by_search can serve, whatever the language of an article.

CREATE FUNCTION wireroom_search_query(words text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    -- the codes of wireroom_search_config; und stands for all others
    SELECT coalesce(string_agg(DISTINCT '(' || query::text || ')', ' | '), '')::tsquery
    FROM unnest(ARRAY['ar', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'hu', 'id', 'it', 'nl', 'no', 'pt', 'ro',
                      'ru', 'sv', 'tr', 'und']) AS code,
         websearch_to_tsquery(wireroom_search_config(code), words) AS query
    WHERE numnode(query) > 0
);

COMMENT ON FUNCTION wireroom_search_query(text) IS
    'Matches whatever the words, in websearch syntax, match in at least one language: for the index. Ask for search @@ websearch_to_tsquery(wireroom_search_config(language), words) too, which decides. Empty where the words hold none.';
