package dev.belay.store;

import java.util.List;
import java.util.function.Supplier;

/**
 * An object of known fields while it is read: each field is asked for by name, with what it is about in a sentence for those
 * who write it. Nothing stops at the first problem.
 */
sealed interface Fields permits GivenFields, SketchFields {
    <T> Read<T> required(String key, String about, Reader<T> reader);

    /** A field that may be left out. An explicit null is not leaving it out. */
    <T> Read<T> optional(String key, String about, Reader<T> reader);

    /** A field that may be left out, and what then stands for it. */
    <T> Read<T> optional(String key, String about, Reader<T> reader, T fallback);

    /** A field that another one needs, and that is unknown without it. */
    <T> Read<T> requiredWith(String other, String key, String about, Reader<T> reader);

    /** A field that is unknown without another one. */
    <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader);

    /** A field that is unknown without another one, and what stands for it where it is left out. */
    <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader, T fallback);

    /** Reports unless exactly one of these fields is there. */
    void exactlyOneOf(String... keys);

    /** Reports unless one or more of these fields are there. */
    void atLeastOneOf(List<String> keys, String found, String expected);

    /** Reports a field that is there without another one. */
    void needs(String key, String other, String found, String expected);

    /** Reports a field that is there beside another one. */
    void apart(String key, String other, String found, String expected);

    boolean has(String key);

    /** The part of a field that is there; of the whole where it is not. */
    Part at(String key);

    /** Ends the object: reports missing and unknown fields and, if all was in order, builds what it stands for. */
    <T> Read<T> done(Supplier<T> build);
}
