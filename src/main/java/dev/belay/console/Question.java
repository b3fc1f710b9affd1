package dev.belay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form that asks what is needed for an action.
 *
 * @param action last part of its address
 * @param hidden what is sent along as it was shown
 * @param steps what Belay would do; null: that is not looked at
 */
record Question(
        String action,
        String title,
        String text,
        String button,
        List<Hidden> hidden,
        List<Field> fields,
        @Nullable List<PlanView.Step> steps) {
    /** Whether a plan can be asked for. */
    public boolean looks() {
        return action.equals("pin");
    }

    record Hidden(String name, String value) {}

    /** @param choices values to choose one of; empty: to be typed */
    record Field(String name, String label, String hint, boolean required, String value, List<Choice> choices) {}

    record Choice(String value, String label) {}
}
