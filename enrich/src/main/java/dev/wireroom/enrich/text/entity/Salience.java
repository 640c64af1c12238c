package dev.wireroom.enrich.text.entity;

import dev.wireroom.enrich.text.Field;
import java.util.List;

/**
 * How much of an article an entity is.
 *
 * <p>Each mention weighs {@code 1 / (1 + ln(1 + s / 4))}, where s is the number of its sentence
 * counted from the body's first, so that the lead counts most and the end still counts; a mention
 * in the title weighs {@value #TITLE}. An entity's salience is its mentions' weights, divided by
 * those of all entities. So saliences lie in (0, 1] and sum to 1.
 */
public final class Salience {
    private static final double TITLE = 3;
    private static final double HALF_WAY = 4;

    private Salience() {}

    /**
     * Weight of one mention.
     *
     * @param bodySentence number of its sentence within the body, from 0; not used for the title
     */
    static double weight(Field field, int bodySentence) {
        return field == Field.TITLE ? TITLE : 1 / (1 + Math.log1p(bodySentence / HALF_WAY));
    }

    /**
     * Saliences of entities, in their order.
     *
     * @param firstBodySentence number of the body's first sentence in the document
     */
    public static double[] of(List<MergedEntity> entities, int firstBodySentence) {
        double[] saliences = new double[entities.size()];
        double sum = 0;
        for (int index = 0; index < saliences.length; index++) {
            for (NamedMention mention : entities.get(index).mentions()) {
                saliences[index] += weight(mention.field(), mention.sentence() - firstBodySentence);
            }
            sum += saliences[index];
        }
        for (int index = 0; index < saliences.length; index++) {
            saliences[index] /= sum;
        }
        return saliences;
    }
}
