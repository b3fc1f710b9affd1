package dev.belay.site.aws;

import dev.belay.site.SiteApi;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A copy of an object that is too large for one request: part by part, the headers carried by ourselves. */
final class MultipartCopy {
    private static final int MOST_PARTS = 10_000;
    private static final long PART = 512L << 20;

    private final S3Client client;
    private final SiteApi.Copy copy;
    private final long part;

    /**
     * Prepares a copy.
     *
     * @param limit most bytes of a part
     */
    MultipartCopy(S3Client client, SiteApi.Copy copy, long limit) {
        this.client = client;
        this.copy = copy;
        this.part = Math.min(limit, Math.max(PART, (copy.size() + MOST_PARTS - 1) / MOST_PARTS));
    }

    SiteApi.Copied run() {
        var source = client.headObject(request ->
                request.bucket(copy.fromBucket()).key(copy.fromKey()).ifMatch(SdkSiteApi.quoted(copy.etag())));
        String upload = begin(source);
        try {
            var parts = parts(upload);
            client.completeMultipartUpload(request -> request.bucket(copy.toBucket())
                    .key(copy.toKey())
                    .uploadId(upload)
                    .overrideConfiguration(Patience.copying(copy.size()))
                    .multipartUpload(all -> all.parts(parts)));
        } catch (SdkException e) {
            abort(upload, e);
            throw e;
        }
        // Completing does not tell the time that a listing will show.
        var live = client.headObject(request -> request.bucket(copy.toBucket()).key(copy.toKey()));
        return new SiteApi.Copied(SdkSiteApi.unquoted(live.eTag()), live.lastModified());
    }

    private String begin(HeadObjectResponse source) {
        var request = ObjectHeaders.carry(source, CreateMultipartUploadRequest.builder())
                .bucket(copy.toBucket())
                .key(copy.toKey());
        String expires = source.expiresString();
        if (expires != null) {
            // As it stands: the SDK's own type would refuse, or rewrite, what S3 keeps as any text.
            request.overrideConfiguration(override -> override.putHeader("Expires", expires));
        }
        return client.createMultipartUpload(request.build()).uploadId();
    }

    private List<CompletedPart> parts(String upload) {
        var parts = new ArrayList<CompletedPart>();
        for (long from = 0; from < copy.size(); from += part) {
            int number = parts.size() + 1;
            String range = "bytes=" + from + "-" + (Math.min(from + part, copy.size()) - 1);
            var copied = client.uploadPartCopy(request -> request.sourceBucket(copy.fromBucket())
                            .sourceKey(copy.fromKey())
                            .copySourceIfMatch(SdkSiteApi.quoted(copy.etag()))
                            .copySourceRange(range)
                            .overrideConfiguration(Patience.copying(part))
                            .destinationBucket(copy.toBucket())
                            .destinationKey(copy.toKey())
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult();
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(copied.eTag())
                    .build());
        }
        return parts;
    }

    /** Parts that nobody completes are paid for until somebody aborts them. */
    private void abort(String upload, SdkException why) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(copy.toBucket()).key(copy.toKey()).uploadId(upload));
        } catch (SdkException e) {
            why.addSuppressed(e);
        }
    }
}
