package dev.wireroom.enrich.text;

/**
 * Where an annotation's values come from.
 *
 * @param model the model's name
 * @param version the model's version
 * @param digest SHA-256 over the model's files, lower-case hexadecimal
 * @param enrichmentVersion one name for model, pipeline and settings together: equal versions give
 *     equal annotations
 */
public record Provenance(String model, String version, String digest, String enrichmentVersion) {}
