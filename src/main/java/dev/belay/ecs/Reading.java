package dev.belay.ecs;

/** What a look at a service found. A look that failed is no reading. */
public sealed interface Reading {
    /** It is there. */
    record Found(ServiceSnapshot service) implements Reading {}

    /** The cluster has no such service. */
    record NoService() implements Reading {}

    /** There is no such cluster. */
    record NoCluster() implements Reading {}

    /** Whether a pass over its target could come to something else with the other reading. */
    default boolean differsFrom(Reading other) {
        if (this instanceof Found(ServiceSnapshot one) && other instanceof Found(ServiceSnapshot two)) {
            return !one.sameAs(two);
        }
        return !equals(other);
    }
}
