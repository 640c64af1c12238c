package dev.wireroom.ingest.format;

/**
 * Why a document was refused: what is wrong, where, and what to do about it.
 *
 * @param code stable code in lower-case-with-hyphens, e.g. wrong-type
 * @param field JSON pointer of the value at fault; empty where it is the document as a whole
 * @param value excerpt of the value at fault; empty where there is none
 * @param message what is wrong, in one sentence
 * @param fix what the sender can do about it
 */
public record Fault(String code, String field, String value, String message, String fix) {}
