package dev.belay.localcloud.policy;

import dev.belay.localcloud.policy.PolicyDocument.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Who may do what. Whoever has no policy attached may do everything, save what the policy of a bucket denies, so that worlds that do not
 * care for permissions need none.
 */
public final class Guard {
    private static final String ASSUME = "sts:AssumeRole";

    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> policies = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> trusts = new ConcurrentHashMap<>();
    private final List<PolicyDocument> ofBuckets = new CopyOnWriteArrayList<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    /** Whose an access key is, which else goes by its own name. */
    public void key(String accessKey, String principal) {
        owners.put(accessKey, principal);
    }

    /** The ARN that was given for a key, or the key. */
    public String principal(String accessKey) {
        return owners.getOrDefault(accessKey, accessKey);
    }

    /**
     * Lets a principal do what its policy allows, and nothing else.
     *
     * @param principal an access key, or the ARN of a role
     */
    public void attach(String principal, String policy) {
        policies.put(principal, PolicyDocument.parse(policy));
    }

    /** Lets a role be assumed as its policy says, and not otherwise. */
    public void trust(String role, String policy) {
        trusts.put(role, PolicyDocument.parse(policy));
    }

    /** Lets a bucket be used but for what its policy denies. */
    public void bucket(String policy) {
        ofBuckets.add(PolicyDocument.parse(policy));
    }

    /**
     * The first of what a call asks for that the principal may not; empty: all of it may be done.
     *
     * @param asked looked at only where somebody's policy counts
     */
    public Optional<Asked> refused(String principal, Supplier<List<Asked>> asked) {
        if (!policies.containsKey(principal) && trusts.isEmpty() && ofBuckets.isEmpty()) {
            return Optional.empty();
        }
        Optional<Asked> refused = asked.get().stream()
                .filter(one -> !may(principal, one.by(principal)))
                .findFirst();
        refused.ifPresent(one -> refusals.add(principal + ": " + one));
        return refused;
    }

    /** What was refused so far, and to whom, each once. */
    public Set<String> refusals() {
        return new TreeSet<>(refusals);
    }

    private boolean may(String principal, Asked asked) {
        PolicyDocument own = policies.get(principal);
        PolicyDocument trust = asked.action().equals(ASSUME) ? trusts.get(asked.resource()) : null;
        return (own == null || own.on(principal, asked) == Verdict.ALLOWED)
                && (trust == null || trust.on(principal, asked) == Verdict.ALLOWED)
                && ofBuckets.stream().noneMatch(policy -> policy.on(principal, asked) == Verdict.DENIED);
    }
}
