package dev.belay.diagnose.aws;

import dev.belay.aws.AwsClients;
import dev.belay.diagnose.Clues;
import dev.belay.diagnose.EdgeClues;

/** All clues, from AWS and from the public address. */
public final class AwsClues {
    private AwsClues() {}

    /** With clients that stay whose they are, and are asked for at each call. */
    public static Clues of(AwsClients clients, EdgeClues edge) {
        return new Clues(
                new SdkServiceClues(clients),
                new SdkTrafficClues(clients),
                new SdkNeedClues(clients),
                new SdkSiteClues(clients),
                edge);
    }
}
