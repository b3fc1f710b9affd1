package dev.belay.api;

import java.util.List;

/** A list, as every list is answered. */
record Items<T>(List<T> items) {}
