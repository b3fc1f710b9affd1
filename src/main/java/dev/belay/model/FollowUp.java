package dev.belay.model;

import java.net.URI;
import java.util.List;

/**
 * Where an issue is opened for what went wrong.
 *
 * @param api address of GitHub's API, another one for GitHub Enterprise
 * @param repository {@code owner/name}
 * @param token text that may hold references such as <code>${secret:name}</code>, resolved when sent
 * @param labels put on the issue
 */
public record FollowUp(URI api, String repository, String token, List<String> labels) {
    public static final URI GITHUB = URI.create("https://api.github.com");

    public FollowUp {
        labels = List.copyOf(labels);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "github " + repository;
    }
}
