/** Restoring a site, timed as whole processes side by side against an S3 server with an access log and settable latencies. */
@org.jspecify.annotations.NullMarked
package dev.belay.bench.sites;
