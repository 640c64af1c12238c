package dev.wireroom.enrich.text.entity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names that newswire uses so often that a list knows them better than a model: countries and
 * continents, and organisations that are nothing else. Serves twice: to find a name that the model
 * missed or mistyped, and to give one entity to "US", "U.S." and "United States". Immutable.
 */
public final class KnownNames {
    /** Before a name that is too often another word to be searched for; it is only merged. */
    private static final String ONLY_MERGED = "~";

    private final Map<String, String> standingNames = new HashMap<>();
    private final Map<String, List<String[]>> byFirstToken = new HashMap<>();

    private KnownNames() {}

    /** Countries and continents, off the class path. */
    public static KnownNames countries() {
        return load("countries.tsv");
    }

    /** International bodies, agencies, parties, armed groups, companies; off the class path. */
    public static KnownNames organizations() {
        return load("organizations.tsv");
    }

    private static KnownNames load(String resource) {
        KnownNames known = new KnownNames();
        try (InputStream stream =
                KnownNames.class.getResourceAsStream(
                        "/dev/wireroom/enrich/text/entity/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(known::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        known.byFirstToken
                .values()
                .forEach(
                        names ->
                                names.sort(
                                        Comparator.comparingInt((String[] name) -> -name.length)));
        return known;
    }

    private void add(String line) {
        String[] names = line.split("\t", -1);
        for (String name : names) {
            if (name.startsWith(ONLY_MERGED)) {
                standingNames.put(NameForms.key(name.substring(1)), names[0]);
            } else {
                standingNames.put(NameForms.key(name), names[0]);
                String[] tokens = NameForms.basicTokens(name);
                byFirstToken.computeIfAbsent(tokens[0], first -> new ArrayList<>()).add(tokens);
            }
        }
    }

    /** The standing name of what is listed, by any of its names. */
    public Optional<String> standingName(String name) {
        return Optional.ofNullable(standingNames.get(NameForms.key(name)));
    }

    /** Whether a listed name begins with this token, as "al-Jazeera" does with a small letter. */
    public boolean mayBegin(String token) {
        return byFirstToken.containsKey(token);
    }

    /**
     * How many tokens from {@code from} on are together a listed name, exactly as written; the
     * longest such name, 0 for none.
     */
    public int match(List<String> tokens, int from) {
        for (String[] name : byFirstToken.getOrDefault(tokens.get(from), List.of())) {
            if (from + name.length <= tokens.size() && matches(tokens, from, name)) {
                return name.length;
            }
        }
        return 0;
    }

    private static boolean matches(List<String> tokens, int from, String[] name) {
        for (int index = 0; index < name.length; index++) {
            if (!tokens.get(from + index).equals(name[index])) {
                return false;
            }
        }
        return true;
    }
}
