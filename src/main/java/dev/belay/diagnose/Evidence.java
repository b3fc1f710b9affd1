package dev.belay.diagnose;

/** What was seen of one component. */
sealed interface Evidence permits ServiceEvidence, SiteEvidence {
    String component();
}
