package dev.belay.localcloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The faults that were asked for. Of several that fit a call the oldest takes it; one that is spent is gone. Safe for
 * many threads.
 */
public final class Faults {
    private final List<Standing> standing = new ArrayList<>();

    /** The next {@code times} calls of the operation ({@code *}: any) fare so. */
    public Faults next(int times, String service, String operation, Fault fault) {
        return add(service, operation, "", fault, times);
    }

    /** All calls of the operation ({@code *}: any) fare so, until {@link #clear()}. */
    public Faults always(String service, String operation, Fault fault) {
        return add(service, operation, "", fault, Integer.MAX_VALUE);
    }

    /** As {@link #next} or {@link #always}, for calls only whose {@link Call#summary} contains the text. */
    public synchronized Faults add(String service, String operation, String containing, Fault fault, int times) {
        standing.add(new Standing(service, operation, containing, fault, times));
        return this;
    }

    public synchronized void clear() {
        standing.clear();
    }

    public synchronized List<String> describe() {
        return standing.stream().map(Standing::toString).toList();
    }

    synchronized Optional<Fault> take(String service, String operation, String summary) {
        for (int i = 0; i < standing.size(); i++) {
            Standing fault = standing.get(i);
            if (fault.fits(service, operation, summary)) {
                if (fault.times == 1) {
                    standing.remove(i);
                } else if (fault.times < Integer.MAX_VALUE) {
                    standing.set(i, fault.spentOnce());
                }
                return Optional.of(fault.fault);
            }
        }
        return Optional.empty();
    }

    private record Standing(String service, String operation, String containing, Fault fault, int times) {
        boolean fits(String service, String operation, String summary) {
            return (this.service.equals("*") || this.service.equals(service))
                    && (this.operation.equals("*") || this.operation.equals(operation))
                    && summary.contains(containing);
        }

        Standing spentOnce() {
            return new Standing(service, operation, containing, fault, times - 1);
        }

        @Override
        public String toString() {
            return service + ":" + operation + (containing.isEmpty() ? "" : " containing '" + containing + "'") + " → "
                    + fault + (times == Integer.MAX_VALUE ? " until cleared" : " × " + times);
        }
    }
}
