package dev.wireroom.ingest.fetch;

import java.net.UnknownHostException;

/** A host has only addresses that the guard lets nobody connect to; the message says why. */
final class GuardedAddressException extends UnknownHostException {
    GuardedAddressException(String message) {
        super(message);
    }
}
