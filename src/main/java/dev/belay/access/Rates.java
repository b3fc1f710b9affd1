package dev.belay.access;

/**
 * How much is let through in a minute; as much may come at once.
 *
 * @param reads of one caller
 * @param writes of one caller
 * @param failures attempts of one address with a token that is not good
 */
public record Rates(int reads, int writes, int failures) {
    public Rates {
        if (reads < 1 || writes < 1 || failures < 1) {
            throw new IllegalArgumentException("belay.api.limits: expected reads, writes and failures of at least 1");
        }
    }
}
