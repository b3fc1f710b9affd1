package dev.belay.localcloud;

/** An account and a region: what regional services keep their state by. */
public record Scope(String account, String region) {
    public static Scope of(Request request) {
        return new Scope(request.account(), request.region());
    }

    /** {@code arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
