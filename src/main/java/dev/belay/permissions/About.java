package dev.belay.permissions;

/** Sorts of things in AWS that records, the store's settings and task definitions name, each as an ARN or a pattern of one. */
public enum About {
    STORE_BUCKET("the store's bucket"),
    STORE_OBJECTS("all below the store's prefix"),
    STORE_DOCUMENTS("Belay's own folders there"),
    STORE_RECORDS("`targets/`, `pins/` and `holds/` there"),
    STORE_TABLE("the store's table"),
    ROLES("the targets' roles"),
    SECRETS("the secrets that records name"),
    PARAMETERS("the parameters that records name"),
    SERVICES("the services"),
    TASKS("tasks of their clusters"),
    CLUSTERS("the services' clusters"),
    FAMILIES("the services' families"),
    TASK_ROLES("the tasks' roles"),
    TEMPLATES("the templates"),
    SITE_BUCKETS("the buckets of sites and builds"),
    BUILDS("the builds"),
    LIVE("the live places"),
    DISTRIBUTIONS("the distributions"),
    ALARMS("wherever there is an `alarm`"),
    REPOSITORIES("the images' repositories"),
    TASK_SECRETS("the tasks' secrets"),
    LOG_STREAMS("the tasks' log groups"),
    TOPICS("the topics"),
    QUEUE("the queue of notifications"),
    KEYS("the keys");

    private final String words;

    About(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
