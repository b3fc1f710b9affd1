package dev.belay.ecs.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Over every field that the SDK has, whichever those are. */
class FieldModelTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static ObjectNode everything(SdkPojo pojo) {
        ObjectNode object = JSON.objectNode();
        pojo.sdkFields().forEach(field -> object.set(field.locationName(), sample(field)));
        return object;
    }

    private static JsonNode sample(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case LIST ->
                JSON.arrayNode().add(sample(field.getTrait(ListTrait.class).memberFieldInfo()));
            case MAP ->
                JSON.objectNode()
                        .set("key", sample(field.getTrait(MapTrait.class).valueFieldInfo()));
            case SDK_POJO -> everything(field.constructor().get());
            case STRING -> JSON.textNode("text of " + field.locationName());
            case BOOLEAN -> JSON.booleanNode(true);
            case INTEGER, LONG -> JSON.numberNode(7);
            case DOUBLE, FLOAT -> JSON.numberNode(0.5);
            case INSTANT -> JSON.numberNode(1700000000);
            default -> throw new IllegalStateException("a type that is not handled: " + field.locationName());
        };
    }

    @Test
    void no_field_of_a_registration_is_lost_on_the_way_into_the_sdk_and_back() {
        ObjectNode all = everything((SdkPojo) RegisterTaskDefinitionRequest.builder());
        assertThat(TaskDefinitions.problems(all)).isEmpty();
        assertThat(FieldModel.json(TaskDefinitions.request(all))).isEqualTo(all);
    }

    @Test
    void what_only_a_description_has_is_taken_off_and_all_else_kept() {
        ObjectNode described = everything((SdkPojo) TaskDefinition.builder());
        ObjectNode content = TaskDefinitions.registrable(described);
        assertThat(TaskDefinitions.problems(content)).isEmpty();
        var gone = new ArrayList<String>();
        described.fieldNames().forEachRemaining(gone::add);
        content.fieldNames().forEachRemaining(gone::remove);
        assertThat(gone)
                .containsExactlyInAnyOrder(
                        "taskDefinitionArn",
                        "revision",
                        "status",
                        "requiresAttributes",
                        "compatibilities",
                        "registeredBy",
                        "registeredAt",
                        "deregisteredAt");
    }

    @Test
    void a_field_that_would_be_lost_is_named_with_its_path() {
        ObjectNode content = JSON.objectNode();
        content.putArray("volumes").addObject().putObject("host").put("sourcePathh", "/x");
        content.put("cpus", 1);
        assertThat(TaskDefinitions.problems(content))
                .containsExactly(
                        "volumes[0].host.sourcePathh: unknown field; it would be lost",
                        "cpus: unknown field; it would be lost");
    }
}
