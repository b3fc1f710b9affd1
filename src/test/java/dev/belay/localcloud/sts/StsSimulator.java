package dev.belay.localcloud.sts;

import dev.belay.localcloud.Form;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.Xml;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STS: every role may be assumed; the keys that it gives name the role's account, so that all calls with them are made there, and
 * belong to that role alone.
 */
public final class StsSimulator implements Simulator {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(.+)");
    private final List<String> roles = new ArrayList<>();
    private final InstantSource clock;

    public StsSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public Response handle(Request request) {
        Map<String, String> form = Form.of(request);
        String operation = operation(request);
        return switch (operation) {
            case "GetCallerIdentity" ->
                answer(
                        operation,
                        Xml.element("Arn", "arn:aws:iam::" + request.account() + ":user/local")
                                + "<UserId>AIDALOCAL</UserId>" + Xml.element("Account", request.account()));
            case "AssumeRole", "AssumeRoleWithWebIdentity" -> assume(operation, form);
            default ->
                wire().error(400, "InvalidAction", "the local cloud's STS does not know the operation " + operation);
        };
    }

    private Response assume(String operation, Map<String, String> form) {
        String arn = form.getOrDefault("RoleArn", "");
        Matcher role = ROLE.matcher(arn);
        if (!role.matches()) {
            return wire().error(400, "ValidationError", arn + " is invalid");
        }
        String session = form.getOrDefault("RoleSessionName", "session");
        Duration valid = Duration.ofSeconds(Long.parseLong(form.getOrDefault("DurationSeconds", "3600")));
        String name = role.group(2).substring(role.group(2).lastIndexOf('/') + 1);
        return answer(
                operation,
                "<Credentials>" + Xml.element("AccessKeyId", key(role.group(1), arn))
                        + "<SecretAccessKey>local</SecretAccessKey><SessionToken>local</SessionToken>"
                        + Xml.element(
                                "Expiration",
                                clock.instant()
                                        .plus(valid)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString())
                        + "</Credentials><AssumedRoleUser>"
                        + Xml.element("Arn", "arn:aws:sts::" + role.group(1) + ":assumed-role/" + name + "/" + session)
                        + Xml.element("AssumedRoleId", "AROALOCAL:" + session) + "</AssumedRoleUser>");
    }

    private synchronized String key(String account, String role) {
        if (!roles.contains(role)) {
            roles.add(role);
        }
        return "ASIA" + account + "L%03d".formatted(roles.indexOf(role));
    }

    /** The role that such a key was given for; empty: it is none of these keys. */
    public synchronized Optional<String> role(String accessKey) {
        return accessKey.matches("ASIA\\d{12}L\\d{3}")
                ? Optional.of(roles.get(Integer.parseInt(accessKey.substring(17))))
                : Optional.empty();
    }

    private static Response answer(String operation, String result) {
        return Response.of(
                200,
                "text/xml",
                "<" + operation + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + operation
                        + "Result>" + result + "</" + operation
                        + "Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></" + operation
                        + "Response>");
    }
}
