package dev.belay.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a follow-up: a head, and the report of each rollout between markers, so that it can be put anew while what people wrote around
 * it stays.
 */
final class IssueText {
    /** GitHub takes 65,536 characters. */
    private static final int LONGEST = 60_000;

    private static final int LONGEST_REPORT = 20_000;
    private static final Pattern REPORT =
            Pattern.compile("<!-- belay:rollout (\\S+) -->\n.*?\n<!-- /belay:rollout -->\n*", Pattern.DOTALL);

    private IssueText() {}

    /** What the issue of a trouble is found again by. */
    static String marker(String target, String key) {
        return "<!-- belay:follow-up " + target + " " + plain(key) + " -->";
    }

    /** What tells that an announcement stands there already. */
    static String marker(Announcement said) {
        return "<!-- belay:message " + plain(said.id()) + " -->";
    }

    /** The body of a new issue. */
    static String open(Announcement said, String key, String report, @Nullable String link) {
        return with(marker(said.target(), key) + "\n" + comment(said, link), said.rollout(), report);
    }

    /** A body with the report of a rollout as it is now; without a rollout as it was. */
    static String with(String body, @Nullable String rollout, String report) {
        if (rollout == null || report.isBlank()) {
            return body;
        }
        String section =
                "<!-- belay:rollout " + plain(rollout) + " -->\n" + cut(report) + "\n<!-- /belay:rollout -->\n";
        Matcher matcher = REPORT.matcher(body);
        while (matcher.find()) {
            if (matcher.group(1).equals(plain(rollout))) {
                return shortened(body.substring(0, matcher.start()) + section + body.substring(matcher.end()));
            }
        }
        return shortened(body.stripTrailing() + "\n\n" + section);
    }

    /** An announcement as a comment. */
    static String comment(Announcement said, @Nullable String link) {
        var text = new StringBuilder(marker(said)).append('\n');
        text.append("**").append(Markdown.escaped(said.title())).append("**\n\n");
        said.text().lines().forEach(line -> text.append(Markdown.escaped(line)).append("  \n"));
        text.append('\n');
        said.fields().forEach(field -> Markdown.item(text, field.label(), field.value()));
        Markdown.item(text, "At", Words.time(said.at()));
        if (link != null) {
            text.append("- [Read on](").append(link).append(")\n");
        }
        return text.toString();
    }

    private static String cut(String report) {
        if (report.length() <= LONGEST_REPORT) {
            return report.strip();
        }
        int end = report.lastIndexOf('\n', LONGEST_REPORT);
        return report.substring(0, end < 0 ? LONGEST_REPORT : end).strip() + "\n\nThe rest is in Belay's own report.";
    }

    /** Without the oldest reports but the first, until it fits. */
    private static String shortened(String body) {
        String shorter = body;
        List<MatchResult> reports =
                new ArrayList<>(REPORT.matcher(shorter).results().toList());
        while (shorter.length() > LONGEST && reports.size() > 2) {
            MatchResult second = reports.get(1);
            shorter = shorter.substring(0, second.start()) + shorter.substring(second.end());
            reports = REPORT.matcher(shorter).results().toList();
        }
        return shorter;
    }

    /** What can stand in a comment of HTML. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("-(?=-|$)", "_");
    }
}
