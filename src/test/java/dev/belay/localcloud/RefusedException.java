package dev.belay.localcloud;

/** A refusal in the service's own words. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    public RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public RefusedException(String code, String message) {
        this(400, code, message);
    }

    /** Of an operation that is not simulated. */
    public static RefusedException unknown(Wire wire, String service, String operation) {
        return new RefusedException(
                wire.unknownOperation(), "the local cloud's " + service + " does not know the operation " + operation);
    }

    public String code() {
        return code;
    }

    public String said() {
        return String.valueOf(getMessage());
    }

    public Response on(Wire wire) {
        return wire.error(status, code, said());
    }
}
