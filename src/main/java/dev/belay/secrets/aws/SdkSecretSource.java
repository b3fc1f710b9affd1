package dev.belay.secrets.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.secrets.SecretSource;
import java.util.function.Function;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Reads as the daemon itself, never in a target's role, in its own region or in the one that an ARN names. */
public final class SdkSecretSource implements SecretSource {
    private final Function<AwsScope, SecretsManagerClient> secrets;
    private final Function<AwsScope, SsmClient> parameters;

    public SdkSecretSource(Function<AwsScope, SecretsManagerClient> secrets, Function<AwsScope, SsmClient> parameters) {
        this.secrets = secrets;
        this.parameters = parameters;
    }

    @Override
    public String secret(String name) {
        String what = "secretsmanager GetSecretValue";
        String text = Failures.translating(
                        what, () -> secrets.apply(scope(name)).getSecretValue(request -> request.secretId(name)))
                .secretString();
        if (text == null) {
            throw new Failure.Invalid(what + ": the secret holds bytes; expected text").asException();
        }
        return text;
    }

    @Override
    public String parameter(String name) {
        String what = "ssm GetParameter";
        return Failures.translating(what, () -> {
            try {
                return parameters
                        .apply(scope(name))
                        .getParameter(request -> request.name(name).withDecryption(true))
                        .parameter()
                        .value();
            } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
                throw new FailureException(new Failure.NotFound(what + ": there is no such parameter"), e);
            }
        });
    }

    private static AwsScope scope(String name) {
        String[] arn = name.split(":", 5);
        return arn.length == 5 && arn[0].equals("arn") ? new AwsScope(arn[3], null, null) : AwsScope.DEFAULT;
    }
}
