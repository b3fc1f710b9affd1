package dev.belay.localcloud.secrets;

import dev.belay.localcloud.Scope;
import dev.belay.localcloud.ecs.TaskSecrets;
import java.util.Optional;

/**
 * What ECS finds where a task definition's secret points.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html">the
 *     errors</a>
 */
public record SecretsOfTasks(SecretsManagerSimulator manager, SsmSimulator parameters) implements TaskSecrets {
    @Override
    public Optional<String> refusal(Scope scope, String valueFrom) {
        return valueFrom.startsWith("arn:aws:secretsmanager:") ? secret(valueFrom) : parameter(scope, valueFrom);
    }

    /** {@code arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-LETTERS[:KEY:STAGE:VERSION]}. */
    private Optional<String> secret(String valueFrom) {
        String[] parts = valueFrom.split(":", -1);
        Scope owner = new Scope(parts.length > 4 ? parts[4] : "", parts.length > 3 ? parts[3] : "");
        String arn = String.join(":", java.util.List.of(parts).subList(0, Math.min(7, parts.length)));
        return manager.refusal(owner, arn, parts.length > 7 ? parts[7] : "")
                .map(why -> why.startsWith("retrieved")
                        ? why
                        : "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch"
                                + " secret " + arn + " from secrets manager: " + why);
    }

    private Optional<String> parameter(Scope scope, String valueFrom) {
        String[] parts = valueFrom.split(":", -1);
        boolean arn = valueFrom.startsWith("arn:") && parts.length > 5;
        Scope owner = arn ? new Scope(parts[4], parts[3]) : scope;
        String name = arn ? parts[5].replaceFirst("^parameter", "") : valueFrom;
        return parameters.has(owner, valueFrom)
                ? Optional.empty()
                : Optional.of("unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid"
                        + " ssm parameters: " + name);
    }
}
