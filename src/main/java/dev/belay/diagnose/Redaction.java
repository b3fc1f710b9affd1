package dev.belay.diagnose;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a line from outside what looks like a secret, and cuts it. A net with holes, since nobody knows what a
 * program writes: log lines are for operators only all the same.
 */
final class Redaction {
    static final int LONGEST = 400;
    private static final String MASK = "***";

    private static final Pattern CONTROL = Pattern.compile("(?:\u001B\\[[0-9;?]*[A-Za-z]|[\\p{Cntrl}\\s])+");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]+@");
    private static final Pattern COOKIE = Pattern.compile("(?i)\\b((?:set-)?cookie\\\\?[\"']?\\s*[:=]).*");
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?i)(authorization\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)(?:(?:bearer|basic|digest|aws4-\\S+)\\s+)?[^\"'\\s]+.*");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");

    /** What AWS calls things is left: ARNs, actions ({@code secretsmanager:GetSecretValue}) and error codes. */
    private static final Pattern NAMED = Pattern.compile("(?<aws>arn:aws[\\w-]*:\\S+|\\b[a-z0-9]{2,}:[A-Z]\\w+"
            + "|\\b(?:ExpiredToken|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken)(?:Exception)?:)|"
            + "(?<name>(?i:[\\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
            + "|credential|signature|session[_-]?id|authkey|account[_-]?key)[\\w.-]*\\\\?[\"']?\\s*(?:=>|[=:])\\s*))"
            + "(?<value>\\\\?\"[^\"]*\"?|'[^']*'?|[^\\s,;&]+)");

    private static final Pattern KNOWN = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|\\beyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"
            + "|\\bxox[a-z]-[A-Za-z0-9-]{8,}|\\bgh[a-z]_[A-Za-z0-9]{20,}|\\bgithub_pat_\\w{20,}|\\bsk[-_][A-Za-z0-9_-]{16,}"
            + "|hooks\\.slack\\.com/services/\\S+");

    /** Forty and more characters of base64: keys. Digests are hexadecimal, and all of one case. */
    private static final Pattern KEY = Pattern.compile(
            "(?<![\\w+/.-])(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])(?=[A-Za-z+/]*[0-9])[A-Za-z0-9+/]{40,}={0,2}");

    private Redaction() {}

    /** One line: without control characters, without what looks like a secret, cut. */
    static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ").strip();
        line = USER_INFO.matcher(line).replaceAll("://" + MASK + "@");
        line = COOKIE.matcher(line).replaceAll("$1 " + MASK);
        line = AUTHORIZATION.matcher(line).replaceAll("$1" + MASK);
        line = SCHEME.matcher(line).replaceAll("$1 " + MASK);
        line = NAMED.matcher(line).replaceAll(Redaction::named);
        line = KNOWN.matcher(line).replaceAll(MASK);
        return cut(KEY.matcher(line).replaceAll(MASK));
    }

    static List<String> lines(List<String> lines) {
        return lines.stream()
                .map(Redaction::line)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String named(MatchResult found) {
        String kept = found.group("aws") != null ? found.group("aws") : found.group("name") + MASK;
        return Matcher.quoteReplacement(kept);
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}
