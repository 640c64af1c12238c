package dev.wireroom.enrich.text;

/**
 * One place where an entity is named.
 *
 * @param begin first UTF-16 code unit in the original field, from 0
 * @param end one past the last
 * @param text exactly the field's text from begin to end
 * @param confidence lowest probability of its tokens' labels after the document was considered, 0
 *     to 1
 */
public record Mention(Field field, int begin, int end, String text, double confidence) {}
