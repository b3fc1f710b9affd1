package dev.belay.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of one name that are told at each scrape from what is so then. Nothing is kept for them in between: with thousands of targets, a
 * meter for each set of labels takes more memory than all else.
 */
final class Scraped extends Collector implements Collector.Describable {
    /** Tells what there is to tell. */
    @FunctionalInterface
    interface Source {
        void tell(Teller teller);
    }

    /** Takes down a sample: its value, and its labels in the order of their names. */
    @FunctionalInterface
    interface Teller {
        void tell(double value, String... labels);
    }

    private final String name;
    private final Type type;
    private final String help;
    private final List<String> labels;
    private final Source source;

    private Scraped(String name, Type type, String help, List<String> labels, Source source) {
        this.name = name;
        this.type = type;
        this.help = help;
        this.labels = labels;
        this.source = source;
    }

    static Scraped gauge(String name, String help, List<String> labels, Source source) {
        return new Scraped(name, Type.GAUGE, help, labels, source);
    }

    static Scraped counter(String name, String help, List<String> labels, Source source) {
        return new Scraped(name, Type.COUNTER, help, labels, source);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var samples = new ArrayList<MetricFamilySamples.Sample>();
        source.tell((value, its) -> samples.add(new MetricFamilySamples.Sample(name, labels, List.of(its), value)));
        return List.of(new MetricFamilySamples(name, type, help, samples));
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return List.of(new MetricFamilySamples(name, type, help, List.of()));
    }
}
