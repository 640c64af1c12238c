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
 * The countries and continents that newswire names, with their other names. Serves twice: to find a
 * country that the model missed, and to give one entity to "US", "U.S." and "United States".
 * Immutable.
 */
public final class Countries {
    private static final String RESOURCE = "countries.tsv";

    private final Map<String, String> standingNames = new HashMap<>();
    private final Map<String, List<String[]>> byFirstToken = new HashMap<>();

    private Countries() {}

    /** Reads the list from the class path. */
    public static Countries load() {
        Countries countries = new Countries();
        try (InputStream stream =
                Countries.class.getResourceAsStream(
                        "/dev/wireroom/enrich/text/entity/" + RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(countries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
        countries
                .byFirstToken
                .values()
                .forEach(
                        names ->
                                names.sort(
                                        Comparator.comparingInt((String[] name) -> -name.length)));
        return countries;
    }

    private void add(String line) {
        String[] names = line.split("\t", -1);
        for (String name : names) {
            standingNames.put(NameForms.key(name), names[0]);
            String[] tokens = NameForms.basicTokens(name);
            byFirstToken.computeIfAbsent(tokens[0], first -> new ArrayList<>()).add(tokens);
        }
    }

    /** The standing name of a country, by any of its names. */
    public Optional<String> standingName(String name) {
        return Optional.ofNullable(standingNames.get(NameForms.key(name)));
    }

    /**
     * How many tokens from {@code from} on are together a country's name, exactly as written; the
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
