package dev.wireroom.ingest.fetch;

import java.net.URI;
import java.util.Map;

/** Sends forms to other people's web servers. Implementations are thread-safe; a call blocks. */
public interface FormPoster {

    /** How it went. */
    sealed interface Result {

        /** The server took it: any 2xx. */
        record Taken(int status) implements Result {}

        /**
         * It did not.
         *
         * @param explanation for a person
         */
        record NotTaken(String explanation) implements Result {}
    }

    /**
     * Sends a form to an address that is guarded like every other; redirects are not followed.
     *
     * @throws InterruptedException where the thread was interrupted, the request being given up
     */
    Result post(URI address, Map<String, String> form) throws InterruptedException;
}
