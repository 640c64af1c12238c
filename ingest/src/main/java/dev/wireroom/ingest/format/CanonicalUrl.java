package dev.wireroom.ingest.format;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings the address of an article into one form, so that it can serve as its id: scheme and host
 * in lower case, no default port, no fragment, no campaign parameters.
 */
public final class CanonicalUrl {

    private static final Pattern CAMPAIGN =
            Pattern.compile("(utm_\\w+|fbclid|gclid|mc_cid|mc_eid|igshid)(=.*)?");

    private CanonicalUrl() {}

    /** Empty where the text is no absolute http or https URL. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean web =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The canonical form of a web address; text that is none is returned as it is. */
    public static String of(String text) {
        return parse(text).map(CanonicalUrl::canonical).orElse(text);
    }

    private static String canonical(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        StringBuilder out = new StringBuilder(scheme).append("://");
        out.append(uri.getHost().toLowerCase(Locale.ROOT));
        if (uri.getPort() != -1 && uri.getPort() != defaultPort) {
            out.append(':').append(uri.getPort());
        }
        out.append(uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        if (uri.getRawQuery() != null) {
            String query =
                    Arrays.stream(uri.getRawQuery().split("&", -1))
                            .filter(parameter -> !CAMPAIGN.matcher(parameter).matches())
                            .collect(Collectors.joining("&"));
            if (!query.isEmpty()) {
                out.append('?').append(query);
            }
        }
        return out.toString();
    }
}
