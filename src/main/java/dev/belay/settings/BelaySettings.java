package dev.belay.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set under {@code belay}. Read from environment variables, then from the file that
 * {@link SettingsFile} names, then from the defaults here. A setting that is not known, or not of its type, ends the start
 * with its name.
 */
@ConfigMapping(prefix = "belay")
public interface BelaySettings {
    /** Where records and state live. */
    Store store();

    /** How often the records are looked at. */
    @WithDefault("PT5S")
    Duration poll();

    /** How often actual state is looked at. */
    @WithDefault("PT30S")
    Duration resync();

    /** Passes in flight. */
    @WithDefault("64")
    int concurrency();

    /** Which of several replicas over one store acts. */
    Lease lease();

    /** Which of several replicas over one store acts. */
    interface Lease {
        /** A replica that is not heard of for this long loses the lease. */
        @WithDefault("PT15S")
        Duration duration();
    }

    /** Who may ask. */
    Api api();

    /** What is kept ready for a rollback. */
    Readiness readiness();

    /** What is kept ready for a rollback. */
    interface Readiness {
        /** How many known-good combinations are kept checked. */
        @WithDefault("3")
        int versions();
    }

    /** Which secrets records may name. */
    Secrets secrets();

    /** Which secrets records may name. */
    interface Secrets {
        /** Names or patterns of secrets and parameters; none where nothing is said. */
        Optional<List<String>> allow();
    }

    /** What people are told. */
    Announce announce();

    /** What people are told. */
    interface Announce {
        /** At which people reach Belay, for the links in messages; none where nothing is said. */
        Optional<URI> url();
    }

    /** What wakes Belay between two polls. */
    Notifications notifications();

    /** What wakes Belay between two polls. */
    interface Notifications {
        /** URL of the SQS queue; none where nothing is said: polling only. */
        Optional<URI> queue();
    }

    /** Where records and state live. */
    interface Store {
        @WithDefault("directory")
        Kind kind();

        Directory directory();

        S3 s3();

        DynamoDb dynamodb();

        /** The stores that there are. */
        enum Kind {
            DIRECTORY,
            S3,
            DYNAMODB
        }

        /** Of the directory store. */
        interface Directory {
            @WithDefault("config")
            String path();
        }

        /** Of the S3 store. */
        interface S3 {
            /** Required by it. */
            Optional<String> bucket();

            Optional<String> prefix();
        }

        /** Of the DynamoDB store. */
        interface DynamoDb {
            /** Required by it. */
            Optional<String> table();
        }
    }

    /** Who may ask. */
    interface Api {
        /** Static tokens, by name. */
        Map<String, Token> tokens();

        /** Whether no token is needed from loopback. For trying Belay out. */
        @WithDefault("false")
        boolean openOnLoopback();

        /** How much is let through. */
        Limits limits();

        /** How much is let through in a minute. */
        interface Limits {
            /** Reads of one caller. */
            @WithDefault("1200")
            int reads();

            /** Writes of one caller. */
            @WithDefault("120")
            int writes();

            /** Attempts of one address with a token that is not good. */
            @WithDefault("30")
            int failures();
        }

        /** One static token. */
        interface Token {
            /** SHA-256 of the token in hex; the token itself is nowhere. */
            String sha256();

            /** {@code viewer}, {@code operator} or {@code admin}. */
            String role();

            /** Names or patterns of the targets that it may see and touch; all where nothing is said. */
            Optional<List<String>> targets();
        }
    }
}
