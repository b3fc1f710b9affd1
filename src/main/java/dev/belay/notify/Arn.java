package dev.belay.notify;

/** Names of things in AWS: {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}. */
final class Arn {
    private static final int PARTS = 6;

    private Arn() {}

    /** Its last part, such as {@code cluster/shop-prod}; empty: it is no ARN. */
    static String resource(String arn) {
        String[] parts = arn.split(":", PARTS);
        return parts.length == PARTS && parts[0].equals("arn") ? parts[PARTS - 1] : "";
    }
}
