/** The daemon's HTTP face: routes, what they show, problems in words, and who may ask. */
@NullMarked
package dev.belay.api;

import org.jspecify.annotations.NullMarked;
