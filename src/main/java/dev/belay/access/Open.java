package dev.belay.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that is open to everybody: what is needed to sign in, and nothing that tells of a target. Who asks may be known all
 * the same: {@link Session#identity()}. What a page of another origin sends to it is refused.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {}
