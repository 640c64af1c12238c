package dev.wireroom.enrich.text.token;

/**
 * How a basic token is written, which an uncased vocabulary cannot tell. The order is that of the
 * model's shape embedding; {@code model.json} repeats it and loading compares the two.
 */
public enum WordShape {
    SPECIAL("special"),
    LOWER("lower"),
    INITIAL("initial"),
    ALL_CAPS("allcaps"),
    MIXED("mixed"),
    DIGIT("digit"),
    PUNCTUATION("punctuation"),
    SINGLE_CAPITAL("single-capital");

    private static final String SUPERSCRIPTS = "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨";

    private final String label;

    WordShape(String label) {
        this.label = label;
    }

    /** The name in {@code model.json}. */
    public String label() {
        return label;
    }

    /** Its row in the model's shape embedding. */
    @SuppressWarnings("EnumOrdinal") // the order is the model's, and loading checks it
    public int index() {
        return ordinal();
    }

    /** Shape of the token {@code [begin, end)} of a text. */
    public static WordShape of(CharSequence text, int begin, int end) {
        boolean alphanumeric = false;
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        boolean restLower = false;
        boolean restUpperOrTitle = false;
        boolean firstUpper = false;
        int count = 0;
        for (int index = begin; index < end; ) {
            int codePoint = Character.codePointAt(text, index);
            boolean isUpper = Character.isUpperCase(codePoint);
            boolean isLower = Character.isLowerCase(codePoint);
            boolean isTitle = Character.isTitleCase(codePoint);
            alphanumeric |= Character.isLetterOrDigit(codePoint) || isNumber(codePoint);
            digit |= Character.isDigit(codePoint) || isDigitLike(codePoint);
            upper |= isUpper;
            lower |= isLower;
            if (count == 0) {
                firstUpper = isUpper;
            } else {
                restLower |= isLower;
                restUpperOrTitle |= isUpper || isTitle;
            }
            count++;
            index += Character.charCount(codePoint);
        }
        if (!alphanumeric) {
            return PUNCTUATION;
        }
        if (digit) {
            return DIGIT;
        }
        if (!upper) {
            return LOWER;
        }
        if (count == 1) {
            return SINGLE_CAPITAL;
        }
        if (!lower && upper) {
            return ALL_CAPS;
        }
        return firstUpper && restLower && !restUpperOrTitle ? INITIAL : MIXED;
    }

    private static boolean isNumber(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    /**
     * Superscripts, subscripts and circled digits, which count as digits where the model was
     * trained.
     */
    private static boolean isDigitLike(int codePoint) {
        return SUPERSCRIPTS.indexOf(codePoint) >= 0;
    }
}
