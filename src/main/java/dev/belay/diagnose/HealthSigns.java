package dev.belay.diagnose;

import dev.belay.diagnose.TrafficClues.TargetHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How health checks of new tasks failed, from what the load balancer says now and what ECS noted: a task that fails is
 * replaced, and its target is gone with it. The reasons: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html">TargetHealth</a>.
 *
 * @param codes that the tasks answered with
 * @param timeouts there was no answer in time: what a security group does
 * @param silence there was no answer, and not said how: refused, closed, or in time
 * @param lines in which it is said
 */
record HealthSigns(SortedSet<Integer> codes, boolean timeouts, boolean silence, List<String> lines) {
    private static final Pattern CODES = Pattern.compile("codes?: \\[?(\\d{3}(?:\\s*,\\s*\\d{3})*)");

    static HealthSigns of(ServiceEvidence seen) {
        var codes = new TreeSet<Integer>();
        var lines = new ArrayList<String>();
        boolean timeouts = false;
        boolean silence = false;
        for (String line : said(seen).toList()) {
            List<Integer> its = codes(line);
            String text = line.toLowerCase(java.util.Locale.ROOT);
            boolean late = text.contains("timed out") || text.contains("target.timeout");
            boolean mute = text.contains("health checks failed") || text.contains("failedhealthchecks");
            codes.addAll(its);
            timeouts |= its.isEmpty() && late;
            silence |= its.isEmpty() && mute && !late;
            lines.add(line);
        }
        return new HealthSigns(codes, timeouts, silence, lines);
    }

    private static Stream<String> said(ServiceEvidence seen) {
        Stream<String> targets = seen.health().values().stream()
                .flatMap(List::stream)
                .filter(target -> target.state().equals("unhealthy"))
                .map(HealthSigns::words);
        Stream<String> events = seen.events().stream().filter(event -> event.contains("is unhealthy in"));
        Stream<String> tasks =
                seen.tasks().stream().map(TaskSeen::told).filter(told -> told.contains("failed ELB health checks"));
        return Stream.of(targets, events, tasks).flatMap(part -> part.limit(3));
    }

    private static String words(TargetHealth target) {
        return "target %s:%d is %s: %s%s"
                .formatted(
                        target.id(),
                        target.port(),
                        target.state(),
                        target.reason() == null ? "no reason given" : target.reason(),
                        target.description() == null ? "" : " (" + target.description() + ")");
    }

    private static List<Integer> codes(String line) {
        var found = CODES.matcher(line);
        return found.find()
                ? Stream.of(found.group(1).split("\\s*,\\s*", -1))
                        .map(Integer::valueOf)
                        .toList()
                : List.of();
    }

    /** Any sign at all. */
    boolean bad() {
        return !lines.isEmpty();
    }

    /** No task gave an answer, so that what is on the way to it may be why. */
    boolean unanswered() {
        return codes.isEmpty() && bad();
    }
}
