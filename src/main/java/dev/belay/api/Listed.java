package dev.belay.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says in the OpenAPI document that a route answers {@link Items} of what its schema describes. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Listed {}
