package dev.belay.localcloud;

import java.util.Comparator;

/** An account and a region: what regional services keep their state by. */
public record Scope(String account, String region) {
    /** By account, then by region. */
    public static final Comparator<Scope> ORDER =
            Comparator.comparing(Scope::account).thenComparing(Scope::region);

    public static Scope of(Request request) {
        return new Scope(request.account(), request.region());
    }

    /** {@code arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
