package dev.wireroom.service.http;

/** What the holder of an API key may do. An operator may do everything. */
public enum Role {
    PRODUCER,
    SUBSCRIBER,
    OPERATOR
}
