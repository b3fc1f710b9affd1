package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;

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

    @Override
    public String toString() {
        return service + " in cluster " + cluster;
    }
}
