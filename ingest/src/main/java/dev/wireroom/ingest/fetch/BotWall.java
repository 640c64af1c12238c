package dev.wireroom.ingest.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The services that stand before a site and refuse programs, told by their headers or their page.
 * To name the one that did it tells an operator whom to ask.
 */
enum BotWall {
    CLOUDFLARE("Cloudflare"),
    AKAMAI("Akamai"),
    DATADOME("DataDome"),
    IMPERVA("Imperva"),
    HUMAN("HUMAN (PerimeterX)"),
    AWS_WAF("AWS WAF"),
    SUCURI("Sucuri");

    private static final int LOOKED_AT = 16 * 1024;

    private final String title;

    BotWall(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whose refusal an answer is. Some challenges come with a 200 or a 202. */
    static Optional<BotWall> of(HttpTransport.Answer answer) {
        if (says(answer, "cf-mitigated", "challenge")) {
            return Optional.of(CLOUDFLARE);
        }
        if (!answer.header("x-amzn-waf-action").isEmpty()) {
            return Optional.of(AWS_WAF);
        }
        if (isImperva(answer) && page(answer, "_incapsula_resource")) {
            return Optional.of(IMPERVA);
        }
        if (answer.status() < 400) {
            return Optional.empty();
        }
        return byPage(answer)
                .or(() -> answer.status() == 403 ? byServer(answer) : Optional.empty());
    }

    private static Optional<BotWall> byPage(HttpTransport.Answer answer) {
        if (says(answer, "server", "cloudflare")
                && page(
                        answer,
                        "just a moment",
                        "/cdn-cgi/challenge-platform",
                        "attention required!")) {
            return Optional.of(CLOUDFLARE);
        }
        if (page(answer, "captcha-delivery.com")) {
            return Optional.of(DATADOME);
        }
        if (page(answer, "px-captcha", "perimeterx")) {
            return Optional.of(HUMAN);
        }
        return page(answer, "errors.edgesuite.net") ? Optional.of(AKAMAI) : Optional.empty();
    }

    /** Of a plain 403: those that pass a site's own 403 on under another name than their own. */
    private static Optional<BotWall> byServer(HttpTransport.Answer answer) {
        if (says(answer, "server", "akamaighost")) {
            return Optional.of(AKAMAI);
        }
        if (says(answer, "server", "datadome") || !answer.header("x-datadome").isEmpty()) {
            return Optional.of(DATADOME);
        }
        if (!answer.header("x-sucuri-block").isEmpty()) {
            return Optional.of(SUCURI);
        }
        return isImperva(answer) ? Optional.of(IMPERVA) : Optional.empty();
    }

    private static boolean isImperva(HttpTransport.Answer answer) {
        return !answer.header("x-iinfo").isEmpty()
                || says(answer, "x-cdn", "imperva")
                || says(answer, "x-cdn", "incapsula");
    }

    private static boolean says(HttpTransport.Answer answer, String header, String part) {
        return answer.header(header).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(part));
    }

    private static boolean page(HttpTransport.Answer answer, String... parts) {
        int length = Math.min(answer.body().length, LOOKED_AT);
        String page =
                new String(answer.body(), 0, length, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        return Arrays.stream(parts).anyMatch(page::contains);
    }
}
