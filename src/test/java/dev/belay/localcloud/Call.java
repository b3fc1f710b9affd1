package dev.belay.localcloud;

import java.time.Instant;

/**
 * One call that reached the local cloud.
 *
 * @param summary what it was about: the JSON or form body, for REST protocols method, path and query, cut at 2,000 characters
 * @param status the answer's HTTP status; 0 where the connection was cut instead
 */
public record Call(
        Instant at, String service, String operation, String account, String region, String summary, int status) {
    public boolean is(String service, String operation) {
        return this.service.equals(service) && this.operation.equals(operation);
    }
}
