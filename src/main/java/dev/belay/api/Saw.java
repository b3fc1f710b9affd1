package dev.belay.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says in the OpenAPI document that a route heeds {@code If-Match} and {@code If-None-Match}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Saw {
    /** Whether it is refused without. */
    boolean needed();
}
