package dev.belay.rollout;

/**
 * Whether a pipeline may deploy.
 *
 * @param reason in a sentence, either way
 */
public record GateAnswer(boolean go, String reason) {}
