package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.ParseResult;

/**
 * What became of one document among several in the same bytes.
 *
 * @param number the line in NDJSON or the place in a JSON array, from 1
 */
public record ParsedItem(int number, ParseResult result) {}
