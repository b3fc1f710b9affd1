package dev.belay.localcloud.cloudfront;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** CloudFront's answers as an account sees them at one moment. */
record Documents(String account, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> SUMMARISED = List.of(
            "Aliases",
            "Origins",
            "OriginGroups",
            "DefaultCacheBehavior",
            "CacheBehaviors",
            "CustomErrorResponses",
            "Comment",
            "PriceClass",
            "Enabled",
            "ViewerCertificate",
            "Restrictions",
            "WebACLId",
            "HttpVersion",
            "IsIPV6Enabled",
            "Staging");

    Xml distribution(Distribution d) {
        List<Xml> parts = new ArrayList<>(identity(d).toList());
        parts.add(Xml.leaf("InProgressInvalidationBatches", d.inProgress()));
        parts.add(Xml.of("ActiveTrustedSigners", Xml.leaf("Enabled", false), Xml.leaf("Quantity", 0)));
        parts.add(Xml.of("ActiveTrustedKeyGroups", Xml.leaf("Enabled", false), Xml.leaf("Quantity", 0)));
        parts.add(d.config().xml());
        return Xml.of("Distribution", parts);
    }

    Xml distributions(Page page, List<Distribution> all) {
        return page.of("DistributionList", all, d -> d.id, this::summary);
    }

    private Xml summary(Distribution d) {
        List<Xml> parts = new ArrayList<>(identity(d).toList());
        parts.add(Xml.leaf("ETag", d.etag()));
        SUMMARISED.forEach(name -> d.config().xml().child(name).ifPresent(parts::add));
        return Xml.of("DistributionSummary", parts);
    }

    private Stream<Xml> identity(Distribution d) {
        return Stream.of(
                Xml.leaf("Id", d.id),
                Xml.leaf("ARN", "arn:aws:cloudfront::" + account + ":distribution/" + d.id),
                Xml.leaf("Status", d.status(now)),
                Xml.leaf("LastModifiedTime", TIME.format(d.modified())),
                Xml.leaf("DomainName", d.id.toLowerCase(Locale.ROOT) + ".cloudfront.net"));
    }

    Xml invalidation(Distribution d, Invalidation i) {
        List<Xml> paths = i.paths().stream().map(p -> Xml.leaf("Path", p)).toList();
        return Xml.of(
                "Invalidation",
                Xml.leaf("Id", i.id()),
                Xml.leaf("Status", d.status(i)),
                Xml.leaf("CreateTime", TIME.format(i.created())),
                Xml.of(
                        "InvalidationBatch",
                        Xml.of("Paths", Xml.leaf("Quantity", paths.size()), Xml.of("Items", paths)),
                        Xml.leaf("CallerReference", i.callerReference())));
    }

    /** Newest first, as CloudFront lists them. */
    Xml invalidations(Page page, Distribution d) {
        return page.of(
                "InvalidationList",
                d.invalidations().reversed(),
                Invalidation::id,
                i -> Xml.of(
                        "InvalidationSummary",
                        Xml.leaf("Id", i.id()),
                        Xml.leaf("CreateTime", TIME.format(i.created())),
                        Xml.leaf("Status", d.status(i))));
    }
}
