package dev.wireroom.ingest.feed;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings the many spellings of one article's address into one, so that a link can tell items apart.
 *
 * <p>The same: http and https, {@code www.}, {@code m.}, {@code mobile.} and {@code amp.} hosts,
 * AMP paths and caches, a trailing slash, an index page, session ids in the path, campaign
 * parameters, the order of parameters, the case of percent-escapes, and fragments that count
 * revisions or campaigns ({@code #0}, {@code #xtor=…}). Any other fragment stays: hand-made feeds
 * point to {@code news.html#item5}.
 *
 * <p>The result identifies and is not for fetching. Pure; any text is taken.
 */
final class LinkIdentity {

    private static final Pattern WEB =
            Pattern.compile(
                    "(?i)https?://([^/?#]+)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    private static final Pattern AMP_CACHE_PATH =
            Pattern.compile("/(?:amp|c|v|a)/(?:s/)?([^/]+)(/.*)?");

    /** Prefixes of hosts that serve the same pages in another shape. */
    private static final Pattern HOST_PREFIX =
            Pattern.compile("(?:www\\d?|m|mobile|amp)\\.(?=[^.]+\\.)");

    private static final Pattern PATH_TAIL =
            Pattern.compile("(?i)(?:/index\\.(?:html?|php|aspx?)|/amp/?|/)$");

    private static final Pattern SESSION_IN_PATH =
            Pattern.compile("(?i);(?:jsessionid|phpsessid|sid)=[^/;]*");

    private static final Pattern CAMPAIGN =
            Pattern.compile(
                    "(?i)(?:utm_\\w+|at_\\w+|ns_\\w+|pk_\\w+|mtm_\\w+|piwik_\\w+|hsa_\\w+|wt[._]\\w+"
                        + "|_hsenc|_hsmi|_ga|_gl|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid"
                        + "|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|cmpid?|ocid"
                        + "|ncid|icid|s_cid|xtor|vero_id|oly_(?:enc|anon)_id|sr_share|ftag"
                        + "|amp|phpsessid|jsessionid)(?:=.*)?");

    /** Parameters that are campaigns only with a value that says so. */
    private static final Pattern CHANNEL =
            Pattern.compile(
                    "(?i)(?:ref|source|src|from|via|feed|partner|emc|output|outputtype|channel)="
                            + "(?:rss|atom|feed|amp|twitter|facebook|social|newsletter)\\w*");

    private static final Pattern NO_PLACE =
            Pattern.compile(
                    "(?i)\\d?|xtor=.*|utm_.*|at_.*|ref=.*|:~:.*|echobox=.*|comments?|respond|top");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    private LinkIdentity() {}

    /** The one spelling; text that is no web address is only stripped. */
    static String of(String link) {
        String text = link.strip();
        Matcher web = WEB.matcher(text);
        if (!web.matches()) {
            return text;
        }
        String host = host(web.group(1));
        String path = web.group(2);
        Matcher cached = AMP_CACHE_PATH.matcher(path);
        if (isAmpCache(host) && cached.matches()) {
            host = host(cached.group(1));
            path = cached.group(2) == null ? "" : cached.group(2);
        }
        StringBuilder identity = new StringBuilder("https://").append(host).append(path(path));
        String query = query(web.group(3) == null ? "" : web.group(3));
        if (!query.isEmpty()) {
            identity.append('?').append(query);
        }
        String fragment = web.group(4) == null ? "" : web.group(4);
        if (!NO_PLACE.matcher(fragment).matches()) {
            identity.append('#').append(fragment);
        }
        return identity.toString();
    }

    /** Whether text is an address at all, so that a guid that is one is compared as one. */
    static boolean isWeb(String text) {
        return WEB.matcher(text.strip()).matches();
    }

    private static boolean isAmpCache(String host) {
        return host.endsWith("cdn.ampproject.org") || host.equals("google.com");
    }

    private static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        host = host.replaceFirst(":(?:80|443)?$", "").replaceFirst("\\.$", "");
        Matcher prefix = HOST_PREFIX.matcher(host);
        return prefix.lookingAt() ? host.substring(prefix.end()) : host;
    }

    private static String path(String path) {
        String result = SESSION_IN_PATH.matcher(path).replaceAll("");
        result = ESCAPE.matcher(result).replaceAll(LinkIdentity::unescaped);
        result = result.replaceFirst("\\.amp(?=\\.html?$)", "");
        // twice: /article/amp/ ends in both
        result = PATH_TAIL.matcher(result).replaceFirst("");
        return PATH_TAIL.matcher(result).replaceFirst("");
    }

    /** What needs no escape loses it; other escapes are written in upper case. */
    private static String unescaped(MatchResult escape) {
        char c = (char) Integer.parseInt(escape.group(1), 16);
        boolean unreserved =
                (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-._~".indexOf(c) >= 0;
        return unreserved ? String.valueOf(c) : escape.group().toUpperCase(Locale.ROOT);
    }

    private static String query(String query) {
        return Arrays.stream(query.split("&(?:amp;)?"))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !CAMPAIGN.matcher(parameter).matches())
                .filter(parameter -> !CHANNEL.matcher(parameter).matches())
                .sorted()
                .collect(Collectors.joining("&"));
    }
}
