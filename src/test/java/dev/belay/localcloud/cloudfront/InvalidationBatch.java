package dev.belay.localcloud.cloudfront;

import java.util.List;
import java.util.regex.Pattern;

/** What CreateInvalidation asks for, checked as CloudFront checks it. */
record InvalidationBatch(String callerReference, List<String> paths) {
    // Unsafe and non-ASCII characters must arrive percent-encoded; a wildcard is the last character or nowhere.
    private static final Pattern PATH = Pattern.compile("/[!$&-)+-;=?-Z_a-z~%]*\\*?");
    private static final int LONGEST = 4_000;

    static InvalidationBatch of(Xml xml) {
        if (!xml.name().equals("InvalidationBatch")) {
            throw new Refusal(400, "MalformedXML", "Expected InvalidationBatch, found " + xml.name());
        }
        Quantities.check(xml);
        List<String> paths = xml.child("Paths").stream()
                .flatMap(p -> p.child("Items").stream())
                .flatMap(i -> i.children("Path"))
                .map(Xml::text)
                .toList();
        String reference = xml.text("CallerReference");
        if (reference.isEmpty()) {
            throw new Refusal(400, "MissingBody", "CallerReference is missing");
        }
        if (paths.isEmpty() || !paths.stream().allMatch(InvalidationBatch::valid)) {
            throw Refusal.invalidArgument("Your request contains one or more invalid invalidation paths.");
        }
        return new InvalidationBatch(reference, paths);
    }

    private static boolean valid(String path) {
        return path.length() <= LONGEST && PATH.matcher(path).matches();
    }
}
