package dev.belay.diagnose;

/** All that a diagnosis looks at: ports, which read and never write. */
public record Clues(ServiceClues services, TrafficClues traffic, NeedClues needs, SiteClues sites, EdgeClues edge) {}
