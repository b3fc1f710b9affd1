package dev.belay.api;

/** Media types that a record may be sent as. */
final class RecordTypes {
    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String X_YAML = "application/x-yaml";
    static final String TEXT_YAML = "text/yaml";
    static final String TEXT_X_YAML = "text/x-yaml";

    private RecordTypes() {}
}
