package dev.belay.localcloud.cloudfront;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of CloudFront's XML: it has text or children, never both, and no attribute that means anything. */
record Xml(String name, String text, List<Xml> children) {
    private static final String NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    static Xml of(String name, Xml... children) {
        return of(name, List.of(children));
    }

    static Xml of(String name, List<Xml> children) {
        return new Xml(name, "", List.copyOf(children));
    }

    static Xml leaf(String name, Object text) {
        return new Xml(name, text.toString(), List.of());
    }

    Optional<Xml> child(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    Stream<Xml> children(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted));
    }

    /** The text at the end of a path of names, empty when there is no such element. */
    String text(String... path) {
        Optional<Xml> at = Optional.of(this);
        for (String step : path) {
            at = at.flatMap(x -> x.child(step));
        }
        return at.map(Xml::text).orElse("");
    }

    /** This element with those children of the pattern that it lacks. */
    Xml withDefaults(List<Xml> defaults) {
        List<Xml> all = new ArrayList<>(children);
        defaults.stream().filter(d -> child(d.name).isEmpty()).forEach(all::add);
        return of(name, all);
    }

    String document() {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        write(out, " xmlns=\"" + NAMESPACE + "\"");
        return out.toString();
    }

    private void write(StringBuilder out, String attributes) {
        out.append('<').append(name).append(attributes).append('>').append(escaped(text));
        children.forEach(c -> c.write(out, ""));
        out.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static Xml parse(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // the prologue says nothing
            }
            return element(reader);
        } catch (XMLStreamException | IllegalStateException | java.util.NoSuchElementException e) {
            throw new Refusal(400, "MalformedXML", "The XML you provided is not well-formed: " + e.getMessage());
        }
    }

    private static Xml element(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Xml> children = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader));
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text.append(reader.getText());
            }
        }
        return children.isEmpty() ? leaf(name, text) : of(name, children);
    }
}
