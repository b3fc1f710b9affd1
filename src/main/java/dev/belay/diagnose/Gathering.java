package dev.belay.diagnose;

/** Gathers one component's evidence in rounds: what a round asks for may depend on what those before it showed. */
sealed interface Gathering permits ServiceGathering, SiteGathering {
    int ROUNDS = 4;

    /** Puts what is to be looked at in a round, from 0, to the others; they are looked at before the next round. */
    void ask(int round, Looks looks);

    /** What was seen. */
    Evidence evidence();
}
