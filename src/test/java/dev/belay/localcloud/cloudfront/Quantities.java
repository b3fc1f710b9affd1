package dev.belay.localcloud.cloudfront;

/** CloudFront's lists carry their own length, and it insists that the two agree. */
final class Quantities {
    private Quantities() {}

    /** Throws {@code InconsistentQuantities} when any list in the document has another length than it says. */
    static void check(Xml xml) {
        xml.children().forEach(Quantities::check);
        xml.child("Quantity").map(Xml::text).ifPresent(said -> {
            int found = xml.child("Items").map(items -> items.children().size()).orElse(0);
            if (!said.equals(String.valueOf(found))) {
                throw new Refusal(
                        400,
                        "InconsistentQuantities",
                        "The value of Quantity and the size of Items don't match. (" + xml.name() + ")");
            }
        });
    }
}
