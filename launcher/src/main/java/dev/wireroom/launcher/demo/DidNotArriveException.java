package dev.wireroom.launcher.demo;

/**
 * An article did not come out where it should; the message says which and where it was last seen.
 */
public final class DidNotArriveException extends Exception {
    DidNotArriveException(String message) {
        super(message);
    }
}
