package dev.wireroom.enrich.text.token;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * BERT's uncased wordpieces: accents stripped, lower-cased, then greedily the longest known piece
 * from the left. Remembers the commonest tokens; safe for use by many threads.
 *
 * <p>Written here rather than called in native code because it is asked for one token at a time,
 * gets every token's offsets for nothing, survives lone surrogates, and adds nothing to start-up; a
 * test holds it equal to the Hugging Face tokenizer.
 */
public final class WordPieces {
    /**
     * Longer tokens are one unknown piece, as in the Hugging Face tokenizer; it bounds the work per
     * token.
     */
    private static final int MAX_TOKEN_CHARS = 100;

    private static final int REMEMBERED_TOKENS = 32_768;
    private static final int REMEMBERED_CHARS = 24;

    private final Map<String, Integer> first;
    private final Map<String, Integer> following;
    private final int cls;
    private final int sep;
    private final int[] unknown;
    private final int longest;
    private final Map<String, int[]> remembered = new ConcurrentHashMap<>(REMEMBERED_TOKENS * 2);

    /**
     * @param vocabulary piece to id, continuing pieces written with {@code ##}
     */
    public WordPieces(Map<String, Integer> vocabulary) {
        first = new HashMap<>(vocabulary.size() * 2);
        following = new HashMap<>();
        int longestPiece = 1;
        for (Map.Entry<String, Integer> entry : vocabulary.entrySet()) {
            String piece = entry.getKey();
            if (piece.length() > 2 && piece.startsWith("##")) {
                following.put(piece.substring(2), entry.getValue());
            }
            first.put(piece, entry.getValue());
            longestPiece = Math.max(longestPiece, piece.length());
        }
        longest = longestPiece;
        cls = id(vocabulary, "[CLS]");
        sep = id(vocabulary, "[SEP]");
        unknown = new int[] {id(vocabulary, "[UNK]")};
    }

    private static int id(Map<String, Integer> vocabulary, String special) {
        return Objects.requireNonNull(
                vocabulary.get(special), () -> "vocabulary has no " + special);
    }

    /** Id of the piece that opens every sequence. */
    public int cls() {
        return cls;
    }

    /** Id of the piece that closes every sequence. */
    public int sep() {
        return sep;
    }

    /** Ids of one basic token, at least one; not to be changed. */
    public int[] pieces(String token) {
        int[] known = remembered.get(token);
        if (known != null) {
            return known;
        }
        int[] pieces = split(token);
        if (token.length() <= REMEMBERED_CHARS && remembered.size() < REMEMBERED_TOKENS) {
            remembered.put(token, pieces);
        }
        return pieces;
    }

    private int[] split(String token) {
        if (token.length() > 4 * MAX_TOKEN_CHARS) {
            return unknown;
        }
        String plain = plain(token);
        if (plain.isEmpty() || plain.codePointCount(0, plain.length()) > MAX_TOKEN_CHARS) {
            return unknown;
        }
        int[] pieces = new int[plain.length()];
        int count = 0;
        int begin = 0;
        while (begin < plain.length()) {
            Map<String, Integer> known = begin == 0 ? first : following;
            int end = Math.min(plain.length(), begin + longest);
            Integer piece = known.get(plain.substring(begin, end));
            while (piece == null && --end > begin) {
                piece = known.get(plain.substring(begin, end));
            }
            if (piece == null) {
                return unknown;
            }
            pieces[count++] = piece;
            begin = end;
        }
        return Arrays.copyOf(pieces, count);
    }

    private static String plain(String token) {
        boolean ascii = true;
        for (int index = 0; index < token.length() && ascii; index++) {
            ascii = token.charAt(index) < 128 && token.charAt(index) >= 32;
        }
        if (ascii) {
            return token.toLowerCase(Locale.ROOT);
        }
        StringBuilder kept = new StringBuilder(token.length());
        Normalizer.normalize(token, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        StringBuilder plain = new StringBuilder(kept.length());
        kept.toString()
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> !Characters.isDropped(c))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
