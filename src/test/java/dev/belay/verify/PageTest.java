package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    private static final URI AT = URI.create("https://shop.example/a/");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script src=\"/x.js\"></script> | https://shop.example/x.js",
                "<SCRIPT type='module' crossorigin SRC='x.js'></SCRIPT> | https://shop.example/a/x.js",
                "<script async src=x.js?v=1&amp;w=2#top></script> | https://shop.example/a/x.js?v=1&w=2",
                "<link rel=stylesheet href=../x.css> | https://shop.example/x.css",
                "<link href='x.css' rel='preload stylesheet'/> | https://shop.example/a/x.css",
                "<link rel=\"modulepreload\" href=\"https://shop.example:443/x.js\"> | https://shop.example:443/x.js",
                "<base href=/b/><script src=x.js></script> | https://shop.example/b/x.js",
                "<script data-src=y.js src=x.js></script> | https://shop.example/a/x.js"
            })
    void what_a_browser_would_load_is_named(String html, URI expected) {
        assertThat(Page.assets(html, AT)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script src=https://cdn.example/x.js></script>",
                "<script src=//cdn.example/x.js></script>",
                "<script src=http://shop.example/x.js></script>",
                "<link rel=icon href=x.ico>",
                "<link rel=alternate href=x.xml>",
                "<!-- <script src=x.js></script> -->",
                "<script>document.write('<script src=x.js>')</script>",
                "<script src=\"data:text/javascript,1\"></script>",
                "<script src=''></script>",
                "<script src='http://[bad'></script>",
                "<scripty src=x.js>"
            })
    void what_is_not_ours_is_not_named(String html) {
        assertThat(Page.assets(html, AT)).isEmpty();
    }

    @Test
    void each_is_named_once_in_the_order_of_the_page() {
        String html = "<link rel=modulepreload href=b.js><script src=a.js></script><script src=b.js></script>";
        assertThat(Page.assets(html, AT)).extracting(URI::getPath).containsExactly("/a/b.js", "/a/a.js");
    }

    @Test
    void a_long_page_is_read_through() {
        String html = "<p " + "x ".repeat(200_000) + ">" + "<script>" + "a<b;".repeat(100_000) + "</script>"
                + "<script src=a.js " + "data-x ".repeat(50_000) + "></script>";
        assertThat(Page.assets(html, AT)).hasSize(1);
    }
}
