package dev.belay.localcloud.s3;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What a bucket tells whom.
 *
 * @param text as it was given
 * @param unsupported a kind of destination that is asked for and not simulated; empty: none
 */
record NotificationConfiguration(String text, List<Rule> rules, String unsupported) {
    private static final Set<String> OTHERS =
            Set.of("TopicConfiguration", "CloudFunctionConfiguration", "EventBridgeConfiguration");

    /**
     * One queue's.
     *
     * @param events such as {@code s3:ObjectCreated:*}
     */
    record Rule(String id, String queue, List<String> events, String prefix, String suffix) {
        boolean wants(String event, String key) {
            return key.startsWith(prefix)
                    && key.endsWith(suffix)
                    && events.stream().anyMatch(wanted -> matches(wanted, "s3:" + event));
        }

        private static boolean matches(String wanted, String event) {
            return wanted.endsWith("*")
                    ? event.startsWith(wanted.substring(0, wanted.length() - 1))
                    : event.equals(wanted);
        }
    }

    static NotificationConfiguration read(String text) {
        Element root = parsed(text);
        List<Rule> rules = new ArrayList<>();
        for (Element queue : elements(root, "QueueConfiguration")) {
            rules.add(new Rule(
                    first(queue, "Id"),
                    first(queue, "Queue"),
                    elements(queue, "Event").stream()
                            .map(Element::getTextContent)
                            .toList(),
                    filter(queue, "prefix"),
                    filter(queue, "suffix")));
        }
        String other = OTHERS.stream()
                .filter(kind -> !elements(root, kind).isEmpty())
                .findFirst()
                .orElse("");
        return new NotificationConfiguration(text, List.copyOf(rules), other);
    }

    /** The texts of all elements of a name. */
    static List<String> texts(String xml, String name) {
        return elements(parsed(xml), name).stream().map(Element::getTextContent).toList();
    }

    private static String filter(Element queue, String name) {
        return elements(queue, "FilterRule").stream()
                .filter(rule -> first(rule, "Name").equalsIgnoreCase(name))
                .map(rule -> first(rule, "Value"))
                .findFirst()
                .orElse("");
    }

    private static String first(Element parent, String name) {
        return elements(parent, name).stream()
                .findFirst()
                .map(Element::getTextContent)
                .orElse("");
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }

    private static Element parsed(String text) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalArgumentException("not XML: " + e.getMessage(), e);
        }
    }
}
