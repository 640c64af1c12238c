package dev.wireroom.service.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys a service accepts, read from a file that holds only their hashes; thread-safe.
 *
 * <p>A key is {@code wr_} and 256 random bits, so one plain SHA-256 cannot be guessed back and
 * needs no salt or slow hash. Each line of the file reads {@code <sha256 hex> <role> <name>
 * <source,source|*>}; {@code #} begins a comment. Deleting a line revokes the key, appending one
 * adds it: a changed file is read again within a second, and one that became unreadable leaves the
 * last good keys in force.
 */
public final class ApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final int KEY_BYTES = 32;
    private static final long RECHECK_NANOS = 1_000_000_000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Entry(String hash, Caller caller) {}

    private record Loaded(FileTime modified, long size, long checkedAtNanos, List<Entry> entries) {}

    private final Path file;
    private volatile Loaded loaded;

    private ApiKeys(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /**
     * Reads the file; {@link IOException} when unreadable, {@link IllegalArgumentException} naming
     * a malformed line.
     */
    public static ApiKeys read(Path file) throws IOException {
        return new ApiKeys(file, load(file));
    }

    /**
     * Makes a new key, appends its hash to the file (created for the owner's eyes only) and returns
     * the key, which exists nowhere else.
     *
     * @param name who it is for: letters, digits, {@code . _ -}
     * @param sources for a producer, the sources it may push to, or {@code *}; ignored for the
     *     other roles
     */
    public static String create(Path file, String name, Role role, Set<String> sources)
            throws IOException {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to 100 letters, digits, '.', '_' or '-'");
        }
        if (sources.stream().anyMatch(source -> !source.matches("[^\\s,#]{1,200}"))) {
            throw new IllegalArgumentException("a source id has no blank, comma or '#'");
        }
        if (role == Role.PRODUCER && sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "a producer's key names its sources, or '*' for all");
        }
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        String key = "wr_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String scope = role == Role.PRODUCER ? String.join(",", new TreeSet<>(sources)) : "*";
        String line =
                "%s %s %s %s%n"
                        .formatted(hash(key), role.name().toLowerCase(Locale.ROOT), name, scope);
        createPrivate(file);
        Files.writeString(file, line, StandardOpenOption.APPEND);
        return key;
    }

    private static void createPrivate(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        Files.writeString(file, "# sha256 role name sources\n", StandardOpenOption.APPEND);
    }

    /** Whose key this is; the time taken does not depend on how much of a key matches. */
    public Optional<Caller> identify(String key) {
        byte[] presented = hash(key).getBytes(StandardCharsets.US_ASCII);
        Optional<Caller> found = Optional.empty();
        for (Entry entry : current()) {
            if (MessageDigest.isEqual(
                    entry.hash().getBytes(StandardCharsets.US_ASCII), presented)) {
                found = Optional.of(entry.caller());
            }
        }
        return found;
    }

    /** How many keys are in force. */
    public int size() {
        return current().size();
    }

    private List<Entry> current() {
        Loaded now = loaded;
        if (System.nanoTime() - now.checkedAtNanos() < RECHECK_NANOS) {
            return now.entries();
        }
        synchronized (this) {
            now = loaded;
            if (System.nanoTime() - now.checkedAtNanos() >= RECHECK_NANOS) {
                loaded = reloaded(now);
            }
            return loaded.entries();
        }
    }

    private Loaded reloaded(Loaded old) {
        try {
            boolean same =
                    Files.getLastModifiedTime(file).equals(old.modified())
                            && Files.size(file) == old.size();
            if (!same) {
                Loaded fresh = load(file);
                log.info("API keys read again from {}: {} in force", file, fresh.entries().size());
                return fresh;
            }
        } catch (IOException | IllegalArgumentException e) {
            log.warn("API keys file unusable, the last good keys stay in force: {}", e.toString());
        }
        return new Loaded(old.modified(), old.size(), System.nanoTime(), old.entries());
    }

    private static Loaded load(Path file) throws IOException {
        // size and time before content: a change in between is seen at the next check
        FileTime modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                entries.add(entry(text, file, number));
            }
        }
        return new Loaded(modified, size, System.nanoTime(), List.copyOf(entries));
    }

    private static Entry entry(String text, Path file, int number) {
        String[] parts = text.split("\\s+", -1);
        try {
            if (parts.length == 4 && parts[0].matches("[0-9a-f]{64}")) {
                Role role = Role.valueOf(parts[1].toUpperCase(Locale.ROOT));
                Set<String> sources = Set.of(parts[3].split(",", -1));
                return new Entry(parts[0], new Caller(parts[2], role, sources));
            }
        } catch (IllegalArgumentException ignored) {
            // answered below, without repeating what the line holds
        }
        throw new IllegalArgumentException(
                "line %d of %s does not read '<sha256> <role> <name> <sources>'"
                        .formatted(number, file));
    }

    /** SHA-256 in lower-case hexadecimal. */
    private static String hash(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
