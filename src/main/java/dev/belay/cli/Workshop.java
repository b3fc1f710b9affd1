package dev.belay.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands and what is mixed into them, and hands each the shell. */
record Workshop(Shell shell) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        Constructor<K> constructor;
        try {
            constructor = type.getDeclaredConstructor(Shell.class);
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        }
        try {
            return constructor.newInstance(shell);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " can't be made", e.getCause());
        }
    }
}
