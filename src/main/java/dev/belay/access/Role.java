package dev.belay.access;

/** What somebody may do, the least first; each may do what those before it may. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
