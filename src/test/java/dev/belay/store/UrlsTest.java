package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a check may ask, and those that it may not, however they are spelt. */
class UrlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4568/health",
                "http://localhost/",
                "https://shop.example/a?b=c",
                "HTTPS://SHOP.EXAMPLE",
                "http://[::1]:8080/",
                "http://10.0.0.1/",
                "http://168.254.169.254/",
                "http://169.253.255.255/",
                "http://[fd00:ec2::255]/",
                "http://xn--bcher-kva.example/"
            })
    void may_be_asked(String url) {
        assertThat(read(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/v2/credentials",
                "http://169.254.1.1:80/",
                "http://2852039166/",
                "http://0xA9FEA9FE/",
                "http://0xa9.0xfe.0xa9.0xfe/",
                "http://0251.0376.0251.0376/",
                "http://025177524776/",
                "http://169.254.43518/",
                "http://169.16689662/",
                "http://169.254.169.254./",
                "http://[fe80::1]/",
                "http://[febf::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fd00:ec2::254]/",
                "http://[fd00:0ec2:0:0:0:0:0:254]/",
                "http://[fd00:ec2::23]/v1/credentials",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[::169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.internal./",
                "http://instance-data/",
                "http://100.100.100.200/"
            })
    void may_not_be_asked(String url) {
        assertThat(read(url)).endsWith("is a link-local or metadata address; expected an http:// or https:// address");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://shop.example/,is neither http:// nor https://",
        "file:///etc/passwd,is neither http:// nor https://",
        "shop.example,is neither http:// nor https://",
        "http:///health,names no host",
        "http:health,names no host",
        "http://,is not a URL",
        "http://a b/,is not a URL",
        "http://user:secret@shop.example/,holds a user or password",
        "http://shop.example:99999/,names no host",
        "http://1.2.3.4.5/,names no host"
    })
    void is_no_address(String url, String why) {
        assertThat(read(url)).endsWith(why + "; expected an http:// or https:// address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${secret:shop/webhook}",
                "${env:BELAY_RECORD_BASE}/login",
                "https://${env:BELAY_RECORD_HOST}:${env:BELAY_RECORD_PORT}/",
                "https://shop.example/carts/{id}?token={token}",
                "{next}",
                "https://shop.example/"
            })
    void may_be_asked_once_filled_in(String url) {
        assertThat(readHolding(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/{id},is a link-local or metadata address",
        "https://user:${secret:x}@shop.example/,holds a user or password",
        "ftp://shop.example/{id},is neither http:// nor https://",
        "http://a b/{id},is not a URL"
    })
    void is_no_address_whatever_is_filled_in(String url, String why) {
        assertThat(readHolding(url)).endsWith(why + "; expected an http:// or https:// address");
    }

    private static String readHolding(String url) {
        var problems = new Problems("t.yaml");
        Urls.holding(text -> new Placeholders(text, List.of("id", "token", "next"), false))
                .read(new Given("url", new Node.Scalar(null, url, true), problems));
        return problems.all().isEmpty() ? "" : problems.all().getFirst().toString();
    }

    private static String read(String url) {
        var problems = new Problems("t.yaml");
        Urls.URL.read(new Given("url", new Node.Scalar(null, url, true), problems));
        return problems.all().isEmpty() ? "" : problems.all().getFirst().toString();
    }
}
