package dev.wireroom.service.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * An http or https URL taken apart once, in the one way in which it is then checked, shown and
 * connected to: no second reader of the same text can come to another host. Immutable.
 *
 * <p>The host is in lower case, in ASCII (punycode), without a trailing dot; an IPv4 address in any
 * spelling that C's {@code inet_aton} knows (decimal, octal, hex, fewer than four parts) is in its
 * usual form, as the WHATWG URL standard has it. Fragments are dropped.
 *
 * @param secure whether it is https
 * @param host name or address; an IPv6 address without brackets
 * @param port the port that is connected to, given or not
 * @param target path and query as they are sent, never empty
 * @param credentials what stood before the {@code @}, decoded; in no text this class makes
 */
public record WebAddress(
        boolean secure, String host, int port, String target, Optional<String> credentials) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_NAME_LENGTH = 253;
    private static final int MAX_LENGTH = 8_192;

    /** Printable ASCII that RFC 3986 has no place for, or not unescaped. */
    private static final String ESCAPED = "\"<>\\^`{|}";

    /**
     * Takes a URL apart. Characters that a URL may not have are escaped, as browsers do.
     *
     * @throws URISyntaxException saying why it is no address to go to; without its credentials
     */
    public static WebAddress parse(String url) throws URISyntaxException {
        String text = escape(url.strip());
        if (text.length() > MAX_LENGTH) {
            throw new URISyntaxException(
                    text.substring(0, 64) + "…", "longer than " + MAX_LENGTH + " characters");
        }
        return of(uri(text));
    }

    /** As {@link #parse}, of a URL that was taken apart by {@link URI}. */
    public static WebAddress of(URI uri) throws URISyntaxException {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw fault(scheme.isEmpty() ? "no http:// or https:// in front" : "scheme " + scheme);
        }
        boolean secure = scheme.equals("https");
        String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
        int at = authority.lastIndexOf('@');
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new WebAddress(
                secure,
                canonicalHost(host),
                hasPort ? port(hostAndPort.substring(colon + 1), secure) : standardPort(secure),
                escape(rooted(path) + query),
                at < 0 ? Optional.empty() : Optional.of(unescape(authority.substring(0, at))));
    }

    /**
     * The address that a reference found here, such as a Location header, leads to; without
     * credentials, whatever it says.
     */
    public WebAddress resolve(String reference) throws URISyntaxException {
        String text = escape(reference.strip());
        // URI.resolve is of RFC 2396, which has the last segment replaced here
        String whole = text.startsWith("?") ? uri().getRawPath() + text : text;
        WebAddress found = of(uri().resolve(uri(whole)));
        return new WebAddress(found.secure, found.host, found.port, found.target, Optional.empty());
    }

    /** Another path of the same origin, with the same credentials. */
    public WebAddress sibling(String otherTarget) {
        return new WebAddress(secure, host, port, otherTarget, credentials);
    }

    public WebAddress withCredentials(Optional<String> others) {
        return new WebAddress(secure, host, port, target, others);
    }

    /** Without credentials. */
    public URI uri() {
        return URI.create(origin() + target);
    }

    /** With credentials, as they were: for whoever keeps the address, not for showing. */
    public URI uriWithCredentials() {
        String userInfo =
                credentials
                        .map(given -> escapeAll(given.getBytes(StandardCharsets.UTF_8)) + "@")
                        .orElse("");
        return URI.create(scheme() + "://" + userInfo + authority() + target);
    }

    /** Scheme, host and, where it is not the usual one, port. */
    public String origin() {
        return scheme() + "://" + authority();
    }

    public String scheme() {
        return secure ? "https" : "http";
    }

    public boolean sameOrigin(WebAddress other) {
        return secure == other.secure && port == other.port && host.equals(other.host);
    }

    private String authority() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == standardPort(secure) ? shown : shown + ":" + port;
    }

    private static int standardPort(boolean secure) {
        return secure ? HTTPS : HTTP;
    }

    private static int port(String text, boolean secure) throws URISyntaxException {
        if (text.isEmpty()) {
            return standardPort(secure);
        }
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        }
        throw fault("port " + text + " is not between 1 and " + MAX_PORT);
    }

    /** With a slash in front and without dot segments (RFC 3986, section 5.2.4). */
    private static String rooted(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = path.split("/", -1);
        for (int i = path.startsWith("/") ? 1 : 0; i < parts.length; i++) {
            boolean up = parts[i].equals("..");
            if (up) {
                segments.pollLast();
            } else if (!parts[i].equals(".")) {
                segments.add(parts[i]);
            }
            if (i == parts.length - 1 && (up || parts[i].equals("."))) {
                segments.add("");
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String canonicalHost(String raw) throws URISyntaxException {
        if (raw.isEmpty()) {
            throw fault("no host");
        }
        if (raw.startsWith("[")) {
            return ipv6(raw);
        }
        String name = toAscii(raw);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.length() > MAX_NAME_LENGTH
                || !name.matches("([a-z0-9_-]{1,63}\\.)*[a-z0-9_-]{1,63}")) {
            throw fault("host " + raw + " is not a name that DNS can have");
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.matches("\\d+|0x[0-9a-f]*") ? ipv4(name) : name;
    }

    private static String toAscii(String raw) throws URISyntaxException {
        try {
            return IDN.toASCII(unescape(raw), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw fault("host " + raw + " is not a name that DNS can have");
        }
    }

    private static String ipv6(String bracketed) throws URISyntaxException {
        if (bracketed.matches("\\[[0-9A-Fa-f:.]+]")) {
            try {
                return InetAddress.getByName(bracketed).getHostAddress();
            } catch (UnknownHostException ignored) {
                // answered below
            }
        }
        throw fault("host " + bracketed + " is not an IPv6 address");
    }

    /** The IPv4 parser of the WHATWG URL standard. */
    private static String ipv4(String text) throws URISyntaxException {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            throw fault("host " + text + " ends like an IPv4 address but is none");
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = number(parts[i], text);
            int bytes = i == parts.length - 1 ? 5 - parts.length : 1;
            if (number >= 1L << (8 * bytes)) {
                throw fault("host " + text + " ends like an IPv4 address but is none");
            }
            address = (address << (8 * bytes)) | number;
        }
        return "%d.%d.%d.%d"
                .formatted(
                        address >> 24,
                        (address >> 16) & 0xff,
                        (address >> 8) & 0xff,
                        address & 0xff);
    }

    private static long number(String part, String whole) throws URISyntaxException {
        boolean hex = part.startsWith("0x");
        boolean octal = !hex && part.length() > 1 && part.startsWith("0");
        String digits = hex ? part.substring(2) : part;
        int radix = hex ? 16 : octal ? 8 : 10;
        try {
            // "0x" alone is zero, as the standard has it
            long number = hex && digits.isEmpty() ? 0 : Long.parseLong(digits, radix);
            if (number >= 0 && !digits.startsWith("-") && !digits.startsWith("+")) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // answered below
        }
        throw fault("host " + whole + " ends like an IPv4 address but is none");
    }

    private static URI uri(String text) throws URISyntaxException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // its own text would show credentials
            throw fault("not a URL: " + e.getReason());
        }
    }

    private static URISyntaxException fault(String why) {
        // the input would show credentials
        return new URISyntaxException("", why);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '\t' || c == '\n' || c == '\r') {
                continue; // browsers leave these out
            }
            boolean strange = c <= ' ' || c >= 0x7f || ESCAPED.indexOf(c) >= 0;
            if (strange || (c == '%' && !isEscape(text, i))) {
                escaped.append(escapeAll(Character.toString(c).getBytes(StandardCharsets.UTF_8)));
            } else {
                escaped.appendCodePoint(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    private static String escapeAll(byte[] bytes) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            boolean plain =
                    (b >= '0' && b <= '9')
                            || (b >= 'A' && b <= 'Z')
                            || (b >= 'a' && b <= 'z')
                            || b == ':';
            escaped.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] plain = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                plain[length++] = (byte) ((high << 4) | low);
                i += 2;
            } else {
                plain[length++] = bytes[i];
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    /** Never shows credentials. */
    @Override
    public String toString() {
        return origin() + target;
    }
}
