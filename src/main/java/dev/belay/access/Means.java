package dev.belay.access;

/** How somebody showed who they are. */
public enum Means {
    /** A static token in the {@code Authorization} header. */
    TOKEN("token", false),
    /** The same in {@link TokenCookie}. */
    TOKEN_COOKIE("token", true),
    /** A token of the OpenID provider in the {@code Authorization} header. */
    OIDC("oidc", false),
    /** A session that began at the OpenID provider. */
    OIDC_SESSION("oidc", true),
    /** By being on this machine. */
    LOOPBACK("loopback", false);

    private final String word;
    private final boolean byBrowser;

    Means(String word, boolean byBrowser) {
        this.word = word;
        this.byBrowser = byBrowser;
    }

    /** For the audit log: {@code token}, {@code oidc} or {@code loopback}. */
    public String word() {
        return word;
    }

    /** Whether the browser sends it along by itself, whichever page makes it ask. */
    boolean byBrowser() {
        return byBrowser;
    }
}
