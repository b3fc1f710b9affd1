package dev.belay.localcloud.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What condition and filter expressions mean. */
class ExpressionsTest {
    private static final String ITEM = """
            {"kind": {"S": "Pin"}, "name": {"S": "shop"}, "revision": {"N": "10"}, "gone": {"L": []},
             "spec": {"M": {"version": {"S": "2026"}, "parts": {"L": [{"S": "a"}, {"M": {"deep": {"BOOL": true}}}]}}},
             "tags": {"SS": ["a", "b"]}}""";
    private static final String NAMES = """
            {"#n": "name", "#s": "spec"}""";
    private static final String VALUES = """
            {":pin": {"S": "Pin"}, ":p": {"S": "P"}, ":a": {"S": "a"}, ":9": {"N": "9"}, ":10": {"N": "10.0"},
             ":11": {"N": "11"}, ":v": {"S": "2026"}, ":t": {"BOOL": true}, ":m": {"M": {}}, ":S": {"S": "S"},
             ":zero": {"N": "0"}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = :pin",
                "kind <> :p",
                "revision = :10",
                "revision > :9 AND revision < :11",
                "revision >= :10 and revision <= :10",
                "attribute_exists(kind)",
                "attribute_exists(spec.parts[1].deep)",
                "attribute_not_exists(spec.parts[2])",
                "attribute_not_exists(spec.#n)",
                "#s.version = :v",
                "spec.parts[1].deep = :t",
                "begins_with(kind, :p)",
                "contains(tags, :a)",
                "contains(spec.parts, :a)",
                "contains(kind, :p)",
                "attribute_type(kind, :S)",
                "size(tags) < :9",
                "size(gone) = :zero",
                "revision BETWEEN :9 AND :11",
                "kind IN (:a, :pin)",
                "NOT kind = :p",
                "NOT (kind = :p OR kind = :a)",
                "kind = :p OR kind = :pin AND revision = :10",
                "(kind = :p OR kind = :pin) AND (revision = :10)",
                "nowhere <> :a",
            })
    void holds(String expression) throws JsonProcessingException {
        assertThat(condition(expression).holds(AttributeJson.item(json(ITEM)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = :p",
                "revision = :pin",
                "revision < :10",
                "revision > :p",
                "nowhere = :a",
                "nowhere < :9",
                "attribute_not_exists(kind)",
                "attribute_exists(#n.deeper)",
                "attribute_exists(kind[0])",
                "begins_with(revision, :p)",
                "contains(tags, :p)",
                "size(revision) > :zero",
                "kind = :pin AND NOT #n = #n",
                "(kind = :pin OR kind = :p) AND kind = :p",
            })
    void does_not_hold(String expression) throws JsonProcessingException {
        assertThat(condition(expression).holds(AttributeJson.item(json(ITEM)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = :a | Attribute name is a reserved keyword; reserved keyword: name",
                "kind = :other | An expression attribute value used in expression is not defined; attribute value: :other",
                "#other = :a | An expression attribute name used in the document path is not defined; attribute name: #other",
                "kind == :a | Syntax error; token: \"=\", near: \"= = :a\"",
                "kind = :a AND | Syntax error; token: \"<EOF>\"",
                "kind = :a) | Syntax error; token: \")\"",
                "kind = 'a' | Syntax error; token: \"'\"",
                "exists(kind) | Invalid function name; function: exists",
                "((kind = :a)) | The expression has redundant parentheses;",
                "revision < :m | Incorrect operand type for operator or function; operator or function: <, operand type: M",
            })
    void is_refused(String expression, String why) {
        assertThatThrownBy(() -> condition(expression))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Invalid ConditionExpression: " + why);
    }

    @Test
    void placeholders_that_no_expression_uses_are_refused() throws JsonProcessingException {
        Placeholders both = new Placeholders(json(NAMES), json("""
                {":a": {"S": "a"}}"""));
        new Expressions("ConditionExpression", "#n = :a", both).condition();
        assertThatThrownBy(both::refuseUnused)
                .hasMessage("Value provided in ExpressionAttributeNames unused in expressions: keys: {#s}");
    }

    private static Condition condition(String expression) throws JsonProcessingException {
        return new Expressions("ConditionExpression", expression, new Placeholders(json(NAMES), json(VALUES)))
                .condition();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
