package dev.belay.console;

import dev.belay.access.Role;
import dev.belay.access.Session;

/**
 * What every page needs around its content.
 *
 * @param root relative way to the console's own root, ending in a slash, so that any prefix before it is right
 * @param assets version of the assets
 * @param user who is signed in
 * @param role what they may do
 * @param signedIn whether there is something to sign out of
 */
record Frame(String root, String title, String assets, String user, String role, boolean signedIn) {
    static Frame of(String root, String title, Assets assets, Session session) {
        String role = session.covers(Role.ADMIN) ? "admin" : session.covers(Role.OPERATOR) ? "operator" : "viewer";
        String user = session.caller().name();
        return new Frame(root, title, assets.version(), user, role, !user.equals("loopback"));
    }

    public String address(String asset) {
        return root + "assets/" + assets + "/" + asset;
    }
}
