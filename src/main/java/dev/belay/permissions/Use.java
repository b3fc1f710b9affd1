package dev.belay.permissions;

/** What of Belay a permission is for. */
public enum Use {
    STORE_S3("the store in S3"),
    STORE_DYNAMODB("the store in DynamoDB"),
    ROLES("targets' roles"),
    SECRETS("secrets of records"),
    SERVICE("a service"),
    SITE("a site"),
    CHECKS("checks"),
    READINESS("readiness and diagnosis"),
    DIAGNOSIS("diagnosis"),
    ANNOUNCE("announcements"),
    NOTIFICATIONS("notifications"),
    KEYS("keys of yours");

    private final String words;

    Use(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
