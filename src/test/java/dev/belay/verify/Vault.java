package dev.belay.verify;

import dev.belay.model.Failure;
import dev.belay.secrets.References;
import dev.belay.secrets.SecretSource;
import dev.belay.secrets.Secrets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Secrets of a test; there are {@code token} and {@code password} from the start, and every name is allowed. */
final class Vault implements Secrets {
    static final String TOKEN = "s3cr3t/token+1";
    static final String PASSWORD = "hunter2 \"hunter2\"";

    final Map<String, String> values = new HashMap<>(Map.of("token", TOKEN, "password", PASSWORD));
    private final Secrets references = new References(
            List.of("*"),
            new SecretSource() {
                @Override
                public String secret(String name) {
                    String value = values.get(name);
                    if (value == null) {
                        throw new Failure.NotFound("there is none").asException();
                    }
                    return value;
                }

                @Override
                public String parameter(String name) {
                    throw new Failure.Throttled("Rate exceeded").asException();
                }
            },
            values::get,
            InstantSource.system());

    @Override
    public Resolved resolve(String text) {
        return references.resolve(text);
    }
}
