/** The packaged daemon beside the local cloud: what {@code make run} and {@code make demo} start, and what ring 4 drives. */
package dev.belay.demo;
