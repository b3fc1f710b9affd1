package dev.belay.model;

/**
 * An ECS service as AWS itself names it in events.
 *
 * @param account twelve digits
 * @param cluster its name
 * @param service its name
 */
public record ServiceAddress(String account, String region, String cluster, String service) {}
