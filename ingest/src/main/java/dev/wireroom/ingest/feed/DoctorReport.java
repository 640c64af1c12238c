package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.LearnedIdentity;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.WebSubSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the feed doctor says of one polled source: the verdict, what is wrong in detail with what
 * was done about it and what can be, and what polling knows. Pure and immutable.
 *
 * @param advice what can be done about the verdict as a whole
 * @param findings what is wrong, what matters most first
 * @param state what polling knows; empty where it was never polled at this address
 * @param webSub the subscription at the feed's hub
 */
public record DoctorReport(
        Source source,
        FeedHealth health,
        Optional<String> advice,
        List<Finding> findings,
        Rhythm rhythm,
        Identity identity,
        Optional<FeedState> state,
        Optional<WebSubSubscription> webSub) {

    /** A symptom not seen for as long is told as over. */
    private static final Duration CURRENT = Duration.ofDays(2);

    /**
     * Something wrong with the feed.
     *
     * @param current whether the last polls still had it
     * @param advice what operator and publisher can do
     */
    public record Finding(FeedSymptom symptom, boolean current, DoctorAdvice.Entry advice) {}

    /**
     * How often it has news.
     *
     * @param usualGap how long it usually is from news to news; empty where too little is known
     * @param silentFor since the newest item
     * @param alarmAfter how long a silence may last before it is remarkable
     * @param text all of it, for a person
     */
    public record Rhythm(
            Optional<Duration> usualGap,
            Optional<Duration> silentFor,
            Optional<Duration> alarmAfter,
            String text) {}

    /**
     * What tells its items apart.
     *
     * @param set what the definition says
     * @param inForce what is used
     * @param evidence why, for a person
     */
    public record Identity(IdentityPolicy set, IdentityPolicy inForce, String evidence) {}

    /** Worst first: what needs a person before what may pass by itself. */
    public static final Comparator<DoctorReport> WORST_FIRST =
            Comparator.comparingInt((DoctorReport report) -> rank(report.health()))
                    .thenComparing(report -> report.health().since().orElse(Instant.MAX))
                    .thenComparing(report -> report.source().getSourceId());

    /**
     * Examines a source of kind POLL.
     *
     * @param state what polling knows of it
     * @param webSub what its hub said last, where that is not in the state
     */
    public static DoctorReport of(
            Source source,
            Optional<FeedState> state,
            Optional<WebSubSubscription> webSub,
            Instant now) {
        Optional<FeedState> current = state.filter(known -> FeedHealth.isAbout(known, source));
        FeedHealth health = FeedHealth.of(source, state, now);
        return new DoctorReport(
                source,
                health,
                DoctorAdvice.onVerdict(health.kind()),
                current.map(known -> findings(known, now)).orElse(List.of()),
                rhythm(current, now),
                identity(source, current),
                current,
                webSub.or(() -> current.map(FeedState::getWebSub)));
    }

    /** Whether there is something that a person should look at. */
    public boolean ails() {
        return switch (health.kind()) {
            case BLOCKED, BROKEN, GONE, STALE, EMPTY, OVERDUE, STUMBLING -> true;
            case HEALTHY, NEW, PAUSED ->
                    health.silent() || findings.stream().anyMatch(Finding::current);
        };
    }

    /** Whether news is missing now: what the command's exit code tells. */
    public boolean broken() {
        return switch (health.kind()) {
            case BLOCKED, BROKEN, GONE, STALE, EMPTY, OVERDUE -> true;
            case HEALTHY, NEW, PAUSED, STUMBLING -> health.silent();
        };
    }

    /** Smaller is worse. */
    private static int rank(FeedHealth health) {
        return switch (health.kind()) {
            case GONE -> 0;
            case BROKEN -> 1;
            case BLOCKED -> 2;
            case OVERDUE -> 3;
            case EMPTY -> 4;
            case STALE -> 5;
            case STUMBLING -> 6;
            case HEALTHY -> health.silent() ? 5 : 7;
            case PAUSED -> 8;
            case NEW -> 9;
        };
    }

    private static List<Finding> findings(FeedState state, Instant now) {
        return state.getSymptoms().stream()
                .map(
                        symptom ->
                                new Finding(
                                        symptom,
                                        isCurrent(symptom, state, now),
                                        DoctorAdvice.onSymptom(symptom.getCode())))
                .sorted(
                        Comparator.comparing((Finding finding) -> !finding.current())
                                .thenComparingInt(finding -> finding.advice().weight())
                                .thenComparing(finding -> finding.symptom().getCode()))
                .toList();
    }

    private static boolean isCurrent(FeedSymptom symptom, FeedState state, Instant now) {
        Instant last =
                state.getLastPolledAt() == null ? now : state.getLastPolledAt().minus(CURRENT);
        return !symptom.getLastSeenAt().isBefore(last);
    }

    private static Rhythm rhythm(Optional<FeedState> state, Instant now) {
        Cadence cadence = new Cadence(state.map(FeedState::getArrivals).orElse(List.of()));
        Optional<Duration> gap = cadence.typicalGap();
        Optional<Duration> silence =
                cadence.arrivals().stream()
                        .findFirst()
                        .filter(at -> !at.isAfter(now))
                        .map(at -> Duration.between(at, now));
        String text =
                gap.map(usual -> "usually every " + Spans.of(usual))
                                .orElse("how often it has news is not known yet")
                        + silence.map(
                                        lasting ->
                                                (gap.filter(g -> g.compareTo(lasting) < 0)
                                                                        .isPresent()
                                                                ? ", silent for "
                                                                : ", the last one came before ")
                                                        + Spans.of(lasting))
                                .orElse("");
        return new Rhythm(gap, silence, cadence.alarmAfter(), text);
    }

    private static Identity identity(Source source, Optional<FeedState> state) {
        IdentityPolicy set = source.getIdentityPolicy();
        Optional<LearnedIdentity> learned = state.map(FeedState::getIdentity);
        if (set != IdentityPolicy.AUTO) {
            return new Identity(set, set, "set in the definition" + evidence(learned));
        }
        IdentityPolicy inForce =
                learned.map(LearnedIdentity::getPolicy).orElse(IdentityPolicy.AUTO);
        return new Identity(set, inForce, "learned" + evidence(learned));
    }

    private static String evidence(Optional<LearnedIdentity> learned) {
        if (learned.isEmpty() || learned.get().getItems() == 0) {
            return "; no item was looked at yet";
        }
        LearnedIdentity seen = learned.get();
        List<String> counts = new ArrayList<>();
        count(counts, seen.getGuidsMissing(), "without a guid");
        count(counts, seen.getGuidsReused(), "with a guid that another item had");
        count(counts, seen.getGuidsChanged(), "back under another guid");
        count(counts, seen.getLinksReused(), "with a link that another item had");
        count(counts, seen.getLinksChanged(), "back under another link");
        count(counts, seen.getRetitled(), "back under another title");
        return " from %d items%s"
                .formatted(
                        seen.getItems(),
                        counts.isEmpty()
                                ? ", whose ids were as they should be"
                                : ": " + String.join(", ", counts));
    }

    private static void count(List<String> counts, long count, String what) {
        if (count > 0) {
            counts.add(count + " " + what);
        }
    }
}
