package dev.wireroom.ingest.format;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names of time zones mean in dates of the web: abbreviations as RFC 822 and news use
 * them, and names of the tz database. Names that mean several zones (IST: India, Ireland, Israel)
 * and the letters of the military, which RFC 5322 takes for unknown, mean none.
 */
final class ZoneNames {

    private static final String OFFSETS =
            "utc+0 gmt+0 ut+0 z+0 wet+0 west+1 bst+1 cet+1 met+1 mez+1 cest+2 mest+2 mesz+2 eet+2"
                + " eest+3 msk+3 msd+4 sast+2 cat+2 eat+3 wat+1 trt+3 gst+4 pkt+5 npt+5:45 ict+7"
                + " wib+7 wita+8 wit+9 hkt+8 sgt+8 myt+8 pht+8 awst+8 jst+9 kst+9 acst+9:30"
                + " acdt+10:30 aest+10 aedt+11 nzst+12 nzdt+13 est-5 edt-4 cst-6 cdt-5 mst-7 mdt-6"
                + " pst-8 pdt-7 akst-9 akdt-8 hst-10 nst-3:30 ndt-2:30 adt-3 ast-4 brt-3 brst-2"
                + " art-3 clt-4 clst-3 cot-5 pet-5 vet-4";

    private static final Map<String, ZoneOffset> BY_NAME = new HashMap<>();

    static {
        for (String entry : OFFSETS.split(" ", -1)) {
            int sign = Math.max(entry.indexOf('+'), entry.indexOf('-'));
            String[] parts = entry.substring(sign + 1).split(":", -1);
            int minutes = Integer.parseInt(parts[0]) * 60;
            minutes += parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            int signed = entry.charAt(sign) == '-' ? -minutes : minutes;
            BY_NAME.put(entry.substring(0, sign), ZoneOffset.ofTotalSeconds(signed * 60));
        }
    }

    private ZoneNames() {}

    /** The offset of an abbreviation in lower case; null where it means none. */
    static @Nullable ZoneOffset offset(String name) {
        return BY_NAME.get(name);
    }

    /**
     * The offset of a zone of the tz database at a local time; null where there is no such zone.
     */
    static @Nullable ZoneOffset offset(String zone, LocalDateTime at) {
        for (String id : ZoneId.getAvailableZoneIds()) {
            if (id.toLowerCase(Locale.ROOT).equals(zone)) {
                try {
                    return ZoneId.of(id).getRules().getOffset(at);
                } catch (DateTimeException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
