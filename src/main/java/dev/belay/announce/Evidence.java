package dev.belay.announce;

/** The report of a rollout, asked for only where a follow-up is written. */
@FunctionalInterface
public interface Evidence {
    /**
     * The rollout that the letter is about as Markdown, without lines of logs, see {@link RolloutMarkdown}; empty: there is none.
     *
     * @throws dev.belay.model.FailureException when it can't be read now
     */
    String markdown();
}
