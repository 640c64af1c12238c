package dev.wireroom.enrich.text.token;

/** The classes of characters that BERT's normaliser and pre-tokenizer know. */
final class Characters {

    private Characters() {}

    /** White space as Python and the Hugging Face normaliser see it, no-break spaces included. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x85;
    }

    /**
     * Where BERT's pre-tokenizer splits: ASCII symbols, Unicode category P, and Chinese characters.
     */
    static boolean isPunctuation(int codePoint) {
        if (codePoint < 128) {
            return (codePoint >= 33 && codePoint <= 47)
                    || (codePoint >= 58 && codePoint <= 64)
                    || (codePoint >= 91 && codePoint <= 96)
                    || (codePoint >= 123 && codePoint <= 126);
        }
        if (codePoint >= 0x4E00 && codePoint <= 0x9FFF) {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    /**
     * Control and format characters, lone surrogates: removed by the normaliser without splitting
     * the token.
     */
    static boolean isDropped(int codePoint) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
            return false;
        }
        if (codePoint < 128) {
            return codePoint < 32 || codePoint == 127;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> codePoint == 0xFFFD;
        };
    }
}
