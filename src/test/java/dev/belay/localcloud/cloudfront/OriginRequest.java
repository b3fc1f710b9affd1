package dev.belay.localcloud.cloudfront;

/** What an edge asks of the origin: one object of a bucket, by its plain (not percent-encoded) key. */
public record OriginRequest(String bucket, String key) {}
