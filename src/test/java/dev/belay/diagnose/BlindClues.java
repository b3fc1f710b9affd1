package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Clues that can't be had: every look fails in the same way. For simulations, too. */
public final class BlindClues implements ServiceClues, TrafficClues, NeedClues, SiteClues, EdgeClues {
    private final Failure failure;

    public BlindClues(Failure failure) {
        this.failure = failure;
    }

    /** As all that a diagnosis looks at. */
    public Clues all() {
        return new Clues(this, this, this, this, this);
    }

    @Override
    public @Nullable ServiceSeen service(EcsService spec) {
        throw failure.asException();
    }

    @Override
    public List<TaskSeen> tasks(EcsService spec) {
        throw failure.asException();
    }

    @Override
    public Revision revision(AwsScope scope, String arn) {
        throw failure.asException();
    }

    @Override
    public List<String> lastLines(AwsScope scope, String group, String stream, int most) {
        throw failure.asException();
    }

    @Override
    public List<TargetGroup> groups(AwsScope scope, List<String> arns) {
        throw failure.asException();
    }

    @Override
    public List<TargetHealth> health(AwsScope scope, String group) {
        throw failure.asException();
    }

    @Override
    public List<Balancer> balancers(AwsScope scope, List<String> arns) {
        throw failure.asException();
    }

    @Override
    public List<SecurityGroup> securityGroups(AwsScope scope, List<String> ids) {
        throw failure.asException();
    }

    @Override
    public SortedMap<String, String> ranges(AwsScope scope, List<String> subnets) {
        throw failure.asException();
    }

    @Override
    public boolean hasImage(AwsScope scope, EcrImage image) {
        throw failure.asException();
    }

    @Override
    public Presence secret(AwsScope scope, String secret) {
        throw failure.asException();
    }

    @Override
    public Set<String> parameters(AwsScope scope, List<String> names) {
        throw failure.asException();
    }

    @Override
    public boolean hasRole(AwsScope scope, String name) {
        throw failure.asException();
    }

    @Override
    public Origins origins(AwsScope scope, String distribution) {
        throw failure.asException();
    }

    @Override
    public @Nullable InvalidationSeen invalidation(AwsScope scope, String distribution, String id) {
        throw failure.asException();
    }

    @Override
    public @Nullable Entry entry(AwsScope scope, String bucket, String key) {
        throw failure.asException();
    }

    @Override
    public Served get(URI address) {
        throw failure.asException();
    }
}
