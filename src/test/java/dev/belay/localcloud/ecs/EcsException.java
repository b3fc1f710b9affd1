package dev.belay.localcloud.ecs;

import java.util.function.Supplier;

/** A refusal in ECS's own words. */
final class EcsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    private EcsException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String said() {
        return String.valueOf(getMessage());
    }

    static EcsException client(String message) {
        return new EcsException("ClientException", message);
    }

    static EcsException invalid(String message) {
        return new EcsException("InvalidParameterException", message);
    }

    static Supplier<EcsException> noCluster() {
        return () -> new EcsException("ClusterNotFoundException", "Cluster not found.");
    }

    static EcsException noService() {
        return new EcsException("ServiceNotFoundException", "Service not found.");
    }

    static EcsException serviceNotActive() {
        return new EcsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    static EcsException unknown(String operation) {
        return new EcsException(
                "UnknownOperationException", "the local cloud's ECS does not know the operation " + operation);
    }
}
