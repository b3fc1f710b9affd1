package dev.belay.lease;

import java.util.SortedSet;

/** Hears what becomes of the lease, in the thread of the {@link Election}'s pass: must be quick. */
public interface Replica {
    /** From now on this replica acts, as long as the tenure lasts. */
    void appointed(Tenure tenure);

    /** Another replica acts. The tenure is over already. */
    void dismissed(Tenure tenure);

    /** The replica that acts has something new to say: it wrote statuses, or it is another one. Heard by those that stand by. */
    void heard();

    /**
     * Other replicas want something looked at. Heard by the one that acts.
     *
     * @param targets names; an empty one stands for the records alone
     */
    void knocked(SortedSet<String> targets);
}
