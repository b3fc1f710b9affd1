package dev.belay.api;

import dev.belay.adopt.AdoptRequest;
import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import dev.belay.store.RecordName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent to have records written for what exists. */
record AdoptBody(
        @Nullable String name,
        @Nullable String cluster,
        @Nullable String service,
        @Nullable List<@Nullable String> containers,
        @Nullable String bucket,
        @Nullable String prefix,
        @Nullable String build,
        @Nullable List<@Nullable String> distributions,
        @Nullable String region,
        @Nullable String assumeRole,
        @Nullable String externalId) {
    private static final String EXPECTED =
            "{\"name\": \"...\", \"cluster\": \"...\", \"service\": \"...\", \"containers\": [...], \"bucket\": \"...\","
                    + " \"prefix\": \"\", \"build\": \"s3://BUCKET/dist-{version}/\", \"distributions\": [...], \"region\": \"...\","
                    + " \"assumeRole\": \"...\", \"externalId\": \"...\"}";

    static AdoptBody read(String text) {
        return StrictJson.read(text, AdoptBody.class, EXPECTED);
    }

    AdoptRequest request() {
        if (name == null || !RecordName.isValid(name)) {
            throw bad("name is no name for a target");
        }
        if (service == null && bucket == null) {
            throw bad("found neither service nor bucket");
        }
        return new AdoptRequest(name, new AwsScope(region, assumeRole, externalId), servicePart(), sitePart());
    }

    private AdoptRequest.@Nullable ServicePart servicePart() {
        if (service == null) {
            return null;
        }
        if (cluster == null) {
            throw bad("a service needs its cluster");
        }
        return new AdoptRequest.ServicePart(cluster, service, texts(containers));
    }

    private AdoptRequest.@Nullable SitePart sitePart() {
        if (bucket == null) {
            return null;
        }
        if (build == null || !build.matches("s3://[^/{]+/.*\\{version}[^{]*/")) {
            throw bad("a site needs the address of its builds, with {version} and a slash at its end");
        }
        return new AdoptRequest.SitePart(
                new S3Place(bucket, prefix == null ? "" : prefix), build, texts(distributions));
    }

    private static List<String> texts(@Nullable List<@Nullable String> values) {
        return values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).map(String::valueOf).toList();
    }

    private static RuntimeException bad(String found) {
        return StrictJson.bad(EXPECTED, found);
    }
}
