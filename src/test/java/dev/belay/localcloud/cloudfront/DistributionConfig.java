package dev.belay.localcloud.cloudfront;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A distribution's configuration: the document as it was sent, with CloudFront's defaults filled in. */
record DistributionConfig(Xml xml) {
    private static final Pattern BUCKET = Pattern.compile("(.+?)\\.s3[.-].*amazonaws\\.com(\\.cn)?");
    private static final Xml NONE = Xml.leaf("Quantity", 0);
    private static final List<Xml> DEFAULTS = List.of(
            Xml.of("Aliases", NONE),
            Xml.leaf("DefaultRootObject", ""),
            Xml.of("OriginGroups", NONE),
            Xml.of("CacheBehaviors", NONE),
            Xml.of("CustomErrorResponses", NONE),
            Xml.leaf("Comment", ""),
            Xml.of(
                    "Logging",
                    Xml.leaf("Enabled", false),
                    Xml.leaf("IncludeCookies", false),
                    Xml.leaf("Bucket", ""),
                    Xml.leaf("Prefix", "")),
            Xml.leaf("PriceClass", "PriceClass_All"),
            Xml.of(
                    "ViewerCertificate",
                    Xml.leaf("CloudFrontDefaultCertificate", true),
                    Xml.leaf("MinimumProtocolVersion", "TLSv1")),
            Xml.of(
                    "Restrictions",
                    Xml.of("GeoRestriction", Xml.leaf("RestrictionType", "none"), Xml.leaf("Quantity", 0))),
            Xml.leaf("WebACLId", ""),
            Xml.leaf("HttpVersion", "http2"),
            Xml.leaf("IsIPV6Enabled", true),
            Xml.leaf("Staging", false));

    static DistributionConfig parse(Xml sent) {
        if (!sent.name().equals("DistributionConfig")) {
            throw new Refusal(400, "MalformedXML", "Expected DistributionConfig, found " + sent.name());
        }
        Quantities.check(sent);
        DistributionConfig config = new DistributionConfig(sent.withDefaults(DEFAULTS));
        Stream.of("CallerReference", "Enabled")
                .filter(f -> sent.text(f).isEmpty())
                .forEach(f -> {
                    throw Refusal.invalidArgument("The parameter " + f + " is required.");
                });
        String path = config.origin().text("OriginPath");
        if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
            throw Refusal.invalidArgument(
                    "The parameter Origin Path must begin with a slash and must not end with one.");
        }
        return config;
    }

    /** A distribution of one bucket, as a site of static files has it. */
    static DistributionConfig ofBucket(String callerReference, String domainName, String originPath) {
        Xml origin = Xml.of(
                "Origin",
                Xml.leaf("Id", "site"),
                Xml.leaf("DomainName", domainName),
                Xml.leaf("OriginPath", originPath),
                Xml.of("CustomHeaders", NONE),
                Xml.of("S3OriginConfig", Xml.leaf("OriginAccessIdentity", "")),
                Xml.leaf("ConnectionAttempts", 3),
                Xml.leaf("ConnectionTimeout", 10));
        return parse(Xml.of(
                "DistributionConfig",
                Xml.leaf("CallerReference", callerReference),
                Xml.leaf("DefaultRootObject", "index.html"),
                Xml.of("Origins", Xml.leaf("Quantity", 1), Xml.of("Items", origin)),
                Xml.of(
                        "DefaultCacheBehavior",
                        Xml.leaf("TargetOriginId", "site"),
                        Xml.leaf("ViewerProtocolPolicy", "redirect-to-https"),
                        Xml.leaf("Compress", false),
                        Xml.leaf("MinTTL", 0)),
                Xml.leaf("Comment", "seeded"),
                Xml.leaf("Enabled", true)));
    }

    String callerReference() {
        return xml.text("CallerReference");
    }

    String defaultRootObject() {
        return xml.text("DefaultRootObject");
    }

    String originPath() {
        return origin().text("OriginPath");
    }

    /** The bucket of the default behaviour's origin; empty when that origin is not S3. */
    Optional<String> bucket() {
        Matcher name = BUCKET.matcher(origin().text("DomainName"));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private Xml origin() {
        String wanted = xml.text("DefaultCacheBehavior", "TargetOriginId");
        return xml.child("Origins").flatMap(o -> o.child("Items")).stream()
                .flatMap(i -> i.children("Origin"))
                .filter(o -> o.text("Id").equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(404, "NoSuchOrigin", "One or more of your origins or origin groups do not exist."));
    }
}
