package dev.belay.cli;

/** How a command ended, as the contract numbers it: the one place where exit codes stand. */
enum Exit {
    /** As asked. */
    DONE(0),
    /** It could not be done, or nobody knows whether it was. */
    FAILED(1),
    /** The command line or the context can't be understood; nothing was asked of the daemon. */
    USAGE(2),
    /** It was done, and what is so now is not what was asked for: not synced, checks failed. */
    NOT_SYNCED(3),
    /** Somebody else was faster, or as things stand it can't be done. Nothing was written. */
    CONFLICT(4),
    /** A hold keeps it back. */
    HELD(5),
    /** Ctrl-C, as shells number it. */
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** What an answer of the API that is no success means: the one place where the two meet. */
    static Exit of(int status) {
        return switch (status) {
            case 409, 412, 428 -> CONFLICT;
            case 423 -> HELD;
            default -> FAILED;
        };
    }
}
