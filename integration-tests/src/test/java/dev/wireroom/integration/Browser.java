package dev.wireroom.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A headless Chromium, asked over WebDriver by way of its own {@code chromedriver}; not
 * thread-safe.
 */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** No sandbox: it needs privileges that containers lack, and the only pages are our own. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--window-size=1280,900");

    private final Process driver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String session;

    private Browser(Process driver) throws IOException {
        this.driver = driver;
        String sessions = "http://127.0.0.1:" + portOf(driver) + "/session";
        JsonNode opened =
                send(
                        "POST",
                        sessions,
                        Map.of(
                                "capabilities",
                                Map.of(
                                        "alwaysMatch",
                                        Map.of(
                                                "goog:loggingPrefs",
                                                Map.of("browser", "ALL"),
                                                "goog:chromeOptions",
                                                Map.of("args", ARGUMENTS)))));
        this.session = sessions + "/" + opened.required("sessionId").asText();
    }

    static boolean isInstalled() {
        return isOnPath("chromedriver")
                && (isOnPath("chromium") || isOnPath("chromium-browser") || isOnPath("chrome"));
    }

    static Browser start() throws IOException {
        Process driver =
                new ProcessBuilder("chromedriver", "--port=0")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return new Browser(driver);
        } catch (IOException | RuntimeException e) {
            stop(driver);
            throw e;
        }
    }

    void open(URI page) {
        send("POST", session + "/url", Map.of("url", page.toString()));
    }

    /** Shows pages in a window so wide and high, in CSS pixels, and in the dark or not. */
    void show(int width, int height, String colorScheme) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** What the script returns. */
    JsonNode run(String script, Object... arguments) {
        return send(
                "POST",
                session + "/execute/sync",
                Map.of("script", script, "args", List.of(arguments)));
    }

    /** The text of every element that the selector finds, hidden ones too. */
    List<String> texts(String selector) {
        return strings(
                run(
                        "return [...document.querySelectorAll(arguments[0])]"
                                + ".map(e => e.textContent.trim())",
                        selector));
    }

    /** The text of the first element that the selector finds; empty where there is none. */
    String text(String selector) {
        return texts(selector).stream().findFirst().orElse("");
    }

    /** What the page complained about since this was last asked. */
    List<String> complaints() {
        JsonNode log = send("POST", session + "/se/log", Map.of("type", "browser"));
        return StreamSupport.stream(log.spliterator(), false)
                .filter(entry -> entry.path("level").asText().equals("SEVERE"))
                .map(entry -> entry.path("message").asText())
                .toList();
    }

    private void devTools(String command, Map<String, ?> parameters) {
        send("POST", session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    private JsonNode send(String method, String address, Map<String, ?> body) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(ANSWER_LIMIT)
                            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + ": " + value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String portOf(Process driver) throws IOException {
        BufferedReader output = driver.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return started.group(1);
            }
        }
        throw new IOException("chromedriver ended without saying its port");
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static boolean isOnPath(String command) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static void stop(Process driver) {
        List<ProcessHandle> browsers = driver.descendants().toList();
        driver.destroy();
        browsers.forEach(ProcessHandle::destroyForcibly);
        try {
            driver.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            send("DELETE", session, Map.of());
        } finally {
            stop(driver);
            http.close();
        }
    }
}
