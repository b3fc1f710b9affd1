package dev.belay.adopt;

import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be held from now on.
 *
 * @param name of the target to be
 * @param service null: none
 * @param site null: none
 */
public record AdoptRequest(
        String name,
        AwsScope aws,
        @Nullable ServicePart service,
        @Nullable SitePart site) {
    /**
     * An ECS service.
     *
     * @param containers whose images make a version; empty: the one that the load balancer sends to, else the first
     */
    public record ServicePart(String cluster, String service, List<String> containers) {
        public ServicePart {
            containers = List.copyOf(containers);
        }
    }

    /**
     * A site.
     *
     * @param build address of a version's build, holding {@code {version}}
     * @param distributions ids
     */
    public record SitePart(S3Place live, String build, List<String> distributions) {
        public SitePart {
            distributions = List.copyOf(distributions);
        }
    }
}
