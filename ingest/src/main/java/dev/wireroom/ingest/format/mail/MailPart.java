package dev.wireroom.ingest.format.mail;

import java.util.List;
import java.util.Optional;

/**
 * A part of a message: a leaf with its decoded bytes, or a multipart or an attached message with
 * the parts in it.
 *
 * @param mediaType in lower case, without parameters
 * @param attached whether the sender meant it as a file rather than as text to read
 * @param fileName empty where it has none
 * @param flowed whether lines that end in a space go on in the next (RFC 3676)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MailPart(
        MailHeaders headers,
        String mediaType,
        Optional<String> charset,
        boolean attached,
        String fileName,
        boolean flowed,
        byte[] content,
        List<MailPart> parts) {

    boolean isMultipart() {
        return mediaType.startsWith("multipart/");
    }

    boolean isMessage() {
        return mediaType.equals("message/rfc822");
    }

    boolean isText() {
        return mediaType.equals("text/plain") || mediaType.equals("text/html");
    }
}
