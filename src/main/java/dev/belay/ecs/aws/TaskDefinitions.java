package dev.belay.ecs.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Task definitions between the SDK's form and AWS's JSON. */
final class TaskDefinitions {
    /** Fields that a description has and a registration does not: by the SDK's own models, whatever they will be. */
    private static final Set<String> ONLY_DESCRIBED = onlyDescribed();

    private TaskDefinitions() {}

    private static Set<String> onlyDescribed() {
        var names = new TreeSet<>(names(software.amazon.awssdk.services.ecs.model.TaskDefinition.builder()
                .build()));
        names.removeAll(names(RegisterTaskDefinitionRequest.builder().build()));
        return names;
    }

    private static List<String> names(SdkPojo pojo) {
        return pojo.sdkFields().stream().map(SdkField::locationName).toList();
    }

    static TaskDefinition of(DescribeTaskDefinitionResponse answer) {
        var described = answer.taskDefinition();
        ObjectNode content = registrable(FieldModel.json(described));
        if (answer.hasTags()) {
            ArrayNode tags = content.putArray("tags");
            answer.tags().stream().map(FieldModel::json).forEach(tags::add);
            withoutReserved(content);
        }
        return new TaskDefinition(
                described.taskDefinitionArn(),
                described.family(),
                described.revision(),
                described.statusAsString(),
                described.registeredAt(),
                described.registeredBy(),
                content);
    }

    static ObjectNode registrable(ObjectNode printed) {
        ObjectNode content = printed.deepCopy();
        content.remove(ONLY_DESCRIBED);
        withoutReserved(content);
        return content;
    }

    /** Tags that AWS itself set can be read and not sent. */
    private static void withoutReserved(ObjectNode content) {
        if (content.path("tags") instanceof ArrayNode tags) {
            ArrayNode own = JsonNodeFactory.instance.arrayNode();
            for (JsonNode tag : tags) {
                if (!tag.path("key").asText().startsWith("aws:")) {
                    own.add(tag);
                }
            }
            content.set("tags", own);
        }
    }

    static List<String> problems(ObjectNode content) {
        var problems = new ArrayList<String>();
        FieldModel.fill((SdkPojo) RegisterTaskDefinitionRequest.builder(), content, "", problems);
        return List.copyOf(problems);
    }

    /**
     * @throws IllegalArgumentException if something of it would be lost
     */
    static RegisterTaskDefinitionRequest request(ObjectNode content) {
        var problems = new ArrayList<String>();
        RegisterTaskDefinitionRequest.Builder builder = RegisterTaskDefinitionRequest.builder();
        FieldModel.fill((SdkPojo) builder, content, "", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        RegisterTaskDefinitionRequest request = builder.build();
        List<Tag> tags = request.tags();
        // ECS refuses an empty list of tags.
        return request.hasTags() && tags.isEmpty()
                ? request.toBuilder().tags((java.util.Collection<Tag>) null).build()
                : request;
    }
}
