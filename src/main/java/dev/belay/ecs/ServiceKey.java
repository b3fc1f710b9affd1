package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.ServiceAddress;

/**
 * One service, as its record names it.
 *
 * @param cluster name or ARN
 * @param service name or ARN
 */
public record ServiceKey(AwsScope scope, String cluster, String service) {
    public static ServiceKey of(EcsService spec) {
        return new ServiceKey(spec.aws(), spec.cluster(), spec.service());
    }

    /**
     * Whether it may be the service of an event. A scope does not always say of which account or region it is; then every
     * one counts, since looking at one too many does no harm.
     */
    boolean mayBe(ServiceAddress address) {
        return same(cluster, address.cluster())
                && same(service, address.service())
                && (scope.region() == null || scope.region().equals(address.region()))
                && (scope.assumeRole() == null || scope.assumeRole().contains(":" + address.account() + ":"));
    }

    private static boolean same(String nameOrArn, String name) {
        return nameOrArn.equals(name) || (nameOrArn.startsWith("arn:") && nameOrArn.endsWith("/" + name));
    }

    @Override
    public String toString() {
        return service + " in cluster " + cluster;
    }
}
