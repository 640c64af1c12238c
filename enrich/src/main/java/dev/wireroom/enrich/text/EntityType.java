package dev.wireroom.enrich.text;

/** What kind of thing an entity is. */
public enum EntityType {
    PERSON,
    ORGANIZATION,
    LOCATION,
    MISC
}
