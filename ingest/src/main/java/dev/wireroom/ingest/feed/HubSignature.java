package dev.wireroom.ingest.feed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a WebSub delivery, {@code X-Hub-Signature: method=hex} (W3C WebSub, section 7):
 * an HMAC of the body under the secret that was given to the hub. Pure.
 */
final class HubSignature {

    private static final Map<String, String> METHODS =
            Map.of(
                    "sha1", "HmacSHA1",
                    "sha256", "HmacSHA256",
                    "sha384", "HmacSHA384",
                    "sha512", "HmacSHA512");

    private HubSignature() {}

    /** Whether a header signs a body; compared in constant time. */
    static boolean signs(String header, byte[] body, String secret) {
        String[] parts = header.strip().split("=", 2);
        String method = METHODS.get(parts[0].strip().toLowerCase(Locale.ROOT));
        if (method == null || parts.length < 2) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(parts[1].strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(given, hmac(method, body, secret));
    }

    private static byte[] hmac(String method, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(method);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), method));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + method, e);
        }
    }
}
