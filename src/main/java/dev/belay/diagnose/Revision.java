package dev.belay.diagnose;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a task definition says, as far as it can be a cause. Never holds the value of a variable.
 *
 * @param active false: ECS starts nothing of it any more
 * @param executionRole ARN of the role that pulls images and reads secrets; null: none
 * @param taskRole ARN of the role that the containers have; null: none
 * @param memory of the whole task in MiB; null: not said
 */
public record Revision(
        String arn,
        boolean active,
        @Nullable String executionRole,
        @Nullable String taskRole,
        @Nullable Integer memory,
        List<Container> containers) {
    /**
     * One container of it.
     *
     * @param memory hard limit in MiB; null: the task's
     * @param environment names
     * @param secrets name to where the value comes from: an ARN or a parameter's name. What the registry and the log
     *     driver need is among them, its name in parentheses
     * @param ports that it says it listens on
     * @param log null: it has no log that could be read
     */
    public record Container(
            String name,
            String image,
            boolean essential,
            @Nullable Integer memory,
            SortedSet<String> environment,
            SortedMap<String, String> secrets,
            SortedSet<Integer> ports,
            @Nullable Log log) {
        /** Names of all variables that its process gets, whether their values are secret or not. */
        SortedSet<String> names() {
            var names = new TreeSet<>(environment);
            secrets.keySet().stream().filter(name -> !name.startsWith("(")).forEach(names::add);
            return names;
        }
    }

    /**
     * Where a container's log goes.
     *
     * @param driver {@code awslogs} is the one that can be read
     * @param group null: not said
     * @param region null: the service's
     * @param prefix of its streams; null: a stream has the container's runtime id as name
     */
    public record Log(
            String driver,
            @Nullable String group,
            @Nullable String region,
            @Nullable String prefix) {}

    public Revision {
        containers = List.copyOf(containers);
    }

    /** {@code shop-api:3} */
    String name() {
        return name(arn);
    }

    /** A revision as people call it. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    @Nullable
    Container container(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
