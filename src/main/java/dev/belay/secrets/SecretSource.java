package dev.belay.secrets;

/** Where secrets and parameters are. Asked only for what is allowed. */
public interface SecretSource {
    /**
     * A secret's text.
     *
     * @param name or ARN
     * @throws dev.belay.model.FailureException when it can't be read, without a value in its message or its causes
     */
    String secret(String name);

    /**
     * A parameter's text, decrypted.
     *
     * @param name or ARN
     * @throws dev.belay.model.FailureException when it can't be read, without a value in its message or its causes
     */
    String parameter(String name);
}
