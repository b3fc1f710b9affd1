package dev.belay.permissions;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Ordered;
import dev.belay.model.Receiver;
import dev.belay.model.Target;
import dev.belay.permissions.Grant.Condition;
import dev.belay.permissions.Policy.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The least policies for a set of targets. Pure.
 *
 * @param home where the daemon is
 * @param tasks what the services' task definitions name; none: not known
 * @param keys ARNs of keys that what is used is encrypted with
 * @param readOnly for a daemon that only reports: nothing is written but its own state, and nobody moved, but people are told
 */
public record Policies(List<Target> targets, Place home, List<TaskNames> tasks, List<String> keys, boolean readOnly) {
    public Policies {
        targets = List.copyOf(targets);
        tasks = List.copyOf(tasks);
        keys = List.copyOf(keys);
    }

    /** The table: every call that the code makes, and what it is for. */
    public static List<Grant> table() {
        return Stream.of(OwnGrants.ALL, TargetGrants.ALL, List.of(OwnGrants.WITH_KEYS))
                .flatMap(List::stream)
                .toList();
    }

    /** Without a queue of notifications. */
    public Policy own(Store store) {
        return own(store, null);
    }

    /**
     * For the daemon itself: its store, the roles that targets name, their secrets, its queue, and the targets that name no role.
     *
     * @param queue ARN of the queue of notifications; null: it has none
     */
    public Policy own(Store store, @Nullable String queue) {
        var named = new Named();
        if (queue != null) {
            named.add(About.QUEUE, queue);
        }
        store(store, named);
        roles().forEach(role -> named.add(About.ROLES, role));
        targets.forEach(target -> Secrets.add(target, named, home));
        return policy(table(), survey(named, null));
    }

    /** For a role that targets name: that of another account, mostly. */
    public Policy role(String role) {
        var grants = new ArrayList<>(TargetGrants.ALL);
        grants.add(OwnGrants.WITH_KEYS);
        return policy(grants, survey(new Named(), role));
    }

    /** Who may assume such a role: the daemon, with the external ids that the targets give. */
    public Policy trust(String role, String daemon) {
        SortedSet<String> ids = new TreeSet<>();
        scopes().filter(scope -> role.equals(scope.assumeRole())).forEach(scope -> {
            if (scope.externalId() != null) {
                ids.add(scope.externalId());
            }
        });
        var elements = new LinkedHashMap<String, List<String>>();
        elements.put("Principal", List.of(daemon));
        elements.put("Action", List.of("sts:AssumeRole"));
        List<Condition> conditions =
                ids.isEmpty() ? List.of() : List.of(Condition.of("StringEquals", "sts:ExternalId", List.copyOf(ids)));
        return new Policy(List.of(new Statement("Belay", elements, conditions)));
    }

    /** The roles that the targets name, sorted. */
    public SortedSet<String> roles() {
        var roles = new TreeSet<String>();
        scopes().forEach(scope -> {
            if (scope.assumeRole() != null) {
                roles.add(scope.assumeRole());
            }
        });
        return Ordered.sorted(roles);
    }

    private Stream<AwsScope> scopes() {
        return targets.stream()
                .flatMap(target -> Stream.of(
                                target.components().values().stream().map(component -> component.aws()),
                                target.verify().stream()
                                        .map(Check::probe)
                                        .filter(Check.Alarm.class::isInstance)
                                        .map(probe -> ((Check.Alarm) probe).aws()),
                                target.announce().stream()
                                        .filter(Receiver.Sns.class::isInstance)
                                        .map(receiver -> ((Receiver.Sns) receiver).aws()))
                        .flatMap(scopes -> scopes));
    }

    private Named survey(Named named, @Nullable String role) {
        var survey = new Survey(named, home, role, tasks);
        targets.forEach(survey::target);
        keys.forEach(key -> named.add(About.KEYS, key));
        return named;
    }

    private void store(Store store, Named named) {
        switch (store) {
            case Store.Directory _ -> {}
            case Store.Bucket(String bucket, String prefix) -> {
                named.add(About.STORE_BUCKET, home.s3(bucket));
                named.add(About.STORE_OBJECTS, home.s3(bucket + "/" + prefix + "*"));
                Store.DOCUMENTS.forEach(
                        folder -> named.add(About.STORE_DOCUMENTS, home.s3(bucket + "/" + prefix + folder + "/*")));
                Store.folders()
                        .forEach(folder ->
                                named.add(About.STORE_RECORDS, home.s3(bucket + "/" + prefix + folder + "/*")));
            }
            case Store.Table(String table) -> named.add(About.STORE_TABLE, home.arn("dynamodb", "table/" + table));
        }
    }

    private Policy policy(List<Grant> grants, Named named) {
        return new Policy(grants.stream()
                .filter(grant -> !(readOnly && grant.access() == Access.WRITE))
                .filter(grant -> !named.of(grant.about()).isEmpty())
                .map(grant -> statement(grant, named))
                .toList());
    }

    private static Statement statement(Grant grant, Named named) {
        var elements = new LinkedHashMap<String, List<String>>();
        elements.put(
                "Action", grant.permissions().stream().map(Permission::action).toList());
        elements.put("Resource", grant.everywhere() ? List.of("*") : named.of(grant.about()));
        Condition condition = grant.condition();
        return new Statement(grant.sid(), elements, condition == null ? List.of() : List.of(condition.filled(named)));
    }
}
