package dev.belay.diagnose;

/** What ECS tells of in words when a task does not start or does not stay. */
enum Trouble {
    IMAGE_MISSING(Kind.IMAGE_MISSING, "The image {image} is not in the registry."),
    WRONG_ARCHITECTURE(Kind.WRONG_ARCHITECTURE, "The image {image} is made for another kind of processor."),
    PULL_REFUSED(Kind.IMAGE_PULL_REFUSED, "The registry refuses to give the image {image}."),
    REGISTRY_UNREACHABLE(
            Kind.REGISTRY_UNREACHABLE, "The tasks of {revision} can't reach the registry of their images."),
    SECRET_MISSING(Kind.SECRET_MISSING, "A secret that {revision} names can't be found."),
    SECRET_REFUSED(Kind.SECRET_REFUSED, "The execution role may not read a secret that {revision} names."),
    SECRETS_UNREACHABLE(
            Kind.SECRETS_UNREACHABLE, "The tasks of {revision} can't reach the service that keeps their secrets."),
    ROLE_MISSING(Kind.ROLE_MISSING, "ECS can't act in a role of {revision}: it is gone, or does not trust ECS."),
    LOG_GROUP_MISSING(Kind.LOG_GROUP_MISSING, "The log group that {revision} writes to does not exist."),
    UNHEALTHY(Kind.CONTAINER_UNHEALTHY, "The container health check of {revision} fails."),
    NO_CAPACITY(Kind.NO_CAPACITY, "There is no room for the tasks of {revision}."),
    THROTTLED(Kind.CALLS_REFUSED, "ECS itself is throttled by a service that it needs for {revision}."),
    CANNOT_START(Kind.TASK_CANNOT_START, "ECS can't start a task of {revision}.");

    private final Kind kind;
    private final String sentence;

    Trouble(Kind kind, String sentence) {
        this.kind = kind;
        this.sentence = sentence;
    }

    Kind kind() {
        return kind;
    }

    /**
     * @param image {@code shop-api:3 of container app of shop-api:7}
     * @param revision {@code shop-api:7}
     */
    String sentence(String image, String revision) {
        return sentence.replace("{image}", image).replace("{revision}", revision);
    }
}
